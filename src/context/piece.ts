/** A piece of context: a text beside the diff, with the reason why it is worth its tokens. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { ClearedText } from "../privacy/cleared.ts";

export type PieceKind = "rules" | "openFile" | "changedFile";

export interface Piece {
  readonly kind: PieceKind;
  readonly repository: string;
  /** Relative to the repository's root, with `/`. */
  readonly path: ClearedText;
  /** The same name as it stands on this machine. */
  readonly name: string;
  /** The whole text, line by line. */
  readonly lines: readonly ClearedText[];
  /** The same lines as they stand on this machine; findings are placed in these. */
  readonly snapshot: readonly string[];
  /** Why it is here, in a few words for the reader of the prompt. */
  readonly reason: string;
}

/** Context that was a candidate and found no room, or may not leave. */
export interface Omission {
  readonly kind: PieceKind;
  readonly path: string;
  readonly reason: UnsentReason;
}

/** A document that is open in an editor. `path` is relative to the repository's root, with `/`. */
export interface OpenDocument {
  readonly path: string;
  readonly text: string;
}
