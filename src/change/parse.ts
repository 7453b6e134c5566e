/** Reads a unified diff by the counts that each hunk announces, so that no line can pass for something else. */

import type { Hunk, HunkLine } from "./change.ts";

export interface ParsedHunk {
  readonly hunk: Hunk;
  /** The text of each line of the hunk without its mark; a `\r` at its end stays. */
  readonly texts: readonly string[];
}

export interface ParsedFile {
  /** As it stands after `b/` in the header. */
  readonly name: string;
  readonly hunks: readonly ParsedHunk[];
}

const fileHeader = /^diff --git a\/(.*) b\/\1$/;
const extendedHeader = /^(old mode|new mode|deleted file mode|new file mode|index) /;
const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * `patch` is git's output without prefixes, colours and renames left to chance. Null for anything that is not wholly
 * understood: half a diff must not look like a small one.
 */
export function parse(patch: string): readonly ParsedFile[] | null {
  const lines = patch.split("\n");
  if (lines.pop() !== "") return null;
  const reader = new Reader(lines);
  const files: ParsedFile[] = [];
  while (!reader.isAtEnd()) {
    const file = readFile(reader);
    if (file === null) return null;
    files.push(file);
  }
  return files;
}

/** Where in the lines we are. */
class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  isAtEnd(): boolean {
    return this.#at === this.#lines.length;
  }

  /** The next line, only if it is what is asked for. */
  take(pattern: RegExp): RegExpExecArray | null {
    const line = this.#lines[this.#at];
    const found = line === undefined ? null : pattern.exec(line);
    if (found !== null) this.#at += 1;
    return found;
  }
}

function readFile(reader: Reader): ParsedFile | null {
  const name = reader.take(fileHeader)?.[1];
  if (name === undefined) return null;
  while (reader.take(extendedHeader) !== null);
  const hunks: ParsedHunk[] = [];
  if (reader.take(/^--- /) === null) return { name, hunks };
  if (reader.take(/^\+\+\+ /) === null) return null;
  for (let header = reader.take(hunkHeader); header !== null; header = reader.take(hunkHeader)) {
    const hunk = readHunk(header, reader);
    if (hunk === null) return null;
    hunks.push(hunk);
  }
  return hunks.length === 0 ? null : { name, hunks };
}

function readHunk(header: RegExpExecArray, reader: Reader): ParsedHunk | null {
  const old = { start: Number(header[1]), count: Number(header[2] ?? 1) };
  const now = { start: Number(header[3]), count: Number(header[4] ?? 1) };
  const lines: HunkLine[] = [];
  const texts: string[] = [];
  let [oldLeft, newLeft] = [old.count, now.count];
  if (oldLeft + newLeft === 0) return null;
  while (oldLeft > 0 || newLeft > 0) {
    const { 1: mark, 2: text = "" } = reader.take(/^([-+ ])(.*)$/s) ?? [];
    if (mark === undefined) return null;
    const oldLine = mark === "+" ? null : old.start + old.count - oldLeft--;
    const newLine = mark === "-" ? null : now.start + now.count - newLeft--;
    if (oldLeft < 0 || newLeft < 0) return null;
    lines.push({ kind: kinds[mark as keyof typeof kinds], old: oldLine, new: newLine });
    texts.push(text);
    // Says of the line before that it ends without a line break; it is no line itself.
    reader.take(/^\\ /);
  }
  return { hunk: { old, new: now, lines }, texts };
}

const kinds = { "-": "removed", "+": "added", " ": "context" } as const;
