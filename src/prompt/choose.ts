/** Chooses what finds room in a part: the diff first, then the names of other changed files, then context by its rank. */

import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { Candidates } from "./candidates.ts";
import type { FileDiff } from "./diff.ts";
import { choosePictures } from "./pictures.ts";
import { sum, type Filling } from "./room.ts";
import { addition, hasAllHunks, isWhole, piecesOf, type OnSheet, type Sheet } from "./sheets.ts";

/** Hunks of changed files, by their index in the file; a file without any is missing. */
export type Hunks = ReadonlyMap<ClearedFile, ReadonlySet<number>>;

export interface Chosen {
  /** The hunks that are shown. */
  readonly hunks: Hunks;
  /** The files that are shown as pictures, each with its tokens, at most. */
  readonly pictures: ReadonlyMap<ClearedFile, number>;
  readonly names: ReadonlySet<ClearedFile>;
  readonly pieces: ReadonlySet<Piece>;
  readonly sizes: Sizes;
}

/** Tokens, at most: of the hunks of a file, of a piece beside what its section had before, and of all names together. */
export interface Sizes {
  readonly hunks: ReadonlyMap<ClearedFile, number>;
  readonly pieces: ReadonlyMap<Piece, number>;
  readonly names: number;
}

/**
 * After so many that did not fit, the rest of a list is not tried: measuring a thousand more files for the last
 * few tokens would take longer than it is worth.
 */
const patience = 8;

/** Of the hunks that are `open`: others have been shown, or are not asked about. */
export async function choose(candidates: Candidates, open: Hunks, filling: Filling): Promise<Chosen> {
  const ofHunks = await chooseHunks(candidates.diffs, open, filling);
  const { hunks } = ofHunks;
  const pictures = await choosePictures(candidates.pictures, filling);
  const ofNames = await chooseNames(candidates, { hunks, pictures }, filling);
  const pieces = await choosePieces(candidates, hunks, filling);
  const sizes = { hunks: ofHunks.sizes, pieces, names: ofNames.size };
  return { hunks, pictures, names: ofNames.names, pieces: new Set(pieces.keys()), sizes };
}

/** What is shown of a sheet. */
export function onSheet(sheet: Sheet, chosen: Pick<Chosen, "hunks" | "pieces">): OnSheet {
  const { diff } = sheet;
  return {
    hunks: (diff === null ? undefined : chosen.hunks.get(diff.cleared)) ?? new Set(),
    pieces: piecesOf(sheet).filter((piece) => chosen.pieces.has(piece)),
  };
}

export function everyHunk({ diffs }: Candidates): Hunks {
  return new Map(diffs.map(({ cleared }) => [cleared, new Set(cleared.file.hunks.keys())]));
}

export function without(open: Hunks, shown: Hunks): Hunks {
  const left = new Map<ClearedFile, ReadonlySet<number>>();
  for (const [file, hunks] of open) {
    const rest = new Set([...hunks].filter((index) => shown.get(file)?.has(index) !== true));
    if (rest.size > 0) left.set(file, rest);
  }
  return left;
}

/**
 * In their order, each file whole: one that does not fit goes in the next part. A file that would not fit there either
 * goes hunk by hunk, and comes last.
 */
async function chooseHunks(
  diffs: readonly FileDiff[],
  open: Hunks,
  filling: Filling,
): Promise<{ readonly hunks: Hunks; readonly sizes: Sizes["hunks"] }> {
  const hunks = new Map<ClearedFile, ReadonlySet<number>>();
  const sizes = new Map<ClearedFile, number>();
  let misfits = 0;
  for (const diff of diffs) {
    const wanted = [...(open.get(diff.cleared) ?? [])];
    if (wanted.length === 0) continue;
    const taken = await takeHunks(diff, wanted, { filling, isFirst: hunks.size === 0 });
    if (taken.hunks.size > 0) {
      hunks.set(diff.cleared, taken.hunks);
      sizes.set(diff.cleared, taken.size);
    }
    if (taken.hunks.size < wanted.length) misfits += 1;
    if (misfits === patience) break;
  }
  return { hunks, sizes };
}

async function takeHunks(
  diff: FileDiff,
  wanted: readonly number[],
  { filling, isFirst }: { readonly filling: Filling; readonly isFirst: boolean },
): Promise<{ readonly hunks: ReadonlySet<number>; readonly size: number }> {
  const { cleared, head, foot, hunk } = diff;
  const texts = (): readonly string[] => [
    head() + foot,
    ...cleared.file.hunks.map((_, index) => hunk(index)),
  ];
  const [frame = 0, ...sizes] = await filling.measureOnce(diff, texts);
  const whole = frame + sum(wanted.map((index) => sizes[index] ?? 0));
  if (filling.takeBesideContext(whole) || (isFirst && filling.take(whole)))
    return { hunks: new Set(wanted), size: whole };
  const taken = new Set<number>();
  let size = 0;
  for (const index of isFirst ? wanted : []) {
    const more = (taken.size === 0 ? frame : 0) + (sizes[index] ?? 0);
    if (!filling.take(more)) continue;
    taken.add(index);
    size += more;
  }
  return { hunks: taken, size };
}

async function chooseNames(
  { names }: Candidates,
  { hunks, pictures }: Pick<Chosen, "hunks" | "pictures">,
  filling: Filling,
): Promise<{ readonly names: ReadonlySet<ClearedFile>; readonly size: number }> {
  const open = names.lines.filter(({ cleared }) => !hunks.has(cleared) && !pictures.has(cleared));
  if (open.length === 0) return { names: new Set(), size: 0 };
  const sizes = await filling.measure(open.map(({ text }) => text));
  const taken = open.flatMap(({ cleared }, index) => {
    const size = sizes[index] ?? 0;
    return filling.take(size) ? [{ cleared, size }] : [];
  });
  return { names: new Set(taken.map(({ cleared }) => cleared)), size: sum(taken.map(({ size }) => size)) };
}

/** Each with the tokens it took, in their order. */
async function choosePieces(
  { pieces, sheets }: Candidates,
  hunks: Hunks,
  filling: Filling,
): Promise<ReadonlyMap<Piece, number>> {
  const chosen = new Map<Piece, number>();
  const sheetOf = new Map(sheets.flatMap((sheet) => piecesOf(sheet).map((piece) => [piece, sheet] as const)));
  const served = new Set([...hunks.keys()].map(({ repository, file }) => nameOf(repository, file.path)));
  const shown = new Map<Sheet, readonly Piece[]>();
  let misfits = 0;
  for (const piece of pieces) {
    const sheet = sheetOf.get(piece);
    if (sheet === undefined || !serves(piece, served)) continue;
    const on = {
      hunks: (sheet.diff === null ? undefined : hunks.get(sheet.diff.cleared)) ?? new Set<number>(),
      pieces: shown.get(sheet) ?? [],
    };
    if (isWhole(piece) && !hasAllHunks(sheet, on)) continue;
    const [size = 0] = await filling.measure([addition(sheet, on, piece)]);
    if (filling.take(size)) {
      chosen.set(piece, size);
      shown.set(sheet, [...on.pieces, piece]);
    } else misfits += 1;
    if (misfits === patience) break;
  }
  return chosen;
}

function serves({ repository, serves: files }: Piece, shown: ReadonlySet<string>): boolean {
  return files === null || files.some((file) => shown.has(nameOf(repository, file)));
}

function nameOf(repository: string, path: string): string {
  return `${repository}\0${path}`;
}
