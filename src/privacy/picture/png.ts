/** Takes a PNG apart and puts together anew what makes its pixels: no text, no time, no EXIF, nothing behind its end. */

import { crc32 } from "./crc.ts";
import { need, type Bare, type Cursor } from "./cursor.ts";

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** Length, type, data and checksum. */
  readonly whole: readonly Buffer[];
  readonly isSound: () => boolean;
}

/** Bit depths by color type. */
const depths: readonly (readonly number[])[] = [
  [1, 2, 4, 8, 16],
  [],
  [8, 16],
  [1, 2, 4, 8],
  [8, 16],
  [],
  [8, 16],
];

/** What else changes how the pixels look, by its length in bytes; a profile of colors is a document of its own, and stays here. */
const harmless: Readonly<Record<string, (length: number) => boolean>> = {
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
};

/** Of an animation the picture that stands for all of it. */
export function barePng(cursor: Cursor): Bare {
  const kept: Buffer[] = [cursor.take(8)];
  const header = nextChunk(cursor);
  need(header.type === "IHDR" && header.data.length === 13 && header.isSound());
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth, color, ...rest] = header.data.subarray(8);
  need(depths[color ?? -1]?.includes(depth ?? -1) === true && rest.every((each) => each <= 1));
  kept.push(...header.whole);

  const seen = new Set<string>();
  for (let before = ""; ;) {
    const chunk = nextChunk(cursor);
    const { type, data } = chunk;
    const isCritical = /^[A-Z]/.test(type);
    const fits = isCritical ? criticalFits(type, data.length) : harmless[type];
    if (fits !== undefined) {
      const mayComeAgain = type === "IDAT" && before === "IDAT";
      const isEarly = type === "IDAT" || type === "IEND" || !seen.has("IDAT");
      need((mayComeAgain || !seen.has(type)) && isEarly && chunk.isSound());
      need(typeof fits === "function" ? fits(data.length) : fits);
      kept.push(...chunk.whole);
    }
    seen.add(type);
    before = type;
    if (type === "IEND") break;
  }
  need(seen.has("IDAT"));
  return { mediaType: "image/png", width, height, bytes: Buffer.concat(kept) };
}

/** No other critical chunk can be understood, and so none be passed on. */
function criticalFits(type: string, length: number): boolean {
  switch (type) {
    case "PLTE":
      return length > 0 && length <= 768 && length % 3 === 0;
    case "IDAT":
      return true;
    case "IEND":
      return length === 0;
    default:
      return false;
  }
}

function nextChunk(cursor: Cursor): Chunk {
  const head = cursor.take(8);
  const type = head.toString("latin1", 4);
  need(/^[A-Za-z]{4}$/.test(type));
  const data = cursor.take(head.readUInt32BE(0));
  const checksum = cursor.take(4);
  const isSound = (): boolean => crc32([head.subarray(4), data]) === checksum.readUInt32BE(0);
  return { type, data, whole: [head, data, checksum], isSound };
}
