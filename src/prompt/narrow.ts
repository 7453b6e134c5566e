/** A narrow prompt: only some hunks, each with the definition around it in place of the whole file. */

import type { ClearedFile } from "../privacy/cleared.ts";
import { surroundings } from "../syntax/around.ts";
import type { Outline } from "../syntax/outline.ts";
import type { LineRange } from "../text/lines.ts";

/** Lines of the new side that stand unmarked before and after a hunk; none where the hunk shows them all. */
export interface Surroundings {
  readonly before?: LineRange;
  readonly after?: LineRange;
}

/** By the index of the hunk. */
export type Around = ReadonlyMap<number, Surroundings>;

/** The hunks that are asked about, by their files; of a file that is missing, none. */
export type Narrow = ReadonlyMap<ClearedFile, Around>;

/** Lines. What is longer would show more of the file than of its surroundings. */
const longest = 400;
/** Lines on each side. Of a longer definition its first line is worth less than what stands next to the change. */
const farthest = 40;

/** `open`: the hunks that are asked about. What is no longer new stands among the lines around them, as it is now. */
export function surround(
  cleared: ClearedFile,
  open: ReadonlySet<number>,
  outline: Outline | null = null,
): Around {
  const around = new Map<number, Surroundings>();
  const lines = cleared.new?.snapshot ?? [];
  const hunks = cleared.file.hunks.flatMap((hunk, index) => (open.has(index) ? [{ hunk, index }] : []));
  let shown = 0;
  for (const [at, { hunk, index }] of hunks.entries()) {
    const { start, count } = hunk.new;
    const next = hunks[at + 1]?.hunk.new;
    if (count === 0) {
      around.set(index, {});
      continue;
    }
    const end = start + count - 1;
    const whole = surroundings({ lines, outline }, changedIn(hunk.lines) ?? { start, end }, longest);
    const before = { start: Math.max(shown + 1, whole.start, start - farthest), end: start - 1 };
    const last = Math.min(next === undefined ? Infinity : next.start - 1, whole.end, end + farthest);
    const after = { start: end + 1, end: last };
    around.set(index, { ...(isSome(before) ? { before } : {}), ...(isSome(after) ? { after } : {}) });
    shown = Math.max(end, after.end);
  }
  return around;
}

/** Of lines that were only removed nothing is left on the new side, so the lines next to them stand for them. */
function changedIn(lines: ClearedFile["file"]["hunks"][number]["lines"]): LineRange | null {
  const added = lines.flatMap(({ kind, new: line }) => (kind === "added" && line !== null ? [line] : []));
  const [start] = added;
  return start === undefined ? null : { start, end: added.at(-1) ?? start };
}

function isSome({ start, end }: LineRange): boolean {
  return start <= end;
}
