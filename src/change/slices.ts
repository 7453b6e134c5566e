/** What is asked of git about much, in slices. */

import { slicesOf } from "../text/turns.ts";

/** Bytes, near enough, for one call of git. */
const mostInOne = 8 * 1024 * 1024;

/** The same items in the same order. An item that is too large by itself is a slice of its own. */
export function inSlices<T>(items: readonly T[], sizeOf: (item: T) => number): readonly (readonly T[])[] {
  return slicesOf(items, sizeOf, mostInOne);
}

/** Two slices are under way at a time, so that git works on one while the other is read. Results in the slices' order. */
export async function sideBySide<S, R>(
  slices: readonly S[],
  work: (slice: S) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = slices.entries();
  const lane = async (): Promise<void> => {
    for (const [index, slice] of waiting) results[index] = await work(slice);
  };
  await Promise.all([lane(), lane()]);
  return results;
}
