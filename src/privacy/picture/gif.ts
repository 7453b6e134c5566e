/** Takes a GIF apart and puts together anew its first picture: no comment, no text, no data of an application, no animation. */

import { need, type Bare, type Cursor } from "./cursor.ts";

const [extension, image, trailer] = [0x21, 0x2c, 0x3b];
const graphicControl = 0xf9;

/** Models look at one picture, not at a film. */
export function bareGif(cursor: Cursor): Bare {
  const head = cursor.take(13);
  const kept: Buffer[] = [head, cursor.take(tableLength(head.readUInt8(10)))];
  let control: Buffer | null = null;
  for (;;) {
    const kind = cursor.byte();
    if (kind === image) break;
    need(kind === extension);
    const label = cursor.byte();
    const blocks = cursor.taking(() => passBlocks(cursor));
    if (label !== graphicControl) continue;
    need(blocks.length === 6 && blocks.readUInt8(0) === 4);
    control = blocks;
  }
  if (control !== null) kept.push(Buffer.from([extension, graphicControl]), control);
  const place = cursor.take(9);
  need(place.readUInt16LE(4) > 0 && place.readUInt16LE(6) > 0);
  kept.push(Buffer.from([image]), place, cursor.take(tableLength(place.readUInt8(8))));
  const codeSize = cursor.take(1);
  need(codeSize.readUInt8(0) >= 2 && codeSize.readUInt8(0) <= 11);
  const pixels = cursor.taking(() => passBlocks(cursor));
  need(pixels.length > 1);
  return {
    mediaType: "image/gif",
    width: head.readUInt16LE(6),
    height: head.readUInt16LE(8),
    bytes: Buffer.concat([...kept, codeSize, pixels, Buffer.from([trailer])]),
  };
}

/** Bytes of a table of colors, by the flags that tell of it. */
function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}

/** Each with its length in front; an empty one ends them. */
function passBlocks(cursor: Cursor): void {
  for (let length = cursor.byte(); length > 0; length = cursor.byte()) cursor.take(length);
}
