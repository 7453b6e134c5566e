/** What a laid-out review would send, and what it may cost at worst. */

import type { ReviewedRepository } from "../contract/outcome.ts";
import { moreTokensAt } from "../model/pictures.ts";
import { readingTurnsWithin, worstUsd } from "../model/price.ts";
import { outputAllowance } from "../model/profiles.ts";
import type { Plan } from "../prompt/plan.ts";
import { laterRoundTokens } from "../prompt/rounds.ts";
import { readingTokens, toolListTokens } from "../prompt/tools.ts";
import type { Estimate, ReviewRequest, ToolsOffered } from "./ports.ts";

/** Null where the model reads nothing by itself. */
export function toolsIn({ depth, tools }: Pick<ReviewRequest, "depth" | "tools">): ToolsOffered | null {
  return depth === "deep" && tools !== undefined ? tools : null;
}

/** How many requests of a part reading may add to its rounds; null where the model reads nothing by itself. */
export function readingTurns(request: ReviewRequest, plan: Plan): number | null {
  const tools = toolsIn(request);
  if (tools === null) return null;
  return readingTurnsWithin(tools.ceilingUsd, askingOf(request, plan, 0));
}

export function estimate(
  request: ReviewRequest,
  repositories: readonly ReviewedRepository[],
  plan: Plan,
  turns = readingTurns(request, plan),
): Estimate {
  const { model, outputReserve, profiles } = request.settings;
  const asking = askingOf(request, plan, turns ?? 0);
  const worstUsdWith = (other: string): number | null => {
    const more = plan.parts.map(({ pictures }) => moreTokensAt(profiles.of(other), pictures));
    const inputTokens = asking.inputTokens.map((tokens, index) => tokens + (more[index] ?? 0));
    return worstUsd({ ...asking, inputTokens, model: other });
  };
  return {
    repositories,
    model,
    files: plan.coverage.filter(({ sent, hunks }) => sent === "image" || hunks.some((hunk) => hunk.sent))
      .length,
    pictures: plan.parts.reduce((sum, { pictures }) => sum + pictures.length, 0),
    inputTokens: asking.inputTokens.reduce((sum, tokens) => sum + tokens, 0),
    mostOutputTokens: plan.parts.length * outputAllowance(model, outputReserve, profiles),
    reads: turns !== null,
    worstUsd: worstUsdWith(model),
    worstUsdWith,
  };
}

function askingOf(request: ReviewRequest, plan: Plan, turns: number) {
  const { settings, depth } = request;
  const { model, outputReserve, profiles } = settings;
  const reads = toolsIn(request) !== null;
  return {
    model,
    inputTokens: plan.parts.map(({ inputTokens }) => inputTokens + (reads ? toolListTokens : 0)),
    laterRoundTokens,
    outputReserve,
    depth,
    reading: { turns, tokens: reads ? readingTokens(plan.room.window) : 0 },
    profiles,
  };
}
