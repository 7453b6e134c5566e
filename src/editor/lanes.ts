/** A lane holds one review at a time: a new one takes the place of the running one, which ends in good order first. */

/** A review's stay in its lane. */
export interface Turn {
  /** Aborted when the review is cancelled or another one takes its place. */
  readonly signal: AbortSignal;
  /** Whether no other review has taken its place. */
  readonly isLatest: () => boolean;
}

export class Lane {
  #latest: { readonly controller: AbortController; readonly ended: Promise<unknown> } | null = null;

  /** Runs `work` once the one before has ended. Work that was replaced before its turn still runs, with its signal aborted. */
  async run<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    const before = this.#latest;
    before?.controller.abort();
    const controller = new AbortController();
    const turn: Turn = {
      signal: controller.signal,
      isLatest: () => this.#latest?.controller === controller,
    };
    const result = after(before?.ended, () => work(turn));
    this.#latest = { controller, ended: result.catch(() => undefined) };
    return result;
  }

  /** Ends the running review as cancelled; it stays the latest. */
  cancel(): void {
    this.#latest?.controller.abort();
  }
}

async function after<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
  await before;
  return work();
}
