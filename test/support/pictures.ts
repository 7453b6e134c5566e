/** Small real pictures of 16 × 12 pixels, and the same with all that cameras and tools leave in them beside the pixels. */

import { crc32, deflateSync } from "node:zlib";

export const kinds = ["png", "jpeg", "progressive", "webp", "transparent", "lossy", "gif"] as const;
export type Kind = (typeof kinds)[number];

/** Written by an encoder of another project; `transparent` and `lossy` are WebP, `progressive` is JPEG. */
const encoded: Readonly<Record<Exclude<Kind, "png">, string>> = {
  jpeg: "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAdYf/9k=",
  progressive:
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAVAQEBAAAAAAAAAAAAAAAAAAADBP/aAAwDAQACEAMQAAABgDs//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABBQIf/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPwF//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwF//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQAGPwIf/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABPyEf/9oADAMBAAIAAwAAABAD/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPxB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPxB//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABPxAf/9k=",
  webp: "UklGRh4AAABXRUJQVlA4TBEAAAAvD8ACAAdQjyLXo/+BiOh/AAA=",
  transparent:
    "UklGRlgAAABXRUJQVlA4WAoAAAAQAAAADwAACwAAQUxQSAoAAAABB1CyiAhERP8DVlA4ICgAAABwAQCdASoQAAwABABoJaACdAFAAAD+6mX8GyRTnL/8bx/ku/t32UAA",
  lossy: "UklGRjQAAABXRUJQVlA4ICgAAABwAQCdASoQAAwABABoJaACdAFAAAD+6mX8GyRTnL/8bx/ku/t32UAA",
  gif: "R0lGODlhEAAMAIEAAMgeHgAAAAAAAAAAACH5BAAKAAAALAAAAAAQAAwAAAgZAAEIHEiwoMGDCBMqXMiwocOHECNKnCgwIAA7",
};

/** Two frames each; the first is all that is to be seen of it. */
export const animations: Readonly<Record<"gif" | "webp", Buffer>> = {
  gif: Buffer.from(
    "R0lGODlhEAAMAIEAAMgeHgAAAAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAEAAMAAAIGQABCBxIsKDBgwgTKlzIsKHDhxAjSpwoMCAAIfkEAAoAAAAsAAAAABAADACBHh7IAAAAAAAAAAAACBkAAQgcSLCgwYMIEypcyLChw4cQI0qcKDAgADs=",
    "base64",
  ),
  webp: Buffer.from(
    "UklGRooAAABXRUJQVlA4WAoAAAACAAAADwAACwAAQU5JTQYAAAAAAAAAAABBTk1GKgAAAAAAAAAAAA8AAAsAAAAAAAJWUDhMEQAAAC8PwAIAB1CPItej/4GI6H8AAEFOTUYsAAAAAAAAAAAADwAACwAAAAAAAFZQOEwUAAAALw/AAgAHUIFUCCAACpr+x4iI/gc=",
    "base64",
  ),
};

export function aPicture(kind: Kind): Buffer {
  return kind === "png" ? aPng() : Buffer.from(encoded[kind], "base64");
}

/** The same pixels, with `note` and a place on earth wherever the format has room for them, behind its end, too. */
export function withMetadata(kind: Kind, note: string): Buffer {
  const bytes = aPicture(kind);
  const [exif, text] = [exifOf(note), Buffer.from(note)];
  switch (kind) {
    case "png": {
      const chunks = [
        pngChunk("tEXt", Buffer.concat([Buffer.from("Comment\0"), text])),
        pngChunk("iTXt", Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\0\0\0\0"), text])),
        pngChunk("eXIf", exif),
        pngChunk("iCCP", Buffer.concat([text, Buffer.from("\0\0"), deflateSync(text)])),
        pngChunk("prVt", text),
      ];
      const afterHeader = 8 + 25;
      return Buffer.concat([bytes.subarray(0, afterHeader), ...chunks, bytes.subarray(afterHeader), text]);
    }
    case "jpeg":
    case "progressive": {
      const segments = [
        jpegSegment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), exif])),
        jpegSegment(0xe1, Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0"), text])),
        jpegSegment(0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01"), text])),
        jpegSegment(0xe0, Buffer.concat([Buffer.from("JFXX\0\x10"), text])),
        jpegSegment(0xed, Buffer.concat([Buffer.from("Photoshop 3.0\0"), text])),
        jpegSegment(0xfe, text),
      ];
      const afterJfif = 2 + 18;
      return Buffer.concat([bytes.subarray(0, afterJfif), ...segments, bytes.subarray(afterJfif), text]);
    }
    case "gif": {
      const extensions = [
        gifExtension(0xfe, text),
        gifExtension(0xff, Buffer.from("XMP DataXMP"), text),
        gifExtension(0x01, Buffer.alloc(12), text),
      ];
      const afterTable = 13 + 12;
      return Buffer.concat([bytes.subarray(0, afterTable), ...extensions, bytes.subarray(afterTable), text]);
    }
    default:
      return extendedWebp(bytes, { exif, text });
  }
}

