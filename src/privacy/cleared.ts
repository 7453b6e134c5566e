/** The shape of what may leave: texts that went through the one door, and files that were kept back. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { FileChange } from "../change/change.ts";

declare const cleared: unique symbol;
declare const bare: unique symbol;

/** Text that was scanned and redacted. Only `admit` in `privacy/clear.ts` makes one. */
export type ClearedText = string & { readonly [cleared]: true };

/** The base64 of a picture that holds nothing beside its pixels. Only `privacy/pictures.ts` makes one. */
export type ClearedPixels = string & { readonly [bare]: true };

/** A picture as it may leave. What its pixels show nobody has looked at. */
export interface ClearedPicture {
  readonly mediaType: "image/png" | "image/jpeg" | "image/webp" | "image/gif";
  readonly base64: ClearedPixels;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Two texts of one file with the same line structure: `sent` may leave, `snapshot` stays here. */
export interface ClearedSide {
  readonly sent: readonly ClearedText[];
  readonly snapshot: readonly string[];
}

export interface ClearedFile {
  /** The `id` of its repository. */
  readonly repository: string;
  readonly file: FileChange;
  /** What the prompt calls it. Names may leave only redacted, like everything else. */
  readonly path: ClearedText;
  readonly oldPath: ClearedText | null;
  /** Null where the side is absent or withheld. */
  readonly old: ClearedSide | null;
  readonly new: ClearedSide | null;
  /** Why the text of this file stays here; null when it may leave. */
  readonly withheld: UnsentReason | null;
}

export interface ClearedChange {
  readonly repository: ReviewedRepository;
  readonly files: readonly ClearedFile[];
  /** How many secret values were replaced. */
  readonly replaced: number;
}

/** A piece of text found to be a secret. Offsets are UTF-16 units into the scanned text, `end` exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** A short kind such as `aws-key`; goes into the placeholder. */
  readonly kind: string;
}

/** Scans one whole text. Rejects or resolves to null when it could not (a deadline): then the text stays here. */
export type ScanSecrets = (text: string, signal: AbortSignal) => Promise<readonly SecretSpan[] | null>;
