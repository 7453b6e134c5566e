/** At most so many within an hour, whichever hour that is. */

/** Milliseconds. */
const hour = 60 * 60 * 1000;

export class HourLimit {
  readonly #most: number;
  readonly #now: () => number;
  #times: readonly number[] = [];

  /** `now`: milliseconds since 1970. */
  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  count(): void {
    this.#times = [...this.#ofThisHour(), this.#now()];
  }

  /** When the next one may come, in milliseconds since 1970; null: now. */
  get until(): number | null {
    const times = this.#ofThisHour();
    const first = times.at(-this.#most);
    return first === undefined ? null : first + hour;
  }

  #ofThisHour(): readonly number[] {
    const now = this.#now();
    // A clock that was set back must not hold anyone up for longer than an hour.
    this.#times = this.#times.map((time) => Math.min(time, now)).filter((time) => now - time < hour);
    return this.#times;
  }
}
