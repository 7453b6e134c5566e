/** What the story needs from outside: the edges (editor, command line) and the tests each bring their own. */

import type { UnsavedText } from "../change/change.ts";
import type { Git } from "../change/git.ts";
import type { OpenDocument } from "../context/piece.ts";
import type { Fault, Failure, Notice, Remark } from "../contract/failure.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { Depth, Scope } from "../contract/scope.ts";
import type { Ask } from "../model/asking.ts";
import type { ScanSecrets } from "../privacy/cleared.ts";
import type { CountTokens } from "../prompt/plan.ts";

export interface ReviewRequest {
  readonly scope: Scope;
  /** Absolute path of a folder inside the repository to review. */
  readonly folder: string;
  readonly depth: Depth;
  readonly settings: ReviewSettings;
}

/** The settings that shape a review; names and defaults are those of `secondLook.*`. */
export interface ReviewSettings {
  readonly model: string;
  /** Tokens; prompt and reserve together. */
  readonly contextLimit: number;
  /** Tokens. */
  readonly outputReserve: number;
  readonly includeOpenFiles: boolean;
  /** Globs in the form of `.gitignore`, relative to the repository's root. */
  readonly exclude: readonly string[];
  /** Extra wishes of the workspace; data like every other rule. */
  readonly instructions: string;
  /** A language's name for titles and explanations; empty: the model's choice (English). */
  readonly answerLanguage: string;
}

/** What is about to be sent, and what it may cost at worst. */
export interface Estimate {
  readonly repository: ReviewedRepository;
  readonly model: string;
  readonly files: number;
  /** Of the first round of all parts together. */
  readonly inputTokens: number;
  /** All rounds of the depth at list price, nothing read from a cache; null when the price is not known. */
  readonly worstUsd: number | null;
  /** The same for another model. */
  readonly worstUsdWith: (model: string) => number | null;
}

export type Leave =
  | { readonly kind: "granted"; readonly ask: Ask; readonly remarks: readonly Remark[] }
  | { readonly kind: "refused"; readonly fault: Fault };

/** Turns codes into the words of an edge. */
export interface Words {
  failure(fault: Fault): Failure;
  notice(remark: Remark): Notice;
  /** The summary where no model wrote one. `nothingReadable`: paths differ, but none holds text that may be looked at. */
  summary(kind: "nothingToReview" | "nothingReadable" | "cancelled" | "failed"): string;
}

/** Enough for everything up to the wire. */
export interface PreparePorts {
  readonly git: Git;
  readonly scan: ScanSecrets;
  readonly count: CountTokens;
  /** Visible documents first, then recent ones; none on the command line. */
  openDocuments(root: string): Promise<readonly OpenDocument[]>;
  unsavedTexts(root: string): Promise<readonly UnsavedText[]>;
  /** A secret of the installation: delimiters and placeholders are derived from it. */
  readonly installationKey: string;
}

export interface ReviewPorts extends PreparePorts {
  /** Consent, key and budget. Asked once before every review, with the worst price in hand. */
  permit(estimate: Estimate, signal: AbortSignal): Promise<Leave>;
  readonly words: Words;
  /** Milliseconds since 1970. */
  now(): number;
}
