/** Tells by its words whether a line begins a definition: `public static fun add(item: Item): Int {`. */

import { longestName } from "./limits.ts";
import type { DefinitionKind } from "./outline.ts";

export interface LineDefinition {
  readonly name: string;
  readonly kind: DefinitionKind;
}

const kinds: ReadonlyMap<string, DefinitionKind> = new Map(
  (
    [
      ["function", "func fun function fn def defp sub proc procedure rpc"],
      ["macro", "macro defmacro"],
      ["class", "class struct record object actor contract message"],
      ["interface", "interface protocol trait service"],
      ["enum", "enum"],
      ["type", "type typealias input union table view"],
      ["extension", "extension impl"],
      ["module", "module namespace package defmodule library"],
      ["constant", "const"],
      ["variable", "val var let"],
    ] as const
  ).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind] as const)),
);

/** What may stand before the word that tells. */
const modifiers = new Set(
  (
    "public private protected internal fileprivate open final sealed abstract static override virtual inline async export " +
    "default pub local data case inner suspend operator infix tailrec external actual expect annotation value lazy implicit " +
    "mutating nonmutating indirect convenience dynamic distributed nonisolated shared unsafe extern partial companion weak " +
    "create or replace temporary temp unique materialized if not exists recursive pure elemental"
  ).split(" "),
);

/** Words that are followed by brackets and a block, and define nothing. */
const control = new Set(
  "if for while switch catch return else when until unless match guard using lock synchronized foreach with do try elsif elseif".split(
    " ",
  ),
);
const mostWords = 12;

export function definedIn(line: string): LineDefinition | null {
  const words = line.trim().split(/\s+/, mostWords);
  let kind: DefinitionKind | null = null;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = (words[at] ?? "").toLowerCase();
    const found = kinds.get(word) ?? null;
    if (found === null && !modifiers.has(word) && !/^(?:@[\w.]+|\w+\(set\)|<.*>)$/.test(word)) break;
    kind ??= found;
  }
  if (kind === null) return typedFunction(line);
  const rest = words
    .slice(at)
    .join(" ")
    .replaceAll(/["`[\]]/g, "");
  const name =
    kind === "function" && rest.includes("(") ? lastName(rest.slice(0, rest.indexOf("("))) : firstName(rest);
  return name === null ? null : { name, kind };
}

/** `int add(Item item) {`, where no word says that it is one. */
function typedFunction(line: string): LineDefinition | null {
  const end = line.indexOf("(");
  if (end === -1 || !line.trimEnd().endsWith("{")) return null;
  const before = line.slice(0, end).trim().split(/\s+/);
  const name = before.pop() ?? "";
  const isType = (word: string): boolean =>
    /^[\p{L}_][\p{L}\p{N}_<>.,?*&:]*$/u.test(word) && !control.has(word);
  if (before.length === 0 || !before.every(isType) || control.has(name)) return null;
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? { name, kind: "function" } : null;
}

/** `Cart`, `Shop.Cart` and `Shop::Cart` are found as `Cart`. */
function firstName(text: string): string | null {
  const [whole = ""] = /^[\p{L}_$][\p{L}\p{N}_$.:!?-]*/u.exec(text) ?? [];
  return lastName(whole.replace(/[.:-]+$/, ""));
}

/** `total` in `List<Item>.total`, and `map` in `map<T>`. */
function lastName(text: string): string | null {
  const head = text.trimEnd().replace(/<[^<>]*>$/, "");
  const name = head.split(/[\s.:<>(){}]/).at(-1) ?? "";
  return /^[\p{L}_$]/u.test(name) && name.length <= longestName ? name : null;
}
