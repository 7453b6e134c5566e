/** Takes files as they are, because a person chose them: nothing is compared, and every chosen line counts as changed. */

import { lstat } from "node:fs/promises";
import path from "node:path";
import type { UnsentReason } from "../contract/coverage.ts";
import { enclosing } from "../syntax/enclosing.ts";
import { decode } from "../text/decode.ts";
import type { LineRange } from "../text/lines.ts";
import { largestText, type Content, type FileChange, type Hunk, type HunkLine } from "./change.ts";
import { readRegular } from "./standing.ts";

export interface ChosenFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** What an editor holds of it; null for what lies on the disk. */
  readonly text: string | null;
  /** The lines that were chosen; null for all of them. */
  readonly lines: LineRange | null;
}

/** Lines. A long file goes in several hunks, so that one that finds no room does not take the others with it. */
const longestHunk = 400;

/** `withheld`: why it must not be read, or null. */
export async function takeChosen(
  root: string,
  file: ChosenFile,
  withheld: UnsentReason | null,
): Promise<FileChange> {
  const content = await contentOf(root, file, withheld);
  return {
    path: file.path,
    oldPath: null,
    change: "chosen",
    old: { kind: "absent" },
    new: content,
    hunks: content.kind === "text" ? hunksOf(content.lines, file.lines) : [],
  };
}

async function contentOf(root: string, file: ChosenFile, withheld: UnsentReason | null): Promise<Content> {
  if (withheld !== null) return { kind: "withheld", reason: withheld };
  if (file.text === null) return onDisk(path.join(root, file.path));
  // A text that an editor holds is judged like one on the disk.
  const bytes = Buffer.from(file.text);
  return bytes.length > largestText ? { kind: "tooLarge" } : decode(bytes);
}

async function onDisk(file: string): Promise<Content> {
  const status = await lstat(file).catch(() => null);
  if (status === null || !status.isFile())
    return { kind: status?.isSymbolicLink() === true ? "link" : "unreadable" };
  if (status.size > largestText) return { kind: "tooLarge" };
  const bytes = await readRegular(file);
  return bytes === null ? { kind: "unreadable" } : decode(bytes);
}

function hunksOf(lines: readonly string[], chosen: LineRange | null): readonly Hunk[] {
  if (lines.length === 0) return [];
  if (chosen === null) return inPieces({ start: 1, end: lines.length }).map((range) => hunkOf(range, range));
  const inside = { start: Math.min(chosen.start, lines.length), end: Math.min(chosen.end, lines.length) };
  return [hunkOf(enclosing(lines, inside), inside)];
}

function inPieces({ start, end }: LineRange): readonly LineRange[] {
  const count = Math.ceil((end - start + 1) / longestHunk);
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * longestHunk,
    end: Math.min(end, start + (index + 1) * longestHunk - 1),
  }));
}

/** Lines around the chosen ones are context. As nothing is compared, there is no old side. */
function hunkOf(shown: LineRange, chosen: LineRange): Hunk {
  const lines = Array.from({ length: shown.end - shown.start + 1 }, (_, index): HunkLine => {
    const line = shown.start + index;
    const isChosen = chosen.start <= line && line <= chosen.end;
    return { kind: isChosen ? "added" : "context", old: null, new: line };
  });
  return { old: { start: 0, count: 0 }, new: { start: shown.start, count: lines.length }, lines };
}
