/** Proposes what stands around the changed lines of a long file: the definitions they are in, with the rest left out. */

import type { Hunk } from "../change/change.ts";
import { definitionsAround, surroundings, type Text } from "../syntax/around.ts";
import { joined, type LineRange } from "../text/lines.ts";
import { outlinesOf } from "./changedOutlines.ts";
import type { Collector } from "./collecting.ts";

/** Lines. A shorter file goes whole, or its diff is enough. */
const shortest = 80;
/** Lines. A longer definition is cut down to what it says it is, and what stands near the change. */
const longest = 120;
/** Lines of what a definition says it is. */
const longestSignature = 12;
/** Lines before and after a change. */
const near = 20;

/** The shortest first. Where the hunks show it all anyway, there is nothing to add. */
export const aroundChange: Collector = async ({ cleared: { files }, outlines, signal }) => {
  const changed = files.filter(
    ({ file, new: side }) => file.hunks.length > 0 && (side?.snapshot.length ?? 0) >= shortest,
  );
  const read = await outlinesOf(changed, outlines, signal);
  return changed.flatMap((cleared, index) => {
    const lines = cleared.new?.snapshot ?? [];
    const ranges = around({ lines, outline: read[index] ?? null }, cleared.file.hunks);
    const count = ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0);
    if (showsAll(cleared.file.hunks, ranges) || count === lines.length) return [];
    return [
      {
        kind: "changedFile",
        path: cleared.file.path,
        text: "",
        ranges,
        reason: { code: "aroundChange", names: [] },
        serves: [cleared.file.path],
        weight: -count,
      },
    ];
  });
};

function around(text: Text, hunks: readonly Hunk[]): readonly LineRange[] {
  const last = text.lines.length;
  const runs = hunks.flatMap(changedIn).map(({ start, end }) => ({
    start: Math.min(Math.max(start, 1), last),
    end: Math.min(Math.max(end, 1), last),
  }));
  return joined(runs.flatMap((run) => aroundRun(text, run)));
}

function aroundRun(text: Text, run: LineRange): readonly LineRange[] {
  const definitions = text.outline === null ? [] : definitionsAround(text.outline, run);
  const signatures = definitions.map(({ signature: { start, end } }) => ({
    start,
    end: Math.min(end, start + longestSignature - 1),
  }));
  const whole = surroundings(text, run, longest);
  const nearby = { start: Math.max(1, run.start - near), end: Math.min(text.lines.length, run.end + near) };
  return [...signatures, whole === run ? overlap(nearby, definitions.at(-1)?.range ?? nearby) : whole];
}

/** Runs of added lines. Of lines that were only removed, those next to them stand for them. */
function changedIn({ new: { start, count }, lines }: Hunk): readonly LineRange[] {
  const added = lines.flatMap(({ kind, new: line }) =>
    kind === "added" && line !== null ? [{ start: line, end: line }] : [],
  );
  return added.length > 0 ? joined(added) : [{ start, end: start + Math.max(count, 1) - 1 }];
}

function overlap(a: LineRange, b: LineRange): LineRange {
  return { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
}

function showsAll(hunks: readonly Hunk[], ranges: readonly LineRange[]): boolean {
  const shown = hunks.map(({ new: { start, count } }) => ({ start, end: start + count - 1 }));
  return ranges.every((range) => shown.some(({ start, end }) => start <= range.start && range.end <= end));
}
