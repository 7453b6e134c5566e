/** Keeps the prompt under its limit: every text is measured once, and taken only while there is room. */

import type { CountTokens, Room } from "./plan.ts";

/** Tokens for the prompt. The margin is for what a wire adds around it and for counts that are slightly off. */
export function capacityOf({ window, outputReserve, laterRounds }: Room): number {
  return Math.floor((window - outputReserve - laterRounds) * 0.98) - 500;
}

/** Tokens that a wire adds around a handful of messages, generously. */
export const framing = 64;

export interface Measuring {
  readonly capacity: number;
  /** Of it, what the diff leaves free. */
  readonly forContext: number;
  readonly countFactor: number;
  /** Whether all that may be asked for fits by its bytes: a tokenizer never makes more tokens than those, so no one need count. */
  readonly countsBytes: boolean;
  readonly count: CountTokens;
  readonly signal: AbortSignal;
  /** What was measured for one part, and may be asked again for the next. */
  readonly known: Map<object, readonly number[]>;
}

/**
 * Hands out the room of one part. Sums of texts hold for the texts joined, because each ends with a line end and
 * begins with a digit or a sign, where the tokenizer always cuts.
 */
export class Filling {
  #used = 0;
  readonly #measuring: Measuring;

  constructor(measuring: Measuring) {
    this.#measuring = measuring;
  }

  /** Tokens that were taken, at most. */
  get used(): number {
    return this.#used;
  }

  /**
   * What texts that were taken come to, one number for each; null where `measure` has told it already. Where bytes stood in for
   * tokens, they are counted now: bytes are three times as many, and the price that is told before sending rests on this.
   */
  async count(texts: readonly string[]): Promise<readonly number[] | null> {
    const { countsBytes, count, signal } = this.#measuring;
    if (!countsBytes) return null;
    const counts = await count(texts, signal).catch(() => null);
    signal.throwIfAborted();
    return counts === null ? null : this.#bound(texts, counts);
  }

  /** Upper bounds in tokens, one for each text. */
  async measure(texts: readonly string[]): Promise<readonly number[]> {
    const { countsBytes, count, signal } = this.#measuring;
    if (countsBytes) return texts.map((text) => Buffer.byteLength(text));
    return this.#bound(texts, await count(texts, signal));
  }

  /** The same, once for all parts. */
  async measureOnce(of: object, texts: () => readonly string[]): Promise<readonly number[]> {
    const { known } = this.#measuring;
    const sizes = known.get(of) ?? (await this.measure(texts()));
    known.set(of, sizes);
    return sizes;
  }

  #bound(texts: readonly string[], counts: readonly number[]): readonly number[] {
    return texts.map((text, index) => {
      const most = Buffer.byteLength(text);
      return Math.min(most, Math.ceil((counts[index] ?? most) * this.#measuring.countFactor));
    });
  }

  /** Says whether there was room; if not, nothing is taken. */
  take(tokens: number): boolean {
    return this.#takeUpTo(this.#measuring.capacity, tokens);
  }

  /** The same, but the room that is meant for context stays free. */
  takeBesideContext(tokens: number): boolean {
    const { capacity, forContext } = this.#measuring;
    return this.#takeUpTo(capacity - forContext, tokens);
  }

  #takeUpTo(capacity: number, tokens: number): boolean {
    if (this.#used + tokens > capacity) return false;
    this.#used += tokens;
    return true;
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

export function fitsByBytes(texts: Iterable<string>, capacity: number): boolean {
  let bytes = 0;
  for (const text of texts) {
    bytes += Buffer.byteLength(text);
    if (bytes > capacity) return false;
  }
  return true;
}
