/** Where the repository defines and mentions names: what collectors ask, and the tools that a model may call. */

import type { Definition } from "../syntax/outline.ts";

/** Where a name is defined. */
export interface Place {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Of its blob in the snapshot. */
  readonly id: string;
  readonly definition: Definition;
}

/** Where a name is used. */
export interface Mentioned {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Of its blob in the snapshot. */
  readonly id: string;
  /** 1-based. */
  readonly line: number;
  /** The innermost definition that the line is in; null outside of all. */
  readonly within: Definition | null;
}

/**
 * Answers for one version of the repository, from what is indexed of it by now; names without an answer are missing.
 * Places are in the order of their paths and lines, and of a name that is everywhere only the first hundreds. Nothing
 * in an answer has been through the door. Rejects only when the signal is aborted.
 */
export interface LookUp {
  readonly defining: (
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, readonly Place[]>>;
  readonly mentioning: (
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, readonly Mentioned[]>>;
}
