/** What a review command resolves to and `--format json` prints: the whole result of one review. */

import type { ContextUse } from "./context.ts";
import type { Coverage } from "./coverage.ts";
import type { Failure, Notice } from "./failure.ts";
import type { Finding, SetAsideFinding } from "./finding.ts";
import type { Read } from "./reads.ts";
import type { Depth, Scope } from "./scope.ts";
import type { Usage } from "./usage.ts";

/** One of the two versions that were compared. */
export interface ComparedSide {
  /** For people: `HEAD`, `working tree`, a branch or a shortened commit. */
  readonly label: string;
  /** The commit where the side is one; null for a working tree and for the time before the first commit. */
  readonly commit: string | null;
}

export interface ReviewedRepository {
  /** Short and unique within one outcome; findings and files refer to it. */
  readonly id: string;
  /** Absolute real path of the work tree. Stays on this machine: it is never sent. */
  readonly root: string;
  readonly base: ComparedSide;
  readonly head: ComparedSide;
}

/** Enums may grow: readers keep values they do not know. */
export interface Outcome {
  readonly schemaVersion: 1;
  readonly kind: "finished" | "nothingToReview" | "cancelled" | "failed";
  readonly scope: Scope;
  readonly repositories: readonly ReviewedRepository[];
  readonly depth: Depth;
  /** What a person wanted looked at first, without its secrets; empty where nothing in particular. */
  readonly focus: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly summary: string;
  readonly findings: readonly Finding[];
  /** Findings that the second look did not confirm. */
  readonly setAside: readonly SetAsideFinding[];
  /** How many findings of the answer did not have the promised form. */
  readonly invalid: number;
  readonly coverage: Coverage;
  /** What went along, and what not; null where it did not come to that. */
  readonly context: ContextUse | null;
  /** What the model asked to see besides, in order. */
  readonly reads: readonly Read[];
  readonly usage: Usage;
  readonly failures: readonly Failure[];
  readonly notices: readonly Notice[];
}
