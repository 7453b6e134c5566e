/** Finds the definition around some lines by their indentation, which tells it in nearly every language. */

import type { LineRange } from "../text/lines.ts";
import { closes, indentOf } from "./indentation.ts";

/** Lines. What is longer would show more of the file than of its surroundings. */
const longest = 400;

/**
 * From the line that is indented less than `chosen` and opens the block around it, to the line that closes the block.
 * Lines are 1-based; `chosen` lies within `lines`. Where nothing encloses them, the lines themselves.
 */
export function enclosing(lines: readonly string[], chosen: LineRange): LineRange {
  const inner = least(lines.slice(chosen.start - 1, chosen.end));
  if (inner === null || inner === 0) return chosen;
  const start = lastBefore(lines, chosen.start, (indent) => indent < inner);
  if (start === null) return chosen;
  const outer = indentOf(lines[start - 1] ?? "") ?? 0;
  const end = firstAfter(lines, chosen.end, (indent) => indent <= outer);
  const last =
    end !== null && closes(lines[end - 1] ?? "") ? end : lastFull(lines, (end ?? lines.length + 1) - 1);
  const range = { start, end: Math.max(chosen.end, last) };
  return range.end - range.start < longest ? range : chosen;
}

function least(lines: readonly string[]): number | null {
  const indents = lines.map(indentOf).filter((indent) => indent !== null);
  return indents.length === 0 ? null : Math.min(...indents);
}

function lastBefore(
  lines: readonly string[],
  line: number,
  holds: (indent: number) => boolean,
): number | null {
  for (let at = line - 1; at >= 1; at -= 1) {
    const indent = indentOf(lines[at - 1] ?? "");
    if (indent !== null && holds(indent)) return at;
  }
  return null;
}

function firstAfter(
  lines: readonly string[],
  line: number,
  holds: (indent: number) => boolean,
): number | null {
  for (let at = line + 1; at <= lines.length; at += 1) {
    const indent = indentOf(lines[at - 1] ?? "");
    if (indent !== null && holds(indent)) return at;
  }
  return null;
}

function lastFull(lines: readonly string[], line: number): number {
  let at = line;
  while (at > 1 && indentOf(lines[at - 1] ?? "") === null) at -= 1;
  return at;
}