/** An EXIF block as a camera writes it: a description, and latitude and longitude to the second. */
export function exifOf(note: string): Buffer {
  const text = Buffer.from(`${note}\0`);
  const head = Buffer.from("II*\0\x08\0\0\0", "latin1");
  // Two entries of 12 bytes, then the entries of the place, then the values that are too long for an entry.
  const [placeAt, textAt] = [8 + 2 + 2 * 12 + 4, 8 + 2 + 2 * 12 + 4 + 2 + 4 * 12 + 4];
  const secondsAt = textAt + text.length;
  const main = directory([
    [0x010e, 2, text.length, textAt],
    [0x8825, 4, 1, placeAt],
  ]);
  const place = directory([
    [1, 2, 2, "N".charCodeAt(0)],
    [2, 5, 3, secondsAt],
    [3, 2, 2, "E".charCodeAt(0)],
    [4, 5, 3, secondsAt + 24],
  ]);
  return Buffer.concat([head, main, place, text, placeOnEarth]);
}

/** 47°33'27.54" and 10°44'58.32", in rational numbers. */
export const placeOnEarth = Buffer.from(
  new Uint32Array([47, 1, 33, 1, 2754, 100, 10, 1, 44, 1, 5832, 100]).buffer,
);

/** `pixels`: of the size; noise does not get smaller when it is compressed. */
export function aPng({
  width = 16,
  height = 12,
  noise = false,
}: { readonly width?: number; readonly height?: number; readonly noise?: boolean } = {}): Buffer {
  const rows = Buffer.alloc((1 + 3 * width) * height, 0x40);
  if (noise) for (let at = 0; at < rows.length; at += 1) rows[at] = Math.imul(at, 2654435761) >>> 24;
  for (let row = 0; row < height; row += 1) rows[row * (1 + 3 * width)] = 0;
  return pngOf(width, height, rows, noise ? 0 : 9);
}

export function pngOf(width: number, height: number, rows: Uint8Array, level = 9): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows, { level })),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

export function jpegSegment(marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function gifExtension(label: number, ...blocks: readonly Buffer[]): Buffer {
  const sized = blocks.flatMap((block) => [Buffer.from([block.length]), block]);
  return Buffer.concat([Buffer.from([0x21, label]), ...sized, Buffer.from([0])]);
}

function extendedWebp(
  bytes: Buffer,
  { exif, text }: { readonly exif: Buffer; readonly text: Buffer },
): Buffer {
  const isExtended = bytes.toString("latin1", 12, 16) === "VP8X";
  const head = Buffer.from([0x3c, 0, 0, 0, 15, 0, 0, 11, 0, 0]);
  const pixels = bytes.subarray(isExtended ? 12 + 18 : 12);
  const chunks = [
    webpChunk("VP8X", head),
    webpChunk("ICCP", text),
    pixels,
    webpChunk("EXIF", exif),
    webpChunk("XMP ", text),
    webpChunk("prvt", text),
  ];
  const body = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  const riff = Buffer.from("RIFF\0\0\0\0", "latin1");
  riff.writeUInt32LE(body.length, 4);
  return Buffer.concat([riff, body, text]);
}

function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** Of TIFF: tag, type, count, and the value or where it stands. */
function directory(entries: readonly (readonly [number, number, number, number])[]): Buffer {
  const bytes = Buffer.alloc(2 + 12 * entries.length + 4);
  bytes.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 2 + 12 * index;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  return bytes;
}
