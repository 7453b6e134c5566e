/** One changed file as the diff shows it: its head, and each hunk with every line numbered on its own side. */

import type { Hunk, HunkLine } from "../change/change.ts";
import type { LineSpan } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";
import type { Around, Surroundings } from "./narrow.ts";
import { numbered } from "./numbering.ts";
import { closeSection, openSection } from "./sections.ts";

/** Joined in this order, with those of the hunks that are shown, the texts are one section. */
export interface FileDiff {
  readonly cleared: ClearedFile;
  readonly head: string;
  readonly foot: string;
  /** The text of a hunk, by its index in the file. */
  readonly hunk: (index: number) => string;
}

export function diffOf(key: string, cleared: ClearedFile, around: Around = nothing): FileDiff {
  return {
    cleared,
    head: `${openSection(key, { kind: "diff", title: cleared.path })}(${howChanged(cleared)})\n`,
    foot: closeSection(key),
    hunk: (index) => hunkText(cleared, index, around.get(index) ?? {}),
  };
}

/** In words for the reader of the prompt. */
export function howChanged({ file, oldPath }: ClearedFile): string {
  switch (file.change) {
    case "renamed":
      return oldPath === null ? "renamed" : `renamed from ${oldPath}`;
    case "modeChanged":
      return "only its mode changed";
    case "typeChanged":
      return "its type changed";
    case "chosen":
      return "its author asks for a review of the lines marked +, whether or not they changed";
    default:
      return file.change;
  }
}

const nothing: Around = new Map<number, Surroundings>();

function hunkText(cleared: ClearedFile, index: number, around: Surroundings): string {
  const hunk = cleared.file.hunks[index];
  if (hunk === undefined) return "";
  const lines = hunk.lines.map((line) => lineText(cleared, line));
  const shown = [...contextLines(cleared, around.before), ...lines, ...contextLines(cleared, around.after)];
  return [spans(hunk, around), ...shown, ""].join("\n");
}

function contextLines({ new: side }: ClearedFile, range: LineRange | undefined): readonly string[] {
  if (range === undefined) return [];
  const lines = side?.sent.slice(range.start - 1, range.end) ?? [];
  return lines.map((text, index) => numbered({ number: range.start + index, mark: " ", text }));
}

function spans(hunk: Hunk, { before, after }: Surroundings): string {
  const start = before?.start ?? hunk.new.start;
  const end = after?.end ?? hunk.new.start + hunk.new.count - 1;
  const now =
    before === undefined && after === undefined ? hunk.new : { start, count: Math.max(0, end - start + 1) };
  const sides = [span("old", hunk.old), span("new", now)].filter((each) => each !== null);
  return `@@ ${sides.join(", ")}`;
}

function span(side: string, { start, count }: LineSpan): string | null {
  return count === 0 ? null : `${side} ${start}-${start + count - 1}`;
}

function lineText(cleared: ClearedFile, line: HunkLine): string {
  if (line.new !== null) {
    const mark = line.kind === "added" ? "+" : " ";
    return numbered({ number: line.new, mark, text: cleared.new?.sent[line.new - 1] ?? "" });
  }
  const number = line.old ?? 0;
  return numbered({ number, mark: "-", text: cleared.old?.sent[number - 1] ?? "" });
}
