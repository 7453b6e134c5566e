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

/** What the story itself hands back. */
export interface Told extends Reviewed {
  /**
   * A mark for each hunk that was asked about and answered, over its lines and the name of its file. It tells nothing
   * about them to whoever lacks the installation's key.
   */
  readonly looked: readonly string[];
}
