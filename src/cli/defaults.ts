/** The settings of the editor at their defaults, from the one place that states them. */

import manifest from "../../package.json" with { type: "json" };
import type { Effort } from "../model/asking.ts";

const { properties } = manifest.contributes.configuration;

export const defaults = {
  baseUrl: properties["secondLook.baseUrl"].default,
  model: properties["secondLook.model"].default,
  fallbackModels: properties["secondLook.fallbackModels"].default,
  effort: properties["secondLook.reasoningEffort"].default as Effort,
  /** Tokens. */
  contextLimit: properties["secondLook.contextLimit"].default,
  /** Tokens. */
  outputReserve: properties["secondLook.outputReserve"].default,
  /** USD, of one review. Here it only bounds what a model reads by itself. */
  reviewUsd: properties["secondLook.reviewBudgetUsd"].default,
  /** USD, of all reviews of a day. */
  dailyUsd: properties["secondLook.dailyBudgetUsd"].default,
  /** USD. */
  onSaveDailyUsd: properties["secondLook.onSaveDailyBudgetUsd"].default,
} as const;
