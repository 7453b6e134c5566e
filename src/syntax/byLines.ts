/** Tells by the look of its lines what a text defines, where no grammar can. */

import { splitLines } from "../text/lines.ts";
import { closes, indentOf } from "./indentation.ts";
import type { Definition, DefinitionKind, Mention, Outline } from "./outline.ts";

/** UTF-16 units. What is longer was not written by hand. */
const longestLine = 2_000;
const mostDefinitions = 20_000;
const mostMentions = 100_000;

const kinds: Readonly<Record<string, DefinitionKind>> = {
  func: "function",
  fun: "function",
  function: "function",
  fn: "function",
  def: "function",
  defp: "function",
  defmacro: "macro",
  sub: "function",
  proc: "function",
  procedure: "function",
  rpc: "method",
  init: "method",
  class: "class",
  struct: "class",
  record: "class",
  object: "class",
  actor: "class",
  contract: "class",
  message: "class",
  interface: "interface",
  protocol: "interface",
  trait: "interface",
  service: "interface",
  enum: "enum",
  type: "type",
  typealias: "type",
  input: "type",
  union: "type",
  extension: "extension",
  impl: "extension",
  module: "module",
  namespace: "module",
  package: "module",
  defmodule: "module",
  table: "type",
  view: "type",
  macro: "macro",
};

/** Words that may stand before the one that tells, on the same line. */
const modifiers =
  "public|private|protected|internal|fileprivate|open|final|sealed|abstract|static|override|virtual|inline|async|export|" +
  "default|pub|local|data|case|inner|suspend|operator|infix|tailrec|external|actual|expect|annotation|value|lazy|implicit|" +
  "mutating|nonmutating|indirect|required|convenience|dynamic|distributed|nonisolated|shared|const|unsafe|extern|partial|" +
  "create|or|replace|temporary|temp|unique|materialized|if|not|exists";
const defining = new RegExp(
  `^\\s*(?:@[\\w.]{1,60}(?:\\([^()]{0,200}\\))?\\s+)?(?:(?:${modifiers})\\s+){0,6}(${Object.keys(kinds).join("|")})\\s+` +
    '(?:if\\s+not\\s+exists\\s+)?(?:<[^<>]{0,80}>\\s*)?[`"\\[]?([\\p{L}_$][\\p{L}\\p{N}_$.:!?-]{0,119})',
  "iu",
);
const importing =
  /^\s*(?:import|use|using|require|require_relative|include|#include|source|from|open|alias)\b[\s("'<]*([^\s"'<>();,]{1,200})/u;
const naming = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** A definition whose end was not met yet. */
interface Begun {
  readonly at: number;
  readonly indent: number;
}

export function outlineByLines(text: string): Outline {
  const lines = splitLines(text);
  const definitions: Definition[] = [];
  const mentions: Mention[] = [];
  const imports = new Set<string>();
  const begun: Begun[] = [];
  let lastFull = 0;
  let comment: number | null = null;

  const end = (line: number): void => {
    const last = begun.pop();
    const definition = last === undefined ? undefined : definitions[last.at];
    if (last === undefined || definition === undefined) return;
    definitions[last.at] = { ...definition, range: { start: definition.range.start, end: line } };
  };

  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const indent = indentOf(line);
    if (indent === null || line.length > longestLine) {
      if (indent === null) comment = null;
      continue;
    }
    if (isComment(line)) {
      comment ??= number;
      continue;
    }
    const isEnd = closes(line);
    for (let last = begun.at(-1); last !== undefined && indent <= last.indent; last = begun.at(-1)) {
      if (opens(line) && indent === last.indent) break;
      end(isEnd && indent === last.indent ? number : lastFull);
      if (isEnd && indent === last.indent) break;
    }
    const found = defining.exec(line);
    const [, word = "", name = ""] = found ?? [];
    const kind = kinds[word.toLowerCase()];
    const isDefinition = found !== null && kind !== undefined && definitions.length < mostDefinitions;
    if (isDefinition) {
      const container = definitions[begun.at(-1)?.at ?? -1] ?? null;
      definitions.push({
        name: lastName(name),
        kind,
        range: { start: comment ?? number, end: lines.length },
        signature: { start: number, end: number },
        container: container?.name ?? null,
      });
      begun.push({ at: definitions.length - 1, indent });
    }
    const imported = importing.exec(line)?.[1];
    if (imported !== undefined && imports.size < 1000) imports.add(imported);
    for (const { 0: mentioned, index: column } of line.matchAll(naming)) {
      if (mentions.length === mostMentions) break;
      if (isDefinition && column === line.indexOf(lastName(name), found.index)) continue;
      mentions.push({ name: mentioned, line: number, column });
    }
    lastFull = number;
    comment = null;
  }
  while (begun.length > 0) end(lastFull);
  return { by: "lines", definitions, mentions, imports: [...imports] };
}

/** `Cart.add`, `Cart:add` and `Shop::Cart` are found by their last name. */
function lastName(name: string): string {
  const parts = name.split(/[.:]+/).filter((part) => part !== "");
  return parts.at(-1) ?? name;
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*|#(?!include|define|if|else|endif)|--|;|%|"""|''')/.test(line);
}

/** The bracket of a body that stands on a line of its own. */
function opens(line: string): boolean {
  return /^\s*(?:\{|begin\b|as\b|is\b)/i.test(line);
}
