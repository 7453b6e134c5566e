/** Says what each side of a review is for an editor: files as they stand, what is staged, or a commit. */

import type { KeptVersion } from "../change/history.ts";
import type { Side } from "../contract/finding.ts";
import type { Outcome, ReviewedRepository } from "../contract/outcome.ts";

export type ReviewedVersion =
  | KeptVersion
  /** The files themselves. */
  | { readonly kind: "working" }
  /** Before the first commit: an empty text. */
  | { readonly kind: "empty" };

/** The scope says where the index is a side; only there it is asked what is staged. */
export function versionOn(
  side: Side,
  { base, head }: ReviewedRepository,
  { scope }: Outcome,
): ReviewedVersion {
  const indexed = side === "old" ? "unstaged" : "staged";
  if (scope.kind === indexed) return { kind: "index" };
  const { commit } = side === "old" ? base : head;
  if (commit !== null) return { kind: "commit", commit };
  return side === "old" ? { kind: "empty" } : { kind: "working" };
}
