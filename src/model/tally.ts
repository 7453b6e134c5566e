/** Adds up what one question used over all of its attempts; where an endpoint reports nothing, by our own count. */

import type { TokenUsage } from "../contract/usage.ts";
import type { Spent } from "./asking.ts";
import type { Ended } from "./attempt.ts";

/** UTF-8 bytes that make a token in JSON with code in it, at a careful guess. */
const bytesPerToken = 3;

export class Tally {
  readonly #ownCount: number;
  #requests = 0;
  #reported = true;
  #answeredBy: string | null = null;
  #tokens: TokenUsage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

  /** `ownCount`: tokens of the question, counted or bounded by us. */
  constructor(ownCount: number) {
    this.#ownCount = ownCount;
  }

  book(ended: Ended): void {
    if (!wasSent(ended)) return;
    this.#requests += 1;
    this.#answeredBy = ended.answeredBy;
    if (ended.usage !== null) return this.#add(ended.usage);
    if (!mayBeBilled(ended)) return;
    this.#reported = false;
    const outputTokens = Math.ceil(ended.bytes / bytesPerToken);
    this.#add({ inputTokens: this.#ownCount, cachedTokens: 0, outputTokens, reasoningTokens: 0 });
  }

  /** Null where nothing was sent. */
  spent(model: string): Spent | null {
    if (this.#requests === 0) return null;
    return {
      model,
      answeredBy: this.#answeredBy ?? model,
      requests: this.#requests,
      ...this.#tokens,
      reported: this.#reported,
    };
  }

  #add(more: TokenUsage): void {
    const sum = this.#tokens;
    this.#tokens = {
      inputTokens: sum.inputTokens + more.inputTokens,
      cachedTokens: sum.cachedTokens + Math.min(more.cachedTokens, more.inputTokens),
      outputTokens: sum.outputTokens + more.outputTokens,
      reasoningTokens: sum.reasoningTokens + Math.min(more.reasoningTokens, more.outputTokens),
    };
  }
}

function wasSent({ how }: Ended): boolean {
  return how.kind !== "trouble" || !["unreachable", "withheld"].includes(how.trouble.kind);
}

/** A request that was turned away did no work; one that was cut off, by whomever, may have. */
function mayBeBilled({ how, begun }: Ended): boolean {
  if (how.kind !== "trouble" || begun) return true;
  return !["refused", "redirected", "notAnApi"].includes(how.trouble.kind);
}
