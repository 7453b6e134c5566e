/** Reads the exclusions out of a repository's own editor settings: JSON with comments; the one file that knows its parser. */

import { parseTree, type Node } from "jsonc-parser";
import type { Glob } from "./globs.ts";

/** Relative to the root. */
export const settingsFile = ".vscode/settings.json";

const key = "secondLook.exclude";

/** What is broken is read as far as it goes, as an editor does it; null when it is nested beyond all reading. */
export function excludedIn(text: string): readonly Glob[] | null {
  const root = parsed(text);
  if (root === null) return null;
  const lists = childrenOf(root).flatMap(({ children: pair }) =>
    pair?.[0]?.value === key ? childrenOf(pair[1]) : [],
  );
  const lines = lineCounter(text);
  return lists.flatMap(({ value, offset }: Node) =>
    typeof value === "string" ? [{ pattern: value, line: lines(offset) }] : [],
  );
}

function parsed(text: string): Node | undefined | null {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch (error) {
    // The parser calls itself for each bracket within a bracket.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Of an object its properties, of a list what it holds. */
function childrenOf(node: Node | undefined): readonly Node[] {
  return node?.children ?? [];
}

/** The 1-based line of an offset; each must lie behind the one before. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at += 1) if (text[at] === "\n") line += 1;
    return line;
  };
}
