/** Chooses what finds room: the diff first, then the names of other changed files, then context by its rank. */

import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { Candidates } from "./candidates.ts";
import type { FileDiff } from "./diff.ts";
import { sum, type Filling } from "./room.ts";

export interface Chosen {
  /** The hunks that are shown, by their index; a file without any is missing. */
  readonly hunks: ReadonlyMap<ClearedFile, ReadonlySet<number>>;
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

export async function choose(candidates: Candidates, filling: Filling): Promise<Chosen> {
  const hunks = await chooseHunks(candidates.diffs, filling);
  const names = await chooseNames(candidates, hunks, filling);
  const pieces = await choosePieces(candidates, hunks, filling);
  return { hunks, names, ...pieces };
}

/** The file with the fewest lines first: so most files are looked at whole, and lock files and generated ones come last. */
async function chooseHunks(
  diffs: readonly FileDiff[],
  filling: Filling,
): Promise<Map<ClearedFile, Set<number>>> {
  const chosen = new Map<ClearedFile, Set<number>>();
  const order = [...diffs].sort((a, b) => linesOf(a) - linesOf(b));
  let misfits = 0;
  for (const diff of order) {
    const taken = await takeHunks(diff, filling);
    if (taken.size > 0) chosen.set(diff.cleared, taken);
    if (taken.size < diff.cleared.file.hunks.length) misfits += 1;
    if (misfits === patience) break;
  }
  return chosen;
}

async function takeHunks({ cleared, head, foot, hunk }: FileDiff, filling: Filling): Promise<Set<number>> {
  const taken = new Set<number>();
  const texts = cleared.file.hunks.map((_, index) => hunk(index));
  const [frame = 0, ...sizes] = await filling.measure([head + foot, ...texts]);
  if (filling.take(frame + sum(sizes))) return new Set(sizes.keys());
  for (const [index, size] of sizes.entries()) {
    if (filling.take(taken.size === 0 ? frame + size : size)) taken.add(index);
  }
  return taken;
}

async function chooseNames(
  { names }: Candidates,
  hunks: ReadonlyMap<ClearedFile, unknown>,
  filling: Filling,
): Promise<Set<ClearedFile>> {
  const open = names.lines.filter(({ cleared }) => !hunks.has(cleared));
  if (open.length === 0) return new Set();
  const sizes = await filling.measure(open.map(({ text }) => text));
  return new Set(open.filter((_, index) => filling.take(sizes[index] ?? 0)).map(({ cleared }) => cleared));
}

/** A changed file is shown whole only beside all of its hunks: by itself it would not tell what changed. */
async function choosePieces(
  { pieces }: Candidates,
  hunks: ReadonlyMap<ClearedFile, ReadonlySet<number>>,
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
