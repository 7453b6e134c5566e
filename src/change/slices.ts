/** Cuts long work into slices, so that whoever else runs on this thread gets a turn between them. */

/** Bytes, near enough; reading and checking that much takes some 10 ms. */
const mostInOne = 1024 * 1024;
/** What an entry costs beside its text, in the same measure. */
const perEntry = 2000;

/** The same items in the same order. An item that is too large by itself is a slice of its own. */
export function inSlices<T>(items: readonly T[], sizeOf: (item: T) => number): readonly (readonly T[])[] {
  const slices: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item) + perEntry;
    if (size > room) {
      slices.push([]);
      room = mostInOne;
    }
    slices.at(-1)?.push(item);
    room -= size;
  }
  return slices;
}
