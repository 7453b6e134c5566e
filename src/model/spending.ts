/** Money before the wire: each attempt sets its worst price apart first, and books afterwards what it came to. */

import type { Fault } from "../contract/failure.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { Attempting, Ended } from "./attempt.ts";
import { costUsd } from "./price.ts";
import type { Profiles } from "./profiles.ts";
import { Tally } from "./tally.ts";
import type { Wanted } from "./wire.ts";

/** What a request may cost at worst, in USD; null where the price of the model is not known. */
export interface Worst {
  readonly model: string;
  readonly usd: number | null;
}

export type Reserved =
  | {
      readonly kind: "reserved";
      /** In USD; null where nobody knows. Until then, and if this never comes, it counts at its worst. */
      settle(usd: number | null): Promise<void>;
      /** Nothing was sent. */
      release(): Promise<void>;
    }
  | { readonly kind: "refused"; readonly fault: Fault };

/** Whoever keeps the books. Never rejects. */
export interface Spending {
  reserve(worst: Worst): Promise<Reserved>;
}

/** The same attempts, each within the budget: one that would cross it sends nothing, and ends with the reason. */
export function withinBudget(
  attempt: Attempting,
  { spending, profiles }: { readonly spending: Spending; readonly profiles: Profiles },
): Attempting {
  return async function* (attempted, signal) {
    const { wanted } = attempted;
    const reserved = await spending.reserve({ model: wanted.model, usd: worstOf(wanted, profiles) });
    if (reserved.kind === "refused") {
      yield {
        kind: "ended",
        ended: { ...unsent, how: { kind: "trouble", trouble: { kind: "withheld", fault: reserved.fault } } },
      };
      return;
    }
    let end: Ended | null = null;
    try {
      for await (const event of attempt(attempted, signal)) {
        if (event.kind === "ended") end = event.ended;
        yield event;
      }
    } finally {
      // One that did not say how it ended stays at its worst.
      if (end !== null) {
        const paid = paidFor(end, wanted, profiles);
        await (paid === "nothing" ? reserved.release() : reserved.settle(paid));
      }
    }
  };
}

const unsent = { text: "", bytes: 0, answeredBy: null, usage: null, begun: false } as const;

function worstOf({ model, question, maxOutput }: Wanted, profiles: Profiles): number | null {
  const { inputTokens } = question;
  const tokens = { inputTokens, cachedTokens: 0, outputTokens: maxOutput, reasoningTokens: 0 };
  return costUsd(model, tokens, profiles);
}

/** By the larger of our own count and the one that was reported, at the dearer of the model asked and the one that answered. */
function paidFor(ended: Ended, { model, question }: Wanted, profiles: Profiles): number | null | "nothing" {
  const reported = tokensOf(ended, question.inputTokens);
  const own = tokensOf({ ...ended, usage: null }, question.inputTokens);
  if (reported === null || own === null) return "nothing";
  const tokens: TokenUsage = {
    inputTokens: Math.max(reported.inputTokens, own.inputTokens),
    cachedTokens: reported.cachedTokens,
    outputTokens: Math.max(reported.outputTokens, own.outputTokens),
    reasoningTokens: reported.reasoningTokens,
  };
  const prices = [model, ended.answeredBy ?? model].map((each) => costUsd(each, tokens, profiles));
  const known = prices.filter((price) => price !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Null where nothing was sent. */
function tokensOf(ended: Ended, ownCount: number): TokenUsage | null {
  const tally = new Tally(ownCount);
  tally.book(ended);
  return tally.spent("");
}
