/** Remembers outlines for as long as one review looks at its texts: several chapters ask about the same. */

import type { Outline, ReadOutlines } from "./outline.ts";

export function remembering(read: ReadOutlines, signal: AbortSignal): ReadOutlines {
  const known = new Map<string, Promise<Outline | null>>();
  return async (texts) =>
    Promise.all(
      texts.map((each) => {
        const key = `${each.path}\0${each.text}`;
        const before = known.get(key);
        if (before !== undefined) return before;
        const outline = read([each], signal).then(([only = null]) => only);
        known.set(key, outline);
        return outline;
      }),
    );
}
