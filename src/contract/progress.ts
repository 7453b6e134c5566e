/** Where a running review stands, for whoever shows it. */

import type { Outcome } from "./outcome.ts";

export type Phase =
  | { readonly kind: "gathering" }
  | { readonly kind: "clearing" }
  | { readonly kind: "layingOut" }
  | { readonly kind: "askingLeave" }
  /** `part` is 1-based. */
  | { readonly kind: "asking"; readonly part: number; readonly parts: number }
  /** What the model asked to see is looked up. */
  | { readonly kind: "reading"; readonly part: number; readonly parts: number }
  | { readonly kind: "secondLook"; readonly part: number; readonly parts: number }
  | { readonly kind: "waiting"; readonly seconds: number };

/** A running review as it looks right now: the outcome so far, and what is being done. */
export interface Progress {
  readonly phase: Phase;
  readonly outcome: Outcome;
}
