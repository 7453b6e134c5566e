/** Finds where a definition begins: with the comments and decorators right above it, and with what it is wrapped in. */

import type { Places } from "./places.ts";

/** Lines, 1-based. */
export interface Beginning {
  /** With its comment. */
  readonly line: number;
  /** Without. */
  readonly signature: number;
}

/** Comments and decorators that wait for what they are about; in lines. */
interface Waiting {
  readonly start: number;
  readonly end: number;
  /** The first line that is no comment. */
  readonly mark: number | null;
}

/** What has been seen among the children of one node. Indexes are 0-based and in UTF-16 units, ends exclusive. */
export class Above {
  readonly #places: Places;
  #waiting: Waiting | null = null;
  #passed = 0;
  #wrapped: Beginning | null = null;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Begins anew. `wrapped`: where the node itself begins, if that is where its first definition begins, too. */
  reset(start: number, wrapped: Beginning | null): void {
    this.#waiting = null;
    this.#passed = start;
    this.#wrapped = wrapped;
  }

  /** A comment or a decorator. A comment behind something, on its line, is not about what follows. */
  wait(from: number, to: number, isMark: boolean): void {
    const [start, end] = [this.#places.lineOf(from), this.#places.lastLineOf(from, to)];
    const waiting = this.#waiting;
    const mark = isMark ? start : null;
    if (waiting !== null && start <= waiting.end + 1)
      this.#waiting = { start: waiting.start, end, mark: waiting.mark ?? mark };
    else if (isMark || this.#passed === 0 || start > this.#places.lineOf(this.#passed - 1))
      this.#waiting = { start, end, mark };
    else this.#waiting = null;
    this.#passed = to;
  }

  /** Where a node begins that starts at `index`. */
  begin(index: number): Beginning {
    const line = this.#places.lineOf(index);
    const waiting = this.#waiting;
    const near = waiting !== null && line <= waiting.end + 1 ? waiting : null;
    const own = { line: near?.start ?? line, signature: near?.mark ?? line };
    return this.#wrapped === null || this.#wrapped.line > own.line ? own : this.#wrapped;
  }

  /** Some other node has ended. */
  pass(end: number): void {
    this.#waiting = null;
    this.#passed = end;
  }

  /** A definition was found: the next one begins with itself. */
  defined(): void {
    this.#wrapped = null;
  }
}
