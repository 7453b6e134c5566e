/** The checksum of PNG's chunks; Node has one only from 22.2 on, and the command line runs on older ones. */

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Over all of the parts, one after the other; unsigned. */
export function crc32(parts: readonly Uint8Array[]): number {
  let value = 0xffffffff;
  for (const part of parts) {
    // An iterator takes twice as long.
    for (let at = 0; at < part.length; at += 1) {
      value = (table[(value ^ (part[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
    }
  }
  return (value ^ 0xffffffff) >>> 0;
}
