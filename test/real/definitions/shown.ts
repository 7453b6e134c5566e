/** Reads from a prompt which lines of which files it shows. */

import { readNumbered } from "../../../src/prompt/numbering.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import type { LineHunk, LineHunks, Place } from "./use.ts";

/** The text of each line, by path and by 1-based number. */
type Lines = ReadonlyMap<string, ReadonlyMap<number, string>>;

export interface Shown {
  readonly after: Lines;
  /** Of changed files that are shown as they were; their paths are those after the change. */
  readonly before: Lines;
}

export function shownIn(material: string): Shown {
  const after = new Map<string, Map<number, string>>();
  const before = new Map<string, Map<number, string>>();
  for (const { kind, title, lines } of readSections(material)) {
    const side = kind === "before" ? before : after;
    const file = side.get(title) ?? new Map<number, string>();
    for (const line of lines) {
      const read = readNumbered(line);
      if (read !== null && read.mark !== "-") file.set(read.number, read.text);
    }
    if (file.size > 0) side.set(title, file);
  }
  return { after, before };
}

/** What the prompt says in a line of the version after the change: there, or in the version before, where it is the same line. */
export function textAt(
  { after, before }: Shown,
  { path, line }: Place,
  hunks: LineHunks,
): string | undefined {
  const now = after.get(path)?.get(line);
  if (now !== undefined) return now;
  const was = lineBefore(line, hunks.get(path) ?? []);
  return was === null ? undefined : before.get(path)?.get(was);
}

/** Null for an added line. */
function lineBefore(line: number, hunks: readonly LineHunk[]): number | null {
  let moved = 0;
  for (const { newStart, newCount, oldCount } of hunks) {
    if (line >= newStart && line < newStart + newCount) return null;
    const first = newCount === 0 ? newStart + 1 : newStart;
    if (line >= first) moved += newCount - oldCount;
  }
  return line - moved;
}
