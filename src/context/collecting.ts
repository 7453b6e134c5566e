/** What collectors work with: the cleared change, and what can be asked about the repository around it. */

import type { ReadLastCommits } from "../change/lastCommits.ts";
import type { Said } from "../change/said.ts";
import type { Snapshot } from "../change/snapshot.ts";
import type { ClearedChange } from "../privacy/cleared.ts";
import type { Door } from "../privacy/door.ts";
import type { ReadOutlines } from "../syntax/outline.ts";
import type { Candidate, OpenDocument, Problem } from "./piece.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Collecting {
  readonly cleared: ClearedChange;
  /** The version before the change as a whole; null where there is none. */
  readonly base: Snapshot | null;
  /** The version under review as a whole; null where there is no repository. */
  readonly snapshot: Snapshot | null;
  readonly said: () => Promise<Said>;
  /** Null where there is none, or it is not asked. */
  readonly surroundings: Surroundings | null;
  readonly lastCommits: ReadLastCommits;
  /** What tools report of these files, which are relative to the root, in the version under review. */
  readonly problems: (paths: readonly string[]) => Promise<readonly Problem[]>;
  /** Those in sight first. */
  readonly openDocuments: readonly OpenDocument[];
  /** What texts define and mention; of one text that is asked for twice, only once. */
  readonly outlines: ReadOutlines;
  /** Makes the door know further paths. */
  readonly learn: (paths: readonly string[]) => Promise<void>;
  readonly door: Door;
  readonly signal: AbortSignal;
}

/** Proposes pieces of one kind. Rejects only when the signal is aborted; what can't be found out is not proposed. */
export type Collector = (collecting: Collecting) => Promise<readonly Candidate[]>;
