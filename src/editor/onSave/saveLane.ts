/** The lane of saves: many saves in a row are one review, which waits for quiet and for a person's review to end. */

import type { Precedence } from "./precedence.ts";

export interface SaveClock {
  /** Calls back after so many milliseconds; what it returns takes that back. */
  after(milliseconds: number, call: () => void): () => void;
}

export const realClock = {
  now: Date.now,
  after: (milliseconds: number, call: () => void): (() => void) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Reviews what was saved, in one go. It ends early, and in good order, when `signal` is aborted. */
export type ReviewFiles = (files: ReadonlySet<string>, signal: AbortSignal) => Promise<void>;

interface Running {
  readonly files: ReadonlySet<string>;
  readonly controller: AbortController;
}

export class SaveLane {
  readonly #clock: SaveClock;
  readonly #precedence: Precedence;
  readonly #review: ReviewFiles;
  #waiting = new Set<string>();
  #isQuiet = false;
  #stopClock: () => void = () => undefined;
  #running: Running | null = null;

  constructor(of: {
    readonly clock: SaveClock;
    readonly precedence: Precedence;
    readonly review: ReviewFiles;
  }) {
    this.#clock = of.clock;
    this.#precedence = of.precedence;
    this.#review = of.review;
    of.precedence.watch(() => this.#standAside());
  }

  /** The review begins when no other save has come for `quiet` milliseconds. */
  saved(file: string, quiet: number): void {
    this.#waiting.add(file);
    this.#isQuiet = false;
    this.#stopClock();
    this.#stopClock = this.#clock.after(quiet, () => {
      this.#isQuiet = true;
      this.#goOn();
    });
  }

  /** Ends what runs and forgets what waits. */
  clear(): void {
    this.#stopClock();
    this.#waiting.clear();
    this.#isQuiet = false;
    this.#running?.controller.abort();
  }

  /** What a person asks for comes first; what it covers is known by the time it ends, so that nothing is asked twice. */
  #standAside(): void {
    if (this.#precedence.isTaken) this.#giveBack();
    else this.#goOn();
  }

  #goOn(): void {
    if (!this.#isQuiet || this.#waiting.size === 0 || this.#precedence.isTaken) return;
    if (this.#running !== null) {
      // What was asked is out of date; of other files it is not.
      const isSavedAgain = [...this.#running.files].some((file) => this.#waiting.has(file));
      if (isSavedAgain) this.#giveBack();
      return;
    }
    const running = { files: this.#waiting, controller: new AbortController() };
    this.#running = running;
    this.#waiting = new Set();
    this.#isQuiet = false;
    void this.#run(running);
  }

  async #run({ files, controller }: Running): Promise<void> {
    // A review does not throw; if it did, the next one could still run.
    await this.#review(files, controller.signal).catch(() => undefined);
    this.#running = null;
    this.#goOn();
  }

  #giveBack(): void {
    if (this.#running === null || this.#running.controller.signal.aborted) return;
    const isAlone = this.#waiting.size === 0;
    for (const file of this.#running.files) this.#waiting.add(file);
    if (isAlone) this.#isQuiet = true;
    this.#running.controller.abort();
  }
}
