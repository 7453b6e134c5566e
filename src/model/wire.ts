/** The two ways to ask have this in common: a body is built, and the events of the answer are heard one by one. */

import type { TokenUsage } from "../contract/usage.ts";
import type { Effort, Question, ToolCall } from "./asking.ts";

/**
 * How an answer in the promised form is asked for: over Responses or Chat with a schema, in Chat's JSON mode with the
 * schema in the prompt, or in plain words.
 */
export type Rung = "responses" | "chatSchema" | "chatJson" | "chatPlain";

/** What an endpoint takes. */
export interface Terms {
  readonly rung: Rung;
  /** Parameters that it has refused, by their names on the wire. */
  readonly without: ReadonlySet<string>;
}

/** What goes into a request, whatever its form. */
export interface Wanted extends Terms {
  readonly model: string;
  readonly question: Question;
  /** Null where the model has no such thing. */
  readonly effort: Effort | null;
  /** Tokens of reasoning and answer together; all that the model has where the endpoint takes no limit. */
  readonly maxOutput: number;
  readonly cacheKey: string;
  /** Random; an answer in plain words repeats it, on other rungs nobody sees it. */
  readonly id: string;
}

/** How an answer ended, as far as the endpoint says. */
export type Ending =
  | { readonly kind: "complete" }
  /** Reasoning and answer together reached the allowance. */
  | { readonly kind: "outputUsedUp" }
  | { readonly kind: "contentFiltered" }
  | { readonly kind: "declined" }
  /** `error` is the endpoint's own account of what went wrong. */
  | { readonly kind: "failed"; readonly error: unknown };

/** What one event says. */
export interface Heard {
  readonly text?: string;
  readonly answeredBy?: string;
  readonly usage?: TokenUsage;
  readonly ending?: Ending;
  /** Something that was said in full: an answer, a thought, a call. It may have to go back as it came. */
  readonly items?: readonly unknown[];
  readonly calls?: readonly ToolCall[];
  /** Nothing of interest comes after this event. */
  readonly last?: true;
}

export interface Wire<Body> {
  /** Begins with a slash; follows the base URL. */
  readonly path: string;
  /** What a request for this can do without, by its name on the wire. */
  optional(question: Question): readonly string[];
  body(wanted: Wanted): Body;
  hear(event: unknown): Heard;
}
