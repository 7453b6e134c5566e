/** What a review hands back: the outcome for everyone, and the ground it stands on for this machine alone. */

import type { Outcome } from "../contract/outcome.ts";

export interface Reviewed {
  readonly outcome: Outcome;
  /**
   * For each anchored finding (by `id`) its lines as they stood on this machine when they were reviewed, secrets
   * included. An editor draws a finding only where these lines still stand. Never sent, kept or exported.
   */
  readonly ground: ReadonlyMap<string, readonly string[]>;
}
