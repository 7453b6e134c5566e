/** Keeps to an account's tokens a minute: a bucket that the endpoint's own figures fill, and that each request is taken from before it is sent. */

/** What an answer's headers say; null for what they don't. */
export interface LimitsTold {
  /** Tokens a minute. */
  readonly limit: number | null;
  /** Tokens that are left at the moment of the answer. */
  readonly remaining: number | null;
}

/** Milliseconds; limits are by the minute. */
const minute = 60_000;
/** Milliseconds. Nobody waits longer for a bucket: what the endpoint says then counts. */
const longest = 5 * minute;

/** For one origin and model. `now` in milliseconds, of a clock that does not go back. */
export class Pace {
  readonly #now: () => number;
  /** Tokens; null as long as the endpoint named none. */
  #limit: number | null = null;
  /** Tokens at the time `#at`; below zero where more was promised than there is. */
  #level = 0;
  #at = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The most that one request can ever have; null while that is not known. */
  get limit(): number | null {
    return this.#limit;
  }

  /** Takes the tokens, and says after how many milliseconds they are there. 0 where no limit is known, or none would help. */
  take(tokens: number): number {
    if (this.#limit === null || tokens > this.#limit) return 0;
    this.#flow();
    this.#level -= tokens;
    if (this.#level >= 0) return 0;
    return Math.min(longest, Math.ceil((-this.#level / this.#limit) * minute));
  }

  /** Gives back what a request did not need: it was not sent, or used less. */
  giveBack(tokens: number): void {
    if (this.#limit === null) return;
    this.#flow();
    this.#level = Math.min(this.#limit, this.#level + tokens);
  }

  /** The endpoint knows what others of the account used; we know what is promised but has not arrived there. The lower counts. */
  hear({ limit, remaining }: LimitsTold): void {
    if (limit === null || !(limit > 0)) return;
    const isNew = limit !== this.#limit;
    this.#flow();
    this.#limit = limit;
    const left = remaining ?? limit;
    this.#level = isNew ? left : Math.min(this.#level, left);
  }

  #flow(): void {
    const now = this.#now();
    if (this.#limit !== null) {
      const come = (Math.max(0, now - this.#at) / minute) * this.#limit;
      this.#level = Math.min(this.#limit, this.#level + come);
    }
    this.#at = Math.max(this.#at, now);
  }
}

/** One pace for each origin and model, shared by all reviews of a window. */
export class Paces {
  readonly #paces = new Map<string, Pace>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  of(origin: string, model: string): Pace {
    const key = `${origin} ${model}`;
    const known = this.#paces.get(key) ?? new Pace(this.#now);
    this.#paces.set(key, known);
    return known;
  }
}

/** `header` gives the value of a header by its name, or null. */
export function limitsIn(header: (name: string) => string | null): LimitsTold {
  const count = (name: string): number | null => {
    const text = header(name);
    return text !== null && /^\s*\d+\s*$/.test(text) ? Number(text) : null;
  };
  return {
    limit: count("x-ratelimit-limit-tokens"),
    remaining: count("x-ratelimit-remaining-tokens"),
  };
}
