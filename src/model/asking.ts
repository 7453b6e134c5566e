/** The shape of asking: what the story hands over and what comes back, whatever wire lies between. */

import type { Fault } from "../contract/failure.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { ClearedPicture } from "../privacy/cleared.ts";

export type Effort = "low" | "medium" | "high";

/** One round of asking. The schema is the one of `prompt/answer.ts` and is part of every request. */
export interface Question {
  readonly instructions: string;
  /** User messages in order; the first is the material, so that later rounds share their beginning with the first. */
  readonly messages: readonly string[];
  /** Go with the material, before and after; left out for models that read no pictures. */
  readonly pictures?: readonly Picture[];
  /**
   * Where the way of asking has tools, their list is part of every request of a review, or of none. `closed`: it stands
   * there for the cached beginning's sake, but nothing may be called any more.
   */
  readonly tools?: "offered" | "closed";
  /** What was called and answered so far. */
  readonly exchanges?: readonly Exchange[];
  /** Own count or upper bound, for booking what an endpoint does not report. */
  readonly inputTokens: number;
}

export interface Picture extends ClearedPicture {
  /** What the material calls it. */
  readonly name: string;
  /** By our own count, for the model that is asked. */
  readonly tokens: number;
}

/** A call of a tool, as the model made it; `arguments` is JSON that nobody checked. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What a model wants to know, in the order in which it asked, and all that it said as it did. */
export interface Called {
  readonly calls: readonly ToolCall[];
  readonly said: readonly unknown[];
}

/** One turn of calls and their results. */
export interface Exchange {
  /** How many of the messages stand before it: it is part of the answer to the last one of them. */
  readonly after: number;
  /** What the model said as it called, to go back to it as it came (encrypted reasoning, too). */
  readonly said: readonly unknown[];
  readonly results: readonly { readonly id: string; readonly text: string }[];
}

export type AskEvent =
  /** The next stretch of the answer's JSON text. */
  | { readonly kind: "text"; readonly text: string }
  /** What came could not be read; from here on the answer is given once more. What was complete in it counts. */
  | { readonly kind: "again" }
  /** The model is at work, though no text came. */
  | { readonly kind: "thinking" }
  /** Before the end of what was answered: the model wants to know more first, so the question is to be put again with the results. */
  | ({ readonly kind: "called" } & Called)
  /** Nothing happens until then, and why. */
  | { readonly kind: "waiting"; readonly seconds: number }
  /** The model was not there; this one is asked instead. */
  | { readonly kind: "replaced"; readonly model: string; readonly by: string }
  /** The answer that comes is of a model that reads no pictures: it was asked without them. */
  | { readonly kind: "picturesLeftOut"; readonly model: string }
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
