/** Finds where a definition begins: with the comments and decorators right above it, and with what it is wrapped in. */

/** Lines, 1-based. */
export interface Beginning {
  /** With its comment. */
  readonly line: number;
  /** Without. */
  readonly signature: number;
}

/** Comments and decorators that wait for what they are about. */
interface Waiting {
  readonly start: number;
  readonly end: number;
  /** The first line that is no comment. */
  readonly mark: number | null;
}

/** What has been seen among the children of one node. */
export class Above {
  #waiting: Waiting | null = null;
  #lastLine = 0;
  #wrapped: Beginning | null;

  /** `wrapped`: where the node itself begins, if that is where its first definition begins, too. */
  constructor(wrapped: Beginning | null) {
    this.#wrapped = wrapped;
  }

  /** A comment or a decorator. One that stands behind something, on its line, is not about what follows. */
  wait({
    start,
    end,
    isMark,
  }: {
    readonly start: number;
    readonly end: number;
    readonly isMark: boolean;
  }): void {
    const waiting = this.#waiting;
    const mark = isMark ? start : null;
    if (waiting !== null && start <= waiting.end + 1)
      this.#waiting = { start: waiting.start, end, mark: waiting.mark ?? mark };
    else this.#waiting = start > this.#lastLine || isMark ? { start, end, mark } : null;
    this.#lastLine = end;
  }

  /** Where a node begins that stands in `line`. */
  begin(line: number): Beginning {
    const waiting = this.#waiting;
    const near = waiting !== null && line <= waiting.end + 1 ? waiting : null;
    const own = { line: near?.start ?? line, signature: near?.mark ?? line };
    return this.#wrapped === null || this.#wrapped.line > own.line ? own : this.#wrapped;
  }

  /** Some other node has ended in `line`. */
  pass(line: number): void {
    this.#waiting = null;
    this.#lastLine = line;
  }

  /** A definition was found: the next one begins with itself. */
  defined(): void {
    this.#wrapped = null;
  }
}
