/** What went along with a change so that it can be understood, and why. */

import type { UnsentReason } from "./coverage.ts";

export type ContextKind =
  /** The repository's own rules. */
  | "rules"
  /** What the author says: branch, commit messages. */
  | "author"
  /** What compilers and linters say already. */
  | "problems"
  | "changedFile"
  | "definition"
  | "caller"
  | "test"
  | "type"
  | "openFile"
  | "history";

/** Why a piece is there. */
export type ContextReason =
  /** A rule file for the whole repository. */
  | "ruleOfRepository"
  /** The nearest rule file of a folder; named: the folder. */
  | "ruleOfFolder"
  /** A rule for files of a pattern; named: the pattern. */
  | "ruleOfPattern"
  /** The branch's name and the messages of the commits under review. */
  | "saidByAuthor"
  /** Diagnostics on changed files. */
  | "knownProblems"
  /** A changed file, whole. */
  | "changed"
  /** The definition around changed lines. */
  | "aroundChange"
  /** Defines what changed lines use: its signature; named: what. */
  | "defines"
  /** The same, with its body. */
  | "definesWhole"
  /** Uses what the change touches; named: what. */
  | "uses"
  /** Tests a changed file; named: which. */
  | "tests"
  /** A type that a changed file imports; named: which. */
  | "importedType"
  /** In sight in the author's editor. */
  | "visible"
  /** Open there, out of sight. */
  | "open"
  /** The last commits of the changed lines. */
  | "lastCommits";

/** What the prompt holds of one kind from one file, or what it would have held. */
export interface ContextPiece {
  /** Stays the same from run to run: what a person pinned or dropped is known by it. */
  readonly id: string;
  readonly kind: ContextKind | "diff" | "picture" | "named" | "wishes" | "focus";
  /** The `id` of one of the outcome's repositories; empty where it belongs to all. */
  readonly repository: string;
  /** May be empty where it is no file. */
  readonly path: string;
  /** Null where it needs none: the change itself, and what the settings say. */
  readonly reason: ContextReason | null;
  /** What the reason names: identifiers, paths or patterns. */
  readonly names: readonly string[];
  /** The parts that it went with, 1-based, and its tokens there; none where it was left out. */
  readonly parts: readonly { readonly part: number; readonly tokens: number }[];
  /** Why it was left out; null where it went. */
  readonly left: UnsentReason | null;
  /** What a person decided for this run. */
  readonly wish: "pinned" | "dropped" | null;
}

/** The window and what it was filled with, as planned. What of the change itself was left out, the coverage tells. */
export interface ContextUse {
  /** Tokens: prompt and reserve together. */
  readonly window: number;
  /** Tokens that are kept free for later rounds, thinking and the answer. */
  readonly reserve: number;
  /** Tokens of instructions, schema and frame, in each part. */
  readonly instructions: number;
  /** What went, as the prompt shows it, and then what was left out. */
  readonly pieces: readonly ContextPiece[];
}
