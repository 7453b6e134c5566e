/** The shape of asking: what the story hands over and what comes back, whatever wire lies between. */

import type { Fault } from "../contract/failure.ts";
import type { TokenUsage } from "../contract/usage.ts";

export type Effort = "low" | "medium" | "high";

/** One round of asking. The schema is the one of `prompt/answer.ts` and is part of every request. */
export interface Question {
  readonly instructions: string;
  /** User messages in order; the first is the material, so that later rounds share their beginning with the first. */
  readonly messages: readonly string[];
  /** Own count or upper bound, for booking what an endpoint does not report. */
  readonly inputTokens: number;
}

export type AskEvent =
  /** The next stretch of the answer's JSON text. */
  | { readonly kind: "text"; readonly text: string }
  /** What came could not be read; from here on the answer is given once more. What was complete in it counts. */
  | { readonly kind: "again" }
  /** The model is at work, though no text came. */
  | { readonly kind: "thinking" }
  /** Nothing happens until then, and why. */
  | { readonly kind: "waiting"; readonly seconds: number }
  /** The model was not there; this one is asked instead. */
  | { readonly kind: "replaced"; readonly model: string; readonly by: string }
  | { readonly kind: "finished"; readonly spent: Spent }
  /** The end, too; `spent` where anything was sent. */
  | { readonly kind: "failed"; readonly fault: Fault; readonly spent: Spent | null };

/** What one question used, repeated attempts included. */
export interface Spent extends TokenUsage {
  readonly model: string;
  readonly answeredBy: string;
  readonly requests: number;
  /** False where the endpoint reported no usage and the figures are our own. */
  readonly reported: boolean;
}

/** Asks once. Ends with exactly one `finished` or `failed`; never throws; an aborted signal ends it as `interrupted`. */
export type Ask = (question: Question, signal: AbortSignal) => AsyncIterable<AskEvent>;
