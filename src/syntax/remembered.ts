/** Remembers outlines for as long as one review looks at its texts: several chapters ask about the same. */

import type { Named, Outline, ReadOutlines } from "./outline.ts";

/** UTF-16 units that one review has read, about four full prompts: a second or two. A change of more is told by its lines. */
const mostText = 3_000_000;

/** What is asked for at once is read from the shortest on; where all together is too much, the longest have no outline. */
export function remembering(read: ReadOutlines, signal: AbortSignal): ReadOutlines {
  const known = new Map<string, Promise<Outline | null>>();
  let left = mostText;

  /** Those that find room; the others are known to have none. */
  const admit = (fresh: ReadonlyMap<string, Named>): readonly (readonly [string, Named])[] =>
    [...fresh]
      .sort(([, a], [, b]) => a.text.length - b.text.length)
      .filter(([key, { text }]) => {
        const fits = text.length <= left;
        if (fits) left -= text.length;
        else known.set(key, Promise.resolve(null));
        return fits;
      });

  return async (texts) => {
    const keys = texts.map(({ path, text }) => `${path}\0${text}`);
    const asked = new Map(texts.map((each, index) => [keys[index] ?? "", each]));
    const fresh = admit(new Map([...asked].filter(([key]) => !known.has(key))));
    const reading = read(
      fresh.map(([, each]) => each),
      signal,
    );
    for (const [index, [key]] of fresh.entries())
      known.set(
        key,
        reading.then((outlines) => outlines[index] ?? null),
      );
    return Promise.all(keys.map(async (key) => known.get(key) ?? null));
  };
}
