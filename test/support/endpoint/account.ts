/** An account with so many tokens a minute, as the service keeps it: guide "Rate limits", its headers and its two refusals. */

export interface AccountOptions {
  readonly tokensPerMinute: number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Called with each refusal. */
  readonly refuses?: () => void;
}

export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  /** Null where the request may pass. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

export class Account {
  readonly #options: AccountOptions;
  #left: number;
  #at: number;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#left = options.tokensPerMinute;
    this.#at = options.now();
  }

  /** `tokens` of input, and as many as the answer may have. */
  admit(tokens: number, model: string): Admission {
    const { tokensPerMinute: limit, now } = this.#options;
    this.#left = Math.min(limit, this.#left + ((now() - this.#at) / 60_000) * limit);
    this.#at = now();
    const where = `for ${model} in organization org-1 on tokens per min (TPM)`;
    const refuse = (message: string): Admission => {
      this.#options.refuses?.();
      return { headers: this.#headers(), refusal: { code: "rate_limit_exceeded", message } };
    };
    if (tokens > limit)
      return refuse(
        `Request too large ${where}: Limit ${limit}, Requested ${tokens}. The input or output tokens must be reduced in order to run successfully.`,
      );
    if (tokens > this.#left) {
      const seconds = ((tokens - this.#left) / limit) * 60;
      const used = Math.ceil(limit - this.#left);
      return refuse(
        `Rate limit reached ${where}: Limit ${limit}, Used ${used}, Requested ${tokens}. Please try again in ${seconds.toFixed(3)}s.`,
      );
    }
    this.#left -= tokens;
    return { headers: this.#headers(), refusal: null };
  }

  #headers(): Readonly<Record<string, string>> {
    const { tokensPerMinute: limit } = this.#options;
    return {
      "x-ratelimit-limit-tokens": String(limit),
      "x-ratelimit-remaining-tokens": String(Math.floor(this.#left)),
      "x-ratelimit-reset-tokens": `${(((limit - this.#left) / limit) * 60).toFixed(3)}s`,
    };
  }
}
