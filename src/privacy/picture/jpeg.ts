/** Takes a JPEG apart and puts together anew what makes its pixels: no EXIF, no XMP, no thumbnail, no comment, nothing behind its end. */

import { need, type Bare, type Cursor } from "./cursor.ts";

const [start, end] = [0xd8, 0xd9];
/** Baseline, extended and progressive; what is coded otherwise hardly anybody can read. */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2];
const [huffmanTables, scan, quantizationTables, restarts] = [0xc4, 0xda, 0xdb, 0xdd];
const [firstApp, adobe, lastApp, comment] = [0xe0, 0xee, 0xef, 0xfe];

export function bareJpeg(cursor: Cursor): Bare {
  const kept: Buffer[] = [cursor.take(2)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let scans = 0;
  for (;;) {
    const marker = nextMarker(cursor);
    if (marker === end) break;
    const data = cursor.take(lengthOf(cursor));
    if (frames.includes(marker)) {
      need(size === null && data.length >= 6 && data.length === 6 + 3 * data.readUInt8(5));
      size = { height: data.readUInt16BE(1), width: data.readUInt16BE(3) };
    }
    const wanted = wantedOf(marker, data);
    if (wanted !== null) kept.push(segment(marker, wanted));
    if (marker === scan) {
      need(size !== null);
      scans += 1;
      kept.push(cursor.takeUntil(0xff, isMarker));
    }
  }
  need(size !== null && scans > 0);
  return { mediaType: "image/jpeg", ...size, bytes: Buffer.concat([...kept, Buffer.from([0xff, end])]) };
}

/** What of a segment goes on; null where nothing does. */
function wantedOf(marker: number, data: Buffer): Buffer | null {
  if (frames.includes(marker)) return data;
  switch (marker) {
    case quantizationTables:
      need(areTables(data, (head) => ((head.readUInt8(0) & 0xf0) === 0 ? 64 : 128), 1));
      return data;
    case huffmanTables:
      need(areTables(data, (head) => head.subarray(1).reduce((sum, count) => sum + count, 0), 17));
      return data;
    case restarts:
      need(data.length === 2);
      return data;
    case scan:
      need(data.length >= 1 && data.length === 4 + 2 * data.readUInt8(0));
      return data;
    case adobe:
      return data.length === 12 && data.toString("latin1", 0, 5) === "Adobe" ? data : null;
    case firstApp:
      return data.length >= 14 && data.toString("latin1", 0, 5) === "JFIF\0" ? withoutThumbnail(data) : null;
    default:
      need((marker > firstApp && marker <= lastApp) || marker === comment);
      return null;
  }
}

/** Its width and height come last before it. */
function withoutThumbnail(data: Buffer): Buffer {
  return Buffer.concat([data.subarray(0, 12), Buffer.from([0, 0])]);
}

/** Whether it is nothing but tables, each with a head of so many bytes that tells the length of what follows. */
function areTables(data: Buffer, lengthAfter: (head: Buffer) => number, head: number): boolean {
  let at = 0;
  while (at + head <= data.length) at += head + lengthAfter(data.subarray(at, at + head));
  return at === data.length;
}

/** Any number of bytes may stand before it to fill. */
function nextMarker(cursor: Cursor): number {
  need(cursor.byte() === 0xff);
  let marker = cursor.byte();
  while (marker === 0xff) marker = cursor.byte();
  need(marker !== start);
  return marker;
}

function lengthOf(cursor: Cursor): number {
  const length = cursor.take(2).readUInt16BE(0);
  need(length >= 2);
  return length - 2;
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** In what a scan holds, a byte like a marker's first is followed by a zero, or restarts the coding. */
function isMarker(second: number): boolean {
  return second !== 0 && !(second >= 0xd0 && second <= 0xd7);
}
