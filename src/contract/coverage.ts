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
  | "typeChanged";

/** Why text was not sent, or only a name. */
export type UnsentReason =
  // What policy excludes: it does not count against completeness.
  | "gitIgnored"
  | "excluded"
  | "secretFile"
  | "binary"
  | "link"
  | "submodule"
  /** Nothing to read: an empty file, a pure rename, a changed mode. */
  | "noLines"
  // What would be reviewable: it makes the coverage incomplete.
  | "tooLarge"
  | "encoding"
  | "lineEndings"
  | "unreadable"
  | "scanFailed"
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
  readonly hunks: readonly HunkCoverage[];
}

/** `files` has an entry for every path that differs between the two sides; `complete`: no reviewable line stayed unsent. */
export interface Coverage {
  readonly complete: boolean;
  readonly files: readonly FileCoverage[];
}
