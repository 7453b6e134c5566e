/** Long work, in slices or with pauses, so that whoever else runs on this thread gets a turn between them. */

import { setImmediate } from "node:timers/promises";

/** In the measure of `slicesOf`, about characters: reading and checking that much takes some 5 ms. */
const mostInOneTurn = 256 * 1024;
/** What an item costs beside its text, in the same measure. */
const perItem = 500;

/** The result for each item, in their order, with a turn for the others in between. */
export async function inTurns<T, R>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  work: (item: T) => R,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (const slice of slicesOf(items, sizeOf, mostInOneTurn)) {
    for (const item of slice) results.push(work(item));
    await setImmediate();
  }
  return results;
}

/** All of them side by side, with a turn for the others between their beginnings. Results in the order of the tasks. */
export async function begunInTurns<R>(tasks: readonly (() => Promise<R>)[]): Promise<readonly R[]> {
  return Promise.all(
    tasks.map(async (task, before) => {
      for (let turn = 0; turn < before; turn += 1) await setImmediate();
      return task();
    }),
  );
}

/** The same items in the same order, each slice up to `most`. An item that is too large by itself is a slice of its own. */
export function slicesOf<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  most: number,
): readonly (readonly T[])[] {
  const slices: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item) + perItem;
    if (size > room) {
      slices.push([]);
      room = most;
    }
    slices.at(-1)?.push(item);
    room -= size;
  }
  return slices;
}
