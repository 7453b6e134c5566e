/** The shape of a change: which paths differ between two trees, and in which lines. */

import type { ChangeKind, LineSpan } from "../contract/coverage.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";

/** Bytes. A larger file is named, not read. */
export const largestText = 1_048_576;

/** Bytes. So many from the beginning tell text from what is none; git looks at as many. */
export const telling = 8000;

/** What one side of a path holds. */
export type Content =
  | { readonly kind: "text"; readonly text: string; readonly lines: readonly string[] }
  /** The path does not exist on this side. */
  | { readonly kind: "absent" }
  | {
      readonly kind: "binary" | "link" | "submodule" | "tooLarge" | "encoding" | "lineEndings" | "unreadable";
    }
  /** Not read at all, because a rule about names kept it out before reading. */
  | { readonly kind: "withheld" };

export interface HunkLine {
  readonly kind: "context" | "added" | "removed";
  /** 1-based line of the old side; null for an added line. */
  readonly old: number | null;
  /** 1-based line of the new side; null for a removed line. */
  readonly new: number | null;
}

/** Positions only: the text of a line is that line of the side's content. */
export interface Hunk {
  readonly old: LineSpan;
  readonly new: LineSpan;
  readonly lines: readonly HunkLine[];
}

export interface FileChange {
  /** The name after the change; of a deleted file, the name before it. Relative to the root, with `/`. */
  readonly path: string;
  /** The name before the change where it differs, else null. */
  readonly oldPath: string | null;
  readonly change: ChangeKind;
  readonly old: Content;
  readonly new: Content;
  readonly hunks: readonly Hunk[];
}

/** `files` are in git's order and hold every path that differs. */
export interface Change {
  readonly repository: ReviewedRepository;
  readonly files: readonly FileChange[];
}

/** Text of an editor that was not saved. `path` is relative to the root, with `/`. */
export interface UnsavedText {
  readonly path: string;
  readonly text: string;
}
