/** The outcome as JSON, the form that other programs read. */

import type { Outcome } from "../contract/outcome.ts";

export function toJson(outcome: Outcome): string {
  return `${JSON.stringify(outcome, null, 2)}\n`;
}
