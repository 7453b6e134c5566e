/** One changed file as the diff shows it: its head, each hunk with every line numbered on its own side, and what of the file stands around them. */

import type { Hunk, HunkLine } from "../change/change.ts";
import type { LineSpan } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { minus, type LineRange } from "../text/lines.ts";
import type { Around, Surroundings } from "./narrow.ts";
import { gap, numbered, numberedLines } from "./numbering.ts";
import { closeSection, openSection } from "./sections.ts";

export interface FileDiff {
  readonly cleared: ClearedFile;
  /** The first lines; `reasons` tell why more of the file than the hunks is there, in one line. */
  readonly head: (reasons?: string) => string;
  readonly foot: string;
  /** The text of a hunk, by its index in the file. */
  readonly hunk: (index: number) => string;
  /** The lines of the new side that a hunk shows. */
  readonly span: (index: number) => readonly LineRange[];
}

export function diffOf(key: string, cleared: ClearedFile, around: Around = nothing): FileDiff {
  const surroundings = (index: number): Surroundings => around.get(index) ?? {};
  const open = openSection(key, { kind: "diff", title: cleared.path });
  return {
    cleared,
    head: (reasons = "") => `${open}(${howChanged(cleared)}${reasons === "" ? "" : `; ${reasons}`})\n`,
    foot: closeSection(key),
    hunk: (index) => hunkText(cleared, index, surroundings(index)),
    span: (index) => {
      const hunk = cleared.file.hunks[index];
      return hunk === undefined ? [] : rangeOf(newSpan(hunk, surroundings(index)));
    },
  };
}

export interface AroundHunks {
  /** By their index in the file. */
  readonly hunks: ReadonlySet<number>;
  /** Further lines of the new side; those of the hunks among them are not told twice. */
  readonly ranges: readonly LineRange[];
  readonly reasons: string;
}

/** The whole section. A gap stands where lines of the file are skipped; before a hunk its own first line says so. */
export function writeDiff(diff: FileDiff, { hunks, ranges, reasons }: AroundHunks): string {
  const lines = diff.cleared.new?.sent ?? [];
  const shown = [...hunks].map((index) => ({ index, spans: diff.span(index) }));
  const runs = minus(
    ranges,
    shown.flatMap(({ spans }) => spans),
  );
  const items = [
    ...shown.map(({ index, spans }) => ({
      at: diff.cleared.file.hunks[index]?.new.start ?? 0,
      index,
      spans,
    })),
    ...runs.map((run) => ({ at: run.start, index: null, spans: [run] })),
  ].sort((a, b) => a.at - b.at || (a.index ?? 0) - (b.index ?? 0));
  const text = [diff.head(reasons)];
  let last = 0;
  for (const { index, spans } of items) {
    if (index !== null) text.push(diff.hunk(index));
    for (const run of index === null ? spans : []) {
      if (run.start > last + 1) text.push(gap);
      text.push(numberedLines(lines, run));
    }
    last = Math.max(last, spans.at(-1)?.end ?? 0);
  }
  if (runs.length > 0 && last < lines.length) text.push(gap);
  return [...text, diff.foot].join("");
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
  const { sent = [] } = cleared.new ?? {};
  const context = (range: LineRange | undefined): string =>
    range === undefined ? "" : numberedLines(sent, range);
  const lines = hunk.lines.map((line) => `${lineText(cleared, line)}\n`).join("");
  return `${spans(hunk, around)}\n${context(around.before)}${lines}${context(around.after)}`;
}

function spans(hunk: Hunk, around: Surroundings): string {
  const sides = [span("old", hunk.old), span("new", newSpan(hunk, around))];
  return `@@ ${sides.filter((each) => each !== null).join(", ")}`;
}

function newSpan({ new: span }: Hunk, { before, after }: Surroundings): LineSpan {
  if (before === undefined && after === undefined) return span;
  const start = before?.start ?? span.start;
  const end = after?.end ?? span.start + span.count - 1;
  return { start, count: Math.max(0, end - start + 1) };
}

function rangeOf({ start, count }: LineSpan): readonly LineRange[] {
  return count === 0 ? [] : [{ start, end: start + count - 1 }];
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
