/** A piece of the surroundings before its text was read: lines of a blob, and why they are worth their tokens. */

import type { LineRange } from "../text/lines.ts";
import type { Candidate } from "./piece.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Proposal extends Omit<Candidate, "text"> {
  /** Of the blob that the lines are of. */
  readonly id: string;
}

/** Rejects only when the signal is aborted. */
export type Proposer = (around: Surroundings, signal: AbortSignal) => Promise<readonly Proposal[]>;

/** Of what a reason names, so many. */
const mostNames = 24;

export function named(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].slice(0, mostNames);
}

/** In order and apart: what touches or is three lines away becomes one. */
export function together(ranges: readonly LineRange[], near = 0): readonly LineRange[] {
  const apart: LineRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last === undefined || range.start > last.end + 1 + near) apart.push(range);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return apart;
}

export function linesIn(ranges: readonly LineRange[]): number {
  return ranges.reduce((lines, { start, end }) => lines + end - start + 1, 0);
}

/** No more than the first `most` lines of it. */
export function beginning({ start, end }: LineRange, most: number): LineRange {
  return { start, end: Math.min(end, start + most - 1) };
}
