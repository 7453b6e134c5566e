/** Cuts long work into slices, so that whoever else runs on this thread gets a turn between them. */

import { setImmediate } from "node:timers/promises";

/** Bytes, near enough, for one call of git. */
const mostInOne = 8 * 1024 * 1024;
/** The same for work on this thread: reading and checking that much takes some 10 ms. */
const mostInOneTurn = 512 * 1024;
/** What an entry costs beside its text, in the same measure. */
const perEntry = 500;

/** The same items in the same order. An item that is too large by itself is a slice of its own. */
export function inSlices<T>(items: readonly T[], sizeOf: (item: T) => number): readonly (readonly T[])[] {
  return cut(items, sizeOf, mostInOne);
}

/** The result for each item, in their order, with a turn for the others in between. */
export async function inTurns<T, R>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  work: (item: T) => R,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const slice of cut(items, sizeOf, mostInOneTurn)) {
    for (const item of slice) results.push(work(item));
    await setImmediate();
  }
  return results;
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

function cut<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): readonly (readonly T[])[] {
  const slices: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item) + perEntry;
    if (size > room) {
      slices.push([]);
      room = most;
    }
    slices.at(-1)?.push(item);
    room -= size;
  }
  return slices;
}
