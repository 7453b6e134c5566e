/** The ledger: what of a change was looked at, what was not, and why. */

/** How the two sides of a path differ. */
export type ChangeKind =
  | "added"
  | "modified"
  | "deleted"
  | "renamed"
  /** Only the mode (the executable bit, say). */
  | "modeChanged"
  /** From file to link, say. */
  | "typeChanged"
  /** Nothing need differ: a person chose the file, or lines of it, to be looked at. */
  | "chosen";

/** Why text was not sent, or only a name. */
export type UnsentReason =
  // What policy excludes: it does not count against completeness.
  | "gitIgnored"
  | "excluded"
  | "secretFile"
  /** Made by a tool, by its name or by a mark that stood there before the change. */
  | "generated"
  | "lockFile"
  | "binary"
  /** A pointer of Git LFS: the file itself lies elsewhere. */
  | "lfsPointer"
  | "link"
  /** Named here; where it is checked out, its own change is looked at as a repository of its own. */
  | "submodule"
  /** Nothing to read: an empty file, a pure rename, a changed mode. */
  | "noLines"
  /** A review on save left it out: these very lines were looked at before. */
  | "reviewedBefore"
  /** A picture of more bytes or pixels than are sent. */
  | "pictureTooLarge"
  /** A picture that could not be taken apart, so that nothing but its pixels would have gone. */
  | "pictureUnclear"
  // What would be reviewable: it makes the coverage incomplete.
  | "tooLarge"
  /** Rules that are a handbook, or the rest of too many. */
  | "tooManyRules"
  | "encoding"
  | "lineEndings"
  | "unreadable"
  | "scanFailed"
  /** A rule that the change itself adds or widens keeps it out. */
  | "newlyExcluded"
  /** In conflict: the index holds no single text of it. */
  | "unmerged"
  /** A folder of so many untracked files that they are counted, not read. */
  | "tooMany"
  /** A person took it out before the run. */
  | "unticked"
  /** A person wants it to stay out of what goes along with a change. */
  | "dropped"
  | "noRoom"
  | "notAsked";

/** A run of lines. `start` is 1-based; with `count: 0` it is the line before, as in a unified diff. */
export interface LineSpan {
  readonly start: number;
  readonly count: number;
}

export interface HunkCoverage {
  readonly old: LineSpan;
  readonly new: LineSpan;
  readonly sent: boolean;
  readonly reason?: UnsentReason;
}

export interface FileCoverage {
  /** The `id` of one of the outcome's repositories. */
  readonly repository: string;
  /** The name after the change; of a deleted file, the name before it. */
  readonly path: string;
  /** The name before the change where it differs. */
  readonly oldPath?: string;
  readonly change: ChangeKind;
  /**
   * `whole`: every hunk and the text around it; `part`: every hunk or some of them, without the whole file;
   * `named`: only its name and kind; `none`: nothing of it; `image`: as a picture.
   */
  readonly sent: "whole" | "part" | "named" | "none" | "image";
  readonly reason?: UnsentReason;
  /** How many files the entry stands for, where it is a folder. */
  readonly count?: number;
  readonly hunks: readonly HunkCoverage[];
}

/** `files` has an entry for every path that differs between the two sides; `complete`: no reviewable line stayed unsent. */
export interface Coverage {
  readonly complete: boolean;
  readonly files: readonly FileCoverage[];
}
