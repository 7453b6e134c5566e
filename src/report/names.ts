/** How the report names a file. */

import type { Outcome } from "../contract/outcome.ts";
import { plainLine } from "./terminal.ts";

/** Two repositories may hold files of the same name. */
export function nameOf(of: { readonly repository: string; readonly path: string }, outcome: Outcome): string {
  return plainLine(isSeveral(outcome) ? `${of.repository}/${of.path}` : of.path);
}

export function isSeveral({ repositories }: Outcome): boolean {
  return repositories.length > 1;
}
