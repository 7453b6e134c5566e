/** A piece of context: lines of a text beside the diff, with the reason why they are worth their tokens. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { ContextKind, ContextReason } from "../contract/context.ts";
import type { ClearedText } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";

/** Why a piece is here. `names` are identifiers, paths or patterns that say more. */
export interface Reason<Name extends string = string> {
  readonly code: ContextReason;
  readonly names: readonly Name[];
}

/** What a collector proposes: part of a text that was not through the door yet. */
export interface Candidate {
  readonly kind: ContextKind;
  /** Relative to the repository's root, with `/`; empty where it is no file. */
  readonly path: string;
  /** The whole text of which `ranges` are wanted. */
  readonly text: string;
  /** 1-based, in order and apart; null: all of it. */
  readonly ranges: readonly LineRange[] | null;
  readonly reason: Reason;
  /** The changed files that it helps with, by their path after the change; null: all. */
  readonly serves: readonly string[] | null;
  /** Among pieces of one reason the heavier comes first: how often a definition is used, say. */
  readonly weight: number;
}

export interface Piece {
  readonly kind: ContextKind;
  readonly repository: string;
  /** Relative to the repository's root, with `/`. */
  readonly path: ClearedText;
  /** The same name as it stands on this machine. */
  readonly name: string;
  /** The whole text, line by line. */
  readonly lines: readonly ClearedText[];
  /** The same lines as they stand on this machine; findings are placed in these. */
  readonly snapshot: readonly string[];
  /** The lines of it that are wanted: 1-based, in order and apart. */
  readonly ranges: readonly LineRange[];
  readonly reason: Reason<ClearedText>;
  readonly serves: readonly string[] | null;
  readonly weight: number;
  /** A person wants it to go first. Left out, nobody said so. */
  readonly pinned?: boolean;
}

/** Context that was a candidate and found no room, or may not leave. */
export interface Omission {
  readonly kind: ContextKind;
  readonly repository: string;
  readonly path: string;
  readonly code: ContextReason;
  readonly reason: UnsentReason;
}

/** A document that is open in an editor. `path` is relative to the repository's root, with `/`. */
export interface OpenDocument {
  readonly path: string;
  readonly text: string;
  /** Whether it is in sight; the others are only open. Left out, it is. */
  readonly visible?: boolean;
}

/** What a tool reports of a file. */
export interface Problem {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** 1-based, in the version under review. */
  readonly line: number;
  readonly severity: "error" | "warning" | "information";
  /** The tool that found it, and its code for it; may be empty. */
  readonly source: string;
  readonly message: string;
}
