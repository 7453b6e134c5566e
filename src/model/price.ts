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

/** Requests beyond its rounds that a part may make at most, because its model wants to read. */
export const mostReadingTurns = 8;

/** Rounds of asking for each part; each first one can be followed by a second look. */
export const mostRounds: Readonly<Record<Depth, number>> = { quick: 1, standard: 2, deep: 6 };

export interface Asking {
  readonly model: string;
  /** Of each part's first round. */
  readonly inputTokens: readonly number[];
  /** What a later round can add to that. */
  readonly laterRoundTokens: number;
  readonly outputReserve: number;
  readonly depth: Depth;
  /** Where the model may read by itself: how many more requests of a part that may lead to, and what it may add to each. */
  readonly reading?: { readonly turns: number; readonly tokens: number };
  /** The built-in table where it is not said. */
  readonly profiles?: Profiles;
}

/** As many as stay within the ceiling, in USD; all of them where there is none, or where nobody knows a price. */
export function readingTurnsWithin(
  ceiling: number | null,
  asking: Asking & Required<Pick<Asking, "reading">>,
): number {
  const { tokens } = asking.reading;
  for (let turns = mostReadingTurns; turns > 0; turns -= 1) {
    const worst = worstUsd({ ...asking, reading: { turns, tokens } });
    if (ceiling === null || worst === null || worst <= ceiling) return turns;
  }
  return 0;
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
  reading = { turns: 0, tokens: 0 },
  profiles = builtInProfiles,
}: Asking): number | null {
  const outputTokens = outputAllowance(model, outputReserve, profiles);
  const round = (input: number): number | null =>
    costUsd(model, { inputTokens: input, cachedTokens: 0, outputTokens, reasoningTokens: 0 }, profiles);
  let worst = 0;
  for (const first of inputTokens) {
    const [asking, later] = [round(first), round(first + laterRoundTokens + reading.tokens)];
    if (asking === null || later === null) return null;
    worst += asking + (mostRounds[depth] + reading.turns - 1) * later;
  }
  return worst;
}
