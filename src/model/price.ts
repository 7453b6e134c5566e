/** What asking costs: what it did cost by the tokens used, and what it may cost at worst. */

import type { Depth } from "../contract/scope.ts";
import type { TokenUsage } from "../contract/usage.ts";
import { builtInProfiles, outputAllowance, type Profiles } from "./profiles.ts";

/** USD; null where the price of the model is not known. */
export function costUsd(
  model: string,
  tokens: TokenUsage,
  profiles: Profiles = builtInProfiles,
): number | null {
  const { inputTokens, cachedTokens, outputTokens } = tokens;
  if (inputTokens + outputTokens === 0) return 0;
  const { price } = profiles.of(model);
  if (price === null) return null;
  const { longInput } = price;
  const factor = longInput !== undefined && inputTokens > longInput.above ? longInput.factor : 1;
  const fresh = Math.max(0, inputTokens - cachedTokens);
  return (factor * (fresh * price.input + cachedTokens * price.cached) + outputTokens * price.output) / 1e6;
}

/** Rounds of asking for each part; each first one can be followed by a second look. */
const rounds: Readonly<Record<Depth, number>> = { quick: 1, standard: 2, deep: 6 };

export interface Asking {
  readonly model: string;
  /** Of each part's first round. */
  readonly inputTokens: readonly number[];
  /** What a later round can add to that. */
  readonly laterRoundTokens: number;
  readonly outputReserve: number;
  readonly depth: Depth;
  /** The built-in table where it is not said. */
  readonly profiles?: Profiles;
}

/**
 * USD, never less than what the rounds of this depth can cost: each at full list price, with nothing read from a cache
 * and the whole reserve used up. Null where the price of the model is not known.
 */
export function worstUsd({
  model,
  inputTokens,
  laterRoundTokens,
  outputReserve,
  depth,
  profiles = builtInProfiles,
}: Asking): number | null {
  const outputTokens = outputAllowance(model, outputReserve, profiles);
  const round = (input: number): number | null =>
    costUsd(model, { inputTokens: input, cachedTokens: 0, outputTokens, reasoningTokens: 0 }, profiles);
  let worst = 0;
  for (const first of inputTokens) {
    const [asking, later] = [round(first), round(first + laterRoundTokens)];
    if (asking === null || later === null) return null;
    worst += asking + (rounds[depth] - 1) * later;
  }
  return worst;
}
