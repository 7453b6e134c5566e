/** The shape of a change: which paths differ between two trees, and in which lines. */

import type { ChangeKind, LineSpan, UnsentReason } from "../contract/coverage.ts";
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
      readonly kind:
        | "binary"
        | "lfsPointer"
        | "link"
        | "submodule"
        | "tooLarge"
        | "encoding"
        | "lineEndings"
        | "unmerged"
        | "unreadable";
    }
  /** Not read at all: a rule about names kept it out, or it is a folder of too many files. */
  | { readonly kind: "withheld"; readonly reason: UnsentReason };

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
  /** How many files this stands for, where it is a folder. */
  readonly count?: number;
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

/**
 * The texts of several paths in one version of the repository. What is absent is missing from the answer; null stands
 * for what is there, but no text, over 1 MB, or a link that leads nowhere.
 */
export type ReadTexts = (paths: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** The versions in which a repository says what must not leave. Paths are relative to its root, with `/`. */
export interface Versions {
  /** Before the change. */
  readonly base: ReadTexts;
  /** After it; for a working tree the same as `disk`. */
  readonly head: ReadTexts;
  /** As the files lie on the disk now. */
  readonly disk: ReadTexts;
  /** Which of the paths `.gitattributes` marked as `linguist-generated` before the change. */
  readonly generated: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Says which paths must not be read, and why: what this chapter needs to know of the next one. */
export interface Withholding {
  /** Reads the rules around these paths. Rejects when `signal` is aborted or a version can't be read. */
  readonly learn: (paths: readonly string[], versions: Versions, signal: AbortSignal) => Promise<void>;
  /** Null for a path that may be read. One that was not learned may not. */
  readonly reasonFor: (path: string) => UnsentReason | null;
}
