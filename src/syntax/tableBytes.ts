/** The definition table as bytes, and back: what is damaged, or was written by another version, is none. */

import { createHash } from "node:crypto";
import type { TableContents } from "./definitionTable.ts";
import type { Packed } from "./packed.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A sum over all that follows; then the length of the head in four bytes, the head as JSON, and the numbers. */
const sumLength = 32;
const lengthLength = 4;

interface Head {
  /** Whoever reads outlines differently than this version did has no use for these. */
  readonly version: string;
  readonly names: readonly string[];
  readonly keys: readonly string[];
  /** How many numbers each key has. */
  readonly lengths: readonly number[];
}

export function toBytes({ names, keys, packed }: TableContents, version: string): Bytes {
  const head: Head = { version, names, keys, lengths: packed.map(({ length }) => length) };
  const headBytes = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(lengthLength);
  length.writeUInt32LE(headBytes.length);
  const numbers = packed.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength));
  const body = Buffer.concat([length, headBytes, ...numbers]);
  return Uint8Array.from(Buffer.concat([sumOf(body), body]));
}

/** Null for bytes that `toBytes` did not make for this version. */
export function fromBytes(bytes: Uint8Array, version: string): TableContents | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = all.subarray(sumLength);
  if (body.length < lengthLength || !sumOf(body).equals(all.subarray(0, sumLength))) return null;
  const headEnd = lengthLength + body.readUInt32LE();
  const head = JSON.parse(body.toString("utf8", lengthLength, headEnd)) as Head;
  if (head.version !== version) return null;
  // A copy begins at an address that numbers of four bytes can be read from.
  const numbers = new Uint32Array(Uint8Array.from(body.subarray(headEnd)).buffer);
  let at = 0;
  const packed = head.lengths.map((length): Packed => numbers.slice(at, (at += length)));
  return { names: head.names, keys: head.keys, packed };
}

function sumOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
