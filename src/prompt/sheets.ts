/** Brings together what can be shown of one text: its hunks and the pieces cut from it make one section, so that few lines are sent twice. */

import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { joined, minus, type LineRange } from "../text/lines.ts";
import { isToldBefore, unchangedLines, writeBefore } from "./before.ts";
import { writeDiff, type FileDiff } from "./diff.ts";
import { isOfFile } from "./ground.ts";
import { gap, numberedLines } from "./numbering.ts";
import { spell } from "./reasons.ts";
import { section, type SectionKind } from "./sections.ts";

export interface Sheet {
  /** The key of the delimiters. */
  readonly key: string;
  /** Where the text is one of the change and has hunks to review. */
  readonly diff: FileDiff | null;
  /** The changed file whole, where it is told by what it was; this has a section of its own. */
  readonly before: Piece | null;
  /** Others of the text, in the order of their rank. */
  readonly pieces: readonly Piece[];
}

/** What a part shows of a sheet. */
export interface OnSheet {
  readonly hunks: ReadonlySet<number>;
  /** `before` may be one of them. */
  readonly pieces: readonly Piece[];
}

export const nothingOn: OnSheet = { hunks: new Set(), pieces: [] };

/** One for each changed file with hunks, in their order, then one for each further text, in the order of the pieces. */
export function sheetsOf(
  key: string,
  {
    diffs,
    pieces,
    stood,
  }: {
    readonly diffs: readonly FileDiff[];
    readonly pieces: readonly Piece[];
    /** Whether a section stood in the prompt before this one. */
    readonly stood: (text: string) => boolean;
  },
): readonly Sheet[] {
  const texts = textsOf(pieces);
  const isTold = (piece: Piece, cleared: ClearedFile): boolean =>
    isToldBefore(cleared, "new") ||
    (isToldBefore(cleared, "standing") && stood(writeBefore(key, { cleared, piece })));
  const changed = diffs.map((diff): Sheet => {
    const { repository, file, new: side } = diff.cleared;
    const name = nameOf({ kind: "changedFile", repository, name: file.path });
    const same = texts.get(name)?.find(([first]) => isSameText(first?.lines ?? [], side?.sent ?? [])) ?? [];
    texts.set(name, texts.get(name)?.filter((each) => each !== same) ?? []);
    const whole = same.find(isWhole) ?? null;
    const before = whole !== null && isTold(whole, diff.cleared) ? whole : null;
    return { key, diff, before, pieces: same.filter((piece) => piece !== before) };
  });
  const others = [...texts.values()].flat();
  return [...changed, ...others.map((same) => ({ key, diff: null, before: null, pieces: same }))];
}

export function piecesOf({ before, pieces }: Sheet): readonly Piece[] {
  return before === null ? pieces : [before, ...pieces];
}

/** One of the sections of a sheet, with the pieces that it shows. */
export interface WrittenSection {
  readonly kind: SectionKind;
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export function write(sheet: Sheet, on: OnSheet): readonly WrittenSection[] {
  const { key, diff, before } = sheet;
  const pieces = on.pieces.filter((piece) => piece !== before);
  const [first, ...others] = pieces;
  if (diff === null || on.hunks.size === 0) {
    if (first === undefined) return [];
    const text = writePieces(key, [first, ...others], rangesOf(pieces));
    return [{ kind: sectionOf(first), text, pieces }];
  }
  const ranges = rangesOf(pieces);
  const isTold = showsBefore(sheet, on);
  const around = {
    hunks: on.hunks,
    // Where the whole file stands already, nothing needs to stand around the hunks.
    ranges: isTold && ranges.length > 0 ? minus(ranges, unchangedLines(diff.cleared)) : ranges,
    reasons: spell(
      pieces.map(({ reason }) => reason).filter(({ code }) => !isTold || code !== "aroundChange"),
    ),
  };
  const ofDiff = { kind: "diff", text: writeDiff(diff, around), pieces } as const;
  if (before === null || !isTold) return [ofDiff];
  const text = writeBefore(key, { cleared: diff.cleared, piece: before });
  return [{ kind: "before", text, pieces: [before] }, ofDiff];
}

/** What a piece would add, never less: with walls and a head of its own, but without the lines that stand there already. */
export function addition(sheet: Sheet, on: OnSheet, piece: Piece): string {
  const { key, diff, before } = sheet;
  if (piece === before && diff !== null) return writeBefore(key, { cleared: diff.cleared, piece });
  const hunks = [...on.hunks].flatMap((index) => diff?.span(index) ?? []);
  const known = [...hunks, ...rangesOf(on.pieces)];
  return writePieces(key, [piece], minus(piece.ranges, known));
}

/** The lines of the new side that a reader knows beside the hunks: those that stand there, and those that stand in the file as it was. */
export function linesKnown(sheet: Sheet, on: OnSheet): readonly LineRange[] {
  const { diff, before } = sheet;
  const others = rangesOf(on.pieces.filter((piece) => piece !== before));
  return diff !== null && showsBefore(sheet, on) ? [...others, ...unchangedLines(diff.cleared)] : others;
}

/** Whether all of a file is shown as it was. */
export function showsBefore({ before }: Sheet, { pieces }: OnSheet): boolean {
  return before !== null && pieces.includes(before);
}

/** By their names; an editor's text may be another than the version under review has. */
function textsOf(pieces: readonly Piece[]): Map<string, readonly (readonly Piece[])[]> {
  const texts = new Map<string, Piece[][]>();
  for (const piece of pieces) {
    const named = texts.get(nameOf(piece)) ?? [];
    const same = named.find(([first]) => first !== undefined && isSameText(first.lines, piece.lines));
    if (same === undefined) texts.set(nameOf(piece), [...named, [piece]]);
    else same.push(piece);
  }
  return texts;
}

function rangesOf(pieces: readonly Piece[]): readonly LineRange[] {
  return joined(pieces.flatMap(({ ranges }) => ranges));
}

/** What is read and not pointed into has no numbers. */
function writePieces(
  key: string,
  pieces: readonly [Piece, ...Piece[]],
  ranges: readonly LineRange[],
): string {
  const [first] = pieces;
  const { path: title, lines } = first;
  const head = `(${spell(pieces.map(({ reason }) => reason))})`;
  if (!isOfFile(first)) return section(key, { kind: sectionOf(first), title, lines: [head, ...lines] });
  const shown = ranges.map(
    (run, index) => (run.start > (ranges[index - 1]?.end ?? 0) + 1 ? gap : "") + numberedLines(lines, run),
  );
  const rest = (ranges.at(-1)?.end ?? 0) < lines.length ? gap : "";
  const text = `${head}\n${shown.join("")}${rest}`.slice(0, -1);
  return section(key, { kind: "file", title, lines: [text] });
}

/** Pieces with the same name can be of the same text. */
function nameOf({ kind, repository, name }: Pick<Piece, "kind" | "repository" | "name">): string {
  return JSON.stringify([isOfFile({ kind }) ? "file" : kind, repository, name]);
}

function sectionOf(piece: Piece): SectionKind {
  return isOfFile(piece) ? "file" : piece.kind === "rules" ? "rules" : "facts";
}

function isSameText(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, index) => line === b[index]));
}

/** Whether a piece is a changed file whole: by itself, without all of the hunks, it would not tell what changed. */
export function isWhole({ reason }: Piece): boolean {
  return reason.code === "changed";
}

export function hasAllHunks({ diff }: Sheet, { hunks }: OnSheet): boolean {
  return diff !== null && hunks.size === diff.cleared.file.hunks.length;
}
