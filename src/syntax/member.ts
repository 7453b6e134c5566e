/** Functions and variables of a class are its methods and fields. */

import type { DefinitionKind } from "./outline.ts";

const holders: ReadonlySet<DefinitionKind> = new Set(["class", "interface", "enum", "type", "extension"]);

/** `around`: what the definition stands in; null at the top. */
export function asMember(kind: DefinitionKind, around: DefinitionKind | null): DefinitionKind {
  if (around === null || !holders.has(around)) return kind;
  if (kind === "function") return "method";
  return kind === "variable" ? "field" : kind;
}
