/** Brings together what can be shown of one text: its hunks and the pieces cut from it make one section, so no line is sent twice. */

import type { Piece } from "../context/piece.ts";
import { joined, minus, type LineRange } from "../text/lines.ts";
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
  /** Of one text, in the order of their rank. Empty for a changed file of which the diff alone can be shown. */
  readonly pieces: readonly Piece[];
}

/** What a part shows of a sheet. */
export interface OnSheet {
  readonly hunks: ReadonlySet<number>;
  readonly pieces: readonly Piece[];
}

export const nothingOn: OnSheet = { hunks: new Set(), pieces: [] };

/** One for each changed file with hunks, in their order, then one for each further text, in the order of the pieces. */
export function sheetsOf(
  key: string,
  { diffs, pieces }: { readonly diffs: readonly FileDiff[]; readonly pieces: readonly Piece[] },
): readonly Sheet[] {
  const ofText = new Map<string, Piece[][]>();
  for (const piece of pieces) {
    const name = nameOf(piece);
    const texts = ofText.get(name) ?? [];
    // An editor's text may be another than the version under review has.
    const same = texts.find(([first]) => first !== undefined && isSameText(first.lines, piece.lines));
    if (same === undefined) ofText.set(name, [...texts, [piece]]);
    else same.push(piece);
  }
  const changed = diffs.map((diff) => {
    const name = JSON.stringify(["file", diff.cleared.repository, diff.cleared.file.path]);
    const texts = ofText.get(name) ?? [];
    const own = texts.find(([first]) => isSameText(first?.lines ?? [], diff.cleared.new?.sent ?? []));
    ofText.set(
      name,
      texts.filter((each) => each !== own),
    );
    return { key, diff, pieces: own ?? [] };
  });
  return [...changed, ...[...ofText.values()].flat().map((own) => ({ key, diff: null, pieces: own }))];
}

/** The section; empty when nothing is shown. */
export function write(sheet: Sheet, on: OnSheet): string {
  const { hunks, pieces } = on;
  if (sheet.diff !== null && hunks.size > 0) {
    const ranges = rangesOf(pieces);
    return writeDiff(sheet.diff, { hunks, ranges, reasons: spell(pieces.map(({ reason }) => reason)) });
  }
  return writePieces(sheet.key, pieces, rangesOf(pieces));
}

/** What a piece would add to a section, never less: with walls and a head of its own, but without the lines that stand there already. */
export function addition({ key, diff }: Sheet, on: OnSheet, piece: Piece): string {
  const hunks = [...on.hunks].flatMap((index) => diff?.span(index) ?? []);
  return writePieces(key, [piece], minus(piece.ranges, [...hunks, ...rangesOf(on.pieces)]));
}

/** The lines of the new side that the pieces show together. */
export function rangesOf(pieces: readonly Piece[]): readonly LineRange[] {
  return joined(pieces.flatMap(({ ranges }) => ranges));
}

/** What is read and not pointed into has no numbers. */
function writePieces(key: string, pieces: readonly Piece[], ranges: readonly LineRange[]): string {
  const [first] = pieces;
  if (first === undefined) return "";
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
function nameOf(piece: Piece): string {
  const { kind, repository, name } = piece;
  return JSON.stringify([isOfFile(piece) ? "file" : kind, repository, name]);
}

function sectionOf(piece: Piece): SectionKind {
  return isOfFile(piece) ? "file" : piece.kind === "rules" ? "rules" : "facts";
}

function isSameText(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, index) => line === b[index]));
}

/** Whether a piece is the whole of a changed file: by itself, without all of the hunks, it would not tell what changed. */
export function needsAllHunks({ reason }: Piece): boolean {
  return reason.code === "changed";
}

export function hasAllHunks({ diff }: Sheet, { hunks }: OnSheet): boolean {
  return diff !== null && hunks.size === diff.cleared.file.hunks.length;
}
