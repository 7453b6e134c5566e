/**
 * A changed file whole, as it was before the change: beside its diff that tells what it is now. While a person works on a change,
 * this is the version that stays, and with it the beginning of the prompt.
 */

import type { Hunk } from "../change/change.ts";
import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { joined, type LineRange } from "../text/lines.ts";
import { numberedLines } from "./numbering.ts";
import { section } from "./sections.ts";

/** Of a file of which more is in the hunks, too much would be told twice; what stands there already stays, for its beginning is worth more. */
const mostInHunks = { new: 1 / 3, standing: 1 } as const;

/** Whether a file is better told by what it was; one that is new, or nearly, is told around its hunks. */
export function isToldBefore({ file, old }: ClearedFile, how: keyof typeof mostInHunks): boolean {
  if (file.change !== "modified" && file.change !== "renamed") return false;
  const inHunks = file.hunks.reduce((lines, hunk) => lines + hunk.old.count, 0);
  return old !== null && inHunks <= old.sent.length * mostInHunks[how];
}

const head = "(as it was before the change)";

export function writeBefore(
  key: string,
  { cleared, piece }: { readonly cleared: ClearedFile; readonly piece: Piece },
): string {
  const lines = cleared.old?.sent ?? [];
  const text = numberedLines(lines, { start: 1, end: lines.length }).slice(0, -1);
  return section(key, { kind: "before", title: piece.path, lines: [head, text] });
}

/** The lines of the new side that say the same as a line of the old one outside of all hunks: whoever knows the old side knows these. */
export function unchangedLines({ file, old, new: side }: ClearedFile): readonly LineRange[] {
  if (old === null || side === null) return [];
  const same: LineRange[] = [];
  let [before, after] = [1, 1];
  const take = (until: number): void => {
    for (; after < until; before += 1, after += 1) {
      // A secret can be told in a line on one side only, by what stands around it.
      if (old.sent[before - 1] === side.sent[after - 1]) same.push({ start: after, end: after });
    }
  };
  for (const hunk of file.hunks) {
    take(firstLine(hunk));
    before += hunk.old.count;
    after += hunk.new.count;
  }
  take(side.sent.length + 1);
  return joined(same);
}

/** Of the new side; where a hunk has none there, the line that follows it. */
function firstLine({ new: { start, count } }: Hunk): number {
  return count === 0 ? start + 1 : start;
}
