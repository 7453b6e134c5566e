/** Makes of a picture one that holds nothing beside its pixels; one that can't be taken apart to its end is none. */

import { Broken, Cursor, type Bare } from "./cursor.ts";
import { bareGif } from "./gif.ts";
import { bareJpeg } from "./jpeg.ts";
import { barePng } from "./png.ts";
import { bareWebp } from "./webp.ts";

export type { Bare } from "./cursor.ts";

/** By how the bytes begin, whatever the name says; in hex, with a dot for any digit. */
const kinds: readonly (readonly [RegExp, (cursor: Cursor) => Bare])[] = [
  [/^89504e470d0a1a0a/, barePng],
  [/^ffd8ff/, bareJpeg],
  // RIFF and WEBP, with a length between them.
  [/^52494646.{8}57454250/, bareWebp],
  // GIF87a, GIF89a.
  [/^47494638(37|39)61/, bareGif],
];

/** Null for what is no picture of these kinds, or has no pixels. */
export function bare(bytes: Uint8Array): Bare | null {
  const beginning = Buffer.from(bytes.subarray(0, 12)).toString("hex");
  const strip = kinds.find(([form]) => form.test(beginning))?.[1];
  if (strip === undefined) return null;
  try {
    const picture = strip(new Cursor(bytes));
    return picture.width > 0 && picture.height > 0 ? picture : null;
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}
