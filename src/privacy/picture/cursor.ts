/** Walks over the bytes of a picture, never past their end; what does not hold ends the walk. */

/** Thrown by whoever takes a picture apart and caught in `bare.ts`: there is nothing more to say than that it is no good. */
export class Broken extends Error {}

export function need(isSo: boolean): asserts isSo {
  if (!isSo) throw new Broken();
}

/** A picture of more pieces than this is made to keep us busy. */
const mostPieces = 100_000;

export class Cursor {
  #at = 0;
  #pieces = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** The next `length` bytes, shared with the picture. */
  take(length: number): Buffer {
    this.#pieces += 1;
    need(this.#pieces <= mostPieces && length <= this.#bytes.length - this.#at);
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  byte(): number {
    return this.take(1).readUInt8(0);
  }

  /** Up to, and without, the first place from here on where `isEnd` holds for a byte `first` and the one after it. */
  takeUntil(first: number, isEnd: (second: number) => boolean): Buffer {
    const last = this.#bytes.length - 1;
    for (let end = this.#at; end < last; end += 1) {
      if (this.#bytes[end] === first && isEnd(this.#bytes[end + 1] ?? 0)) return this.take(end - this.#at);
    }
    throw new Broken();
  }

  /** All that `walk` passes, in one piece. */
  taking(walk: () => void): Buffer {
    const start = this.#at;
    walk();
    return this.#bytes.subarray(start, this.#at);
  }
}

export interface Bare {
  readonly mediaType: "image/png" | "image/jpeg" | "image/webp" | "image/gif";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}
