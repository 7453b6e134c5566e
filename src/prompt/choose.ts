/** Chooses what finds room in a part: the diff first, then the names of other changed files, then context by its rank. */

import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { Candidates } from "./candidates.ts";
import type { FileDiff } from "./diff.ts";
import { sum, type Filling } from "./room.ts";

/** Hunks of changed files, by their index in the file; a file without any is missing. */
export type Hunks = ReadonlyMap<ClearedFile, ReadonlySet<number>>;

export interface Chosen {
  /** The hunks that are shown. */
  readonly hunks: Hunks;
  readonly names: ReadonlySet<ClearedFile>;
  readonly pieces: ReadonlySet<Piece>;
  /** The changed files that are among the pieces. */
  readonly whole: ReadonlySet<ClearedFile>;
}

/**
 * After so many that did not fit, the rest of a list is not tried: measuring a thousand more files for the last
 * few tokens would take longer than it is worth.
 */
const patience = 8;

/** Of the hunks that are `open`: others have been shown, or are not asked about. */
export async function choose(candidates: Candidates, open: Hunks, filling: Filling): Promise<Chosen> {
  const hunks = await chooseHunks(candidates.diffs, open, filling);
  const names = await chooseNames(candidates, hunks, filling);
  const pieces = await choosePieces(candidates, hunks, filling);
  return { hunks, names, ...pieces };
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

/** The file with the fewest lines first: so most files are looked at in few parts, and very large ones come last. */
async function chooseHunks(
  diffs: readonly FileDiff[],
  open: Hunks,
  filling: Filling,
): Promise<Map<ClearedFile, Set<number>>> {
  const chosen = new Map<ClearedFile, Set<number>>();
  const order = diffs.filter(({ cleared }) => open.has(cleared)).sort((a, b) => linesOf(a) - linesOf(b));
  let misfits = 0;
  for (const diff of order) {
    const wanted = [...(open.get(diff.cleared) ?? [])];
    const taken = await takeHunks(diff, wanted, filling);
    if (taken.size > 0) chosen.set(diff.cleared, taken);
    if (taken.size < wanted.length) misfits += 1;
    if (misfits === patience) break;
  }
  return chosen;
}

async function takeHunks(
  { head, foot, hunk }: FileDiff,
  wanted: readonly number[],
  filling: Filling,
): Promise<Set<number>> {
  const taken = new Set<number>();
  const [frame = 0, ...sizes] = await filling.measure([head + foot, ...wanted.map(hunk)]);
  if (filling.take(frame + sum(sizes))) return new Set(wanted);
  for (const [at, index] of wanted.entries()) {
    const size = sizes[at] ?? 0;
    if (filling.take(taken.size === 0 ? frame + size : size)) taken.add(index);
  }
  return taken;
}

async function chooseNames({ names }: Candidates, hunks: Hunks, filling: Filling): Promise<Set<ClearedFile>> {
  const open = names.lines.filter(({ cleared }) => !hunks.has(cleared));
  if (open.length === 0) return new Set();
  const sizes = await filling.measure(open.map(({ text }) => text));
  return new Set(open.filter((_, index) => filling.take(sizes[index] ?? 0)).map(({ cleared }) => cleared));
}

/** A changed file is shown whole only beside all of its hunks: by itself it would not tell what changed. */
async function choosePieces(
  { pieces }: Candidates,
  hunks: Hunks,
  filling: Filling,
): Promise<Pick<Chosen, "pieces" | "whole">> {
  const chosen = new Set<Piece>();
  const whole = new Set<ClearedFile>();
  let misfits = 0;
  for (const { piece, of, text } of pieces) {
    if (of !== null && hunks.get(of)?.size !== of.file.hunks.length) continue;
    if (await filling.takeTexts([text()])) {
      chosen.add(piece);
      if (of !== null) whole.add(of);
    } else misfits += 1;
    if (misfits === patience) break;
  }
  return { pieces: chosen, whole };
}

function linesOf({ cleared }: FileDiff): number {
  return sum(cleared.file.hunks.map((hunk) => hunk.lines.length));
}
