/** One thing the author of a change should know, and where it stands. */

export type Severity = "critical" | "major" | "minor" | "nit";

export type Category =
  | "correctness"
  | "security"
  | "concurrency"
  | "resources"
  | "performance"
  | "compatibility"
  | "errorHandling"
  | "maintainability"
  | "other";

/** Which version of a file a line belongs to: before (`old`) or after (`new`) the change. */
export type Side = "new" | "old";

/** How a quote was found in the text that was sent. */
export type AnchorMethod =
  /** Verbatim, at the line the answer named. */
  | "exact"
  /** Verbatim, elsewhere than the answer said. */
  | "moved"
  /** The same apart from white space at the ends of lines. */
  | "trimmed";

/** Why a finding has no line. */
export type UnanchoredReason = "unknownFile" | "emptyQuote" | "quoteNotFound" | "notShown";

export type Anchor =
  | { readonly kind: "anchored"; readonly how: AnchorMethod }
  | { readonly kind: "unanchored"; readonly reason: UnanchoredReason };

/**
 * A replacement for the lines `startLine` to `endLine` (1-based, inclusive) of the new side.
 * `expected` are the lines it was made for; where they no longer stand, the fix must not be applied.
 * `replacement: []` deletes; `endLine = startLine - 1` inserts before `startLine`.
 */
export interface Fix {
  readonly startLine: number;
  readonly endLine: number;
  readonly expected: readonly string[];
  readonly replacement: readonly string[];
}

/** `unconfirmed` until its second look is over; a review without one leaves findings `open` at once. */
export type FindingStatus = "unconfirmed" | "open" | "setAside" | "dismissed" | "stale" | "fixed";

export interface Finding {
  /** Unique within one outcome. */
  readonly id: string;
  /** The same for the same finding in a later review: over repository, path, category and quote, not over line numbers. */
  readonly fingerprint: string;
  /** The `id` of one of the outcome's repositories. */
  readonly repository: string;
  /** The name on `side`, relative to the repository's root, with `/`. */
  readonly path: string;
  readonly side: Side;
  /** 1-based, inclusive; null unless anchored. */
  readonly startLine: number | null;
  /** 1-based, inclusive; null unless anchored. */
  readonly endLine: number | null;
  readonly severity: Severity;
  readonly category: Category;
  readonly title: string;
  readonly explanation: string;
  /** 0 to 1, as the model rates itself. */
  readonly confidence: number;
  /** Verbatim lines of the text that was sent: secrets stay replaced. */
  readonly quote: string;
  readonly origin: "model" | "local" | "imported";
  readonly anchor: Anchor;
  readonly fix: Fix | null;
  readonly status: FindingStatus;
}

/** A finding that the second look did not confirm; kept, with the reason, so that nothing vanishes. */
export interface SetAsideFinding {
  readonly finding: Finding;
  readonly reason: string;
}
