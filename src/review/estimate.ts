/** What a laid-out review would send, and what it may cost at worst. */

import type { ReviewedRepository } from "../contract/outcome.ts";
import { worstUsd } from "../model/price.ts";
import { outputAllowance } from "../model/profiles.ts";
import type { Plan } from "../prompt/plan.ts";
import { laterRoundTokens } from "../prompt/rounds.ts";
import type { Estimate, ReviewRequest } from "./ports.ts";

export function estimate(
  { settings, depth }: ReviewRequest,
  repositories: readonly ReviewedRepository[],
  plan: Plan,
): Estimate {
  const inputTokens = plan.parts.map((part) => part.inputTokens);
  const { model, outputReserve, profiles } = settings;
  const worstUsdWith = (other: string): number | null =>
    worstUsd({ model: other, inputTokens, laterRoundTokens, outputReserve, depth, profiles });
  return {
    repositories,
    model,
    files: plan.coverage.filter((file) => file.hunks.some((hunk) => hunk.sent)).length,
    inputTokens: inputTokens.reduce((sum, tokens) => sum + tokens, 0),
    mostOutputTokens: plan.parts.length * outputAllowance(model, outputReserve, profiles),
    worstUsd: worstUsdWith(model),
    worstUsdWith,
  };
}
