/** The two ways to ask have this in common: a body is built, and the events of the answer are heard one by one. */

import type { TokenUsage } from "../contract/usage.ts";
import type { Effort, Question } from "./asking.ts";

/** What goes into a request, whatever its form. */
export interface Wanted {
  readonly model: string;
  readonly question: Question;
  /** Null where the model has no such thing. */
  readonly effort: Effort | null;
  /** Tokens of reasoning and answer together. */
  readonly maxOutput: number;
  readonly cacheKey: string;
  /** Parameters that this endpoint has refused, by their names on the wire. */
  readonly without: ReadonlySet<string>;
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
  /** Nothing of interest comes after this event. */
  readonly last?: true;
}

export interface Wire<Body> {
  /** Begins with a slash; follows the base URL. */
  readonly path: string;
  /** What a request can do without, by its name on the wire. */
  readonly optional: readonly string[];
  body(wanted: Wanted): Body;
  hear(event: unknown): Heard;
}
