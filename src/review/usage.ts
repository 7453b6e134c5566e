/** Adds up what the requests of a review used, by model and in all. */

import type { Cost, ModelUsage, TokenUsage, Usage } from "../contract/usage.ts";
import type { Spent } from "../model/asking.ts";
import { costUsd } from "../model/price.ts";
import { builtInProfiles, isSameFamily, type Profiles } from "../model/profiles.ts";

export function noUsage(): Usage {
  return { requests: 0, ...noTokens, cost: { amount: 0, currency: "USD", estimated: false }, byModel: [] };
}

export function withSpent(usage: Usage, spent: Spent, profiles: Profiles = builtInProfiles): Usage {
  const entry = usageOf(spent, profiles);
  const known = usage.byModel.find((each) => isSameModel(each, entry));
  const byModel =
    known === undefined
      ? [...usage.byModel, entry]
      : usage.byModel.map((each) => (each === known ? { ...each, ...sum(each, entry) } : each));
  return { ...sum(usage, entry), byModel };
}

const noTokens: TokenUsage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

type Counted = TokenUsage & { readonly requests: number; readonly cost: Cost };

/**
 * Priced by the model that answered: a gateway bills what it used, not what it was asked for. What a person says of the
 * model that they ask for holds for the dated name it answers by, too.
 */
function usageOf(spent: Spent, profiles: Profiles): ModelUsage {
  const { model, answeredBy, requests, inputTokens, cachedTokens, outputTokens, reasoningTokens } = spent;
  const tokens = { inputTokens, cachedTokens, outputTokens, reasoningTokens };
  const billed = profiles.of(model).own && isSameFamily(model, answeredBy) ? model : answeredBy;
  const amount = costUsd(billed, tokens, profiles);
  return {
    model,
    answeredBy,
    requests,
    ...tokens,
    cost: { amount, currency: "USD", estimated: !spent.reported },
  };
}

function isSameModel(a: ModelUsage, b: ModelUsage): boolean {
  return a.model === b.model && a.answeredBy === b.answeredBy;
}

function sum(a: Counted, b: Counted): Counted {
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    cost: {
      // One unknown price makes the whole unknown: a sum that leaves something out would be too low.
      amount: a.cost.amount === null || b.cost.amount === null ? null : a.cost.amount + b.cost.amount,
      currency: "USD",
      estimated: a.cost.estimated || b.cost.estimated,
    },
  };
}
