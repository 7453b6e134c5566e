/** Takes a WebP apart and puts together anew its picture: no EXIF, no XMP, no color profile, no animation, nothing behind its end. */

import { Cursor, need, type Bare } from "./cursor.ts";

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const animated = 0x02;

/** Of an animation the first picture, which may be smaller than the whole. */
export function bareWebp(cursor: Cursor): Bare {
  const length = cursor.take(12).readUInt32LE(4);
  need(length >= 4);
  const chunks = chunksOf(new Cursor(cursor.take(length - 4)));
  const [first] = chunks;
  need(first !== undefined);
  if (first.type !== "VP8X") return put(chunks, null);
  need(first.data.length === 10);
  if ((first.data.readUInt8(0) & animated) === 0) return put(chunks, sizeAt(first.data, 4));
  const frame = chunks.find(({ type }) => type === "ANMF")?.data;
  need(frame !== undefined && frame.length >= 16);
  return put(chunksOf(new Cursor(frame.subarray(16))), sizeAt(frame, 6));
}

/** `told`: the size that the head claims, where there is one. */
function put(chunks: readonly Chunk[], told: Size | null): Bare {
  const pictures = chunks.filter(({ type }) => type === "VP8 " || type === "VP8L");
  const [picture] = pictures;
  need(picture !== undefined && pictures.length === 1);
  const size = picture.type === "VP8L" ? sizeOfLossless(picture.data) : sizeOfLossy(picture.data);
  need(told === null || (told.width === size.width && told.height === size.height));
  const alpha = picture.type === "VP8 " ? chunks.find(({ type }) => type === "ALPH") : undefined;
  const kept = alpha === undefined ? [picture] : [headFor(size), alpha, picture];
  const body = Buffer.concat([Buffer.from("WEBP"), ...kept.flatMap(written)]);
  const riff = Buffer.from("RIFF\0\0\0\0", "latin1");
  riff.writeUInt32LE(body.length, 4);
  return { mediaType: "image/webp", ...size, bytes: Buffer.concat([riff, body]) };
}

function chunksOf(cursor: Cursor): readonly Chunk[] {
  const chunks: Chunk[] = [];
  while (cursor.hasMore()) {
    const head = cursor.take(8);
    const length = head.readUInt32LE(4);
    const data = cursor.take(length);
    if (length % 2 === 1 && cursor.hasMore()) cursor.take(1);
    chunks.push({ type: head.toString("latin1", 0, 4), data });
  }
  return chunks;
}

function written({ type, data }: Chunk): readonly Buffer[] {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(data.length, 4);
  return data.length % 2 === 0 ? [head, data] : [head, data, Buffer.from([0])];
}

/** Says that there is transparency, and nothing else. */
function headFor({ width, height }: Size): Chunk {
  const data = Buffer.alloc(10);
  data.writeUInt8(0x10, 0);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return { type: "VP8X", data };
}

function sizeAt(data: Buffer, at: number): Size {
  return { width: data.readUIntLE(at, 3) + 1, height: data.readUIntLE(at + 3, 3) + 1 };
}

function sizeOfLossy(data: Buffer): Size {
  need(data.length >= 10 && (data.readUInt8(0) & 1) === 0 && data.readUIntBE(3, 3) === 0x9d012a);
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

function sizeOfLossless(data: Buffer): Size {
  need(data.length >= 5 && data.readUInt8(0) === 0x2f);
  const bits = data.readUInt32LE(1);
  need(bits >>> 29 === 0);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
