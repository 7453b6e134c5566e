/** Remembers outlines for as long as one review looks at its texts: several chapters ask about the same. */

import type { Outline, ReadOutlines } from "./outline.ts";

export function remembering(read: ReadOutlines, signal: AbortSignal): ReadOutlines {
  const known = new Map<string, Promise<Outline | null>>();
  return async (texts) => {
    const keys = texts.map(({ path, text }) => `${path}\0${text}`);
    const asked = new Map(texts.map((each, index) => [keys[index] ?? "", each]));
    const fresh = [...asked].filter(([key]) => !known.has(key));
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
