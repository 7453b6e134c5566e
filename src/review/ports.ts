/** What the story needs from outside: the edges (editor, command line) and the tests each bring their own. */

import type { UnsavedText } from "../change/change.ts";
import type { Git } from "../change/git.ts";
import type { OpenDocument, Problem } from "../context/piece.ts";
import type { Definitions } from "../context/surroundings.ts";
import type { Wished } from "../context/wished.ts";
import type { Fault, Failure, Notice, Remark } from "../contract/failure.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { Depth, Scope } from "../contract/scope.ts";
import type { LocalWords } from "../finding/local.ts";
import type { Ask } from "../model/asking.ts";
import type { Profiles } from "../model/profiles.ts";
import type { ScanSecrets } from "../privacy/cleared.ts";
import type { CountTokens } from "../prompt/plan.ts";
import type { Layout } from "../prompt/previous.ts";
import type { ReadOutlines } from "../syntax/outline.ts";

export interface ReviewRequest {
  readonly scope: Scope;
  /** Absolute paths of folders, each in or around a repository to review. The first is where relative files count from. */
  readonly folders: readonly string[];
  readonly depth: Depth;
  readonly settings: ReviewSettings;
  /** What a person wants looked at in this run above all, in their own words; at most `longestFocus` characters count. */
  readonly focus?: string;
  /** Changed files that a person took out before the run. */
  readonly unticked: readonly UntickedFile[];
  /** What they want of the context. */
  readonly wished?: Wished;
  /** Where only some files are asked about, and in them only what is new: what a save wants. */
  readonly only?: OnlyNew;
  /** Where the model can be offered tools, and is at depth `deep`. */
  readonly tools?: ToolsOffered;
  /** The index that a hook of git was given; null outside of one. Counts only where it lies in the repository's git folder. */
  readonly hookIndex: string | null;
}

/** Characters. More is no focus. */
export const longestFocus = 2000;

/** The model may read tracked text of the version under review by itself, as far as the ceiling of a review goes. */
export interface ToolsOffered {
  /** USD; null: none. */
  readonly ceilingUsd: number | null;
}

export interface UntickedFile {
  /** Absolute real path of the work tree. */
  readonly root: string;
  /** Relative to it, with `/`. */
  readonly path: string;
}

export interface OnlyNew {
  /** Absolute real path of the work tree. */
  readonly root: string;
  /** Relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** Whether a hunk was looked at before; `mark` as in `Told`. */
  isKnown(mark: string): boolean;
}

/** The settings that shape a review; names and defaults are those of `secondLook.*`. */
export interface ReviewSettings {
  readonly model: string;
  /** What is known of models, by the table and by the person. */
  readonly profiles: Profiles;
  /** Tokens; prompt and reserve together. */
  readonly contextLimit: number;
  /** Tokens. */
  readonly outputReserve: number;
  readonly includeOpenFiles: boolean;
  /** Whether changed pictures go along as pictures, to models that read them. */
  readonly includeImages: boolean;
  /** A language's name for titles and explanations; empty: the model's choice (English). */
  readonly answerLanguage: string;
}

/** The settings that may differ from folder to folder. */
export interface FolderSettings {
  /** Globs in the form of `.gitignore`, relative to the repository's root. */
  readonly exclude: readonly string[];
  /** Extra wishes of the workspace; data like every other rule. */
  readonly instructions: string;
}

/** What is about to be sent, and what it may cost at worst. */
export interface Estimate {
  readonly repositories: readonly ReviewedRepository[];
  readonly model: string;
  readonly files: number;
  /** Pictures among what is sent: two for a file that was one before the change and is one after it. */
  readonly pictures: number;
  /** Of the first round of all parts together. */
  readonly inputTokens: number;
  /** What thinking and answers of that round may add at most. */
  readonly mostOutputTokens: number;
  /** Whether the model may read further text of these repositories by itself. */
  readonly reads: boolean;
  /** All rounds of the depth at list price, nothing read from a cache; null when the price is not known. */
  readonly worstUsd: number | null;
  /** The same for another model. */
  readonly worstUsdWith: (model: string) => number | null;
}

export type Leave =
  | { readonly kind: "granted"; readonly ask: Ask; readonly remarks: readonly Remark[] }
  | { readonly kind: "refused"; readonly fault: Fault };

/** Turns codes into the words of an edge. */
export interface Words extends LocalWords {
  failure(fault: Fault): Failure;
  notice(remark: Remark): Notice;
  /** The summary where no model wrote one. `nothingReadable`: paths differ, but none holds text that may be looked at. */
  summary(kind: "nothingToReview" | "nothingReadable" | "cancelled" | "failed"): string;
}

/** What was laid out last, so that the next prompt begins as the last one did. It fails nobody: what can't be kept is not. */
export interface Layouts {
  /** `of`: a name that tells nothing. */
  last(of: string): Promise<Layout | null>;
  keep(of: string, layout: Layout): Promise<void>;
}

/** Enough for everything up to the wire. */
export interface PreparePorts {
  readonly git: Git;
  readonly scan: ScanSecrets;
  readonly count: CountTokens;
  readonly outlines: ReadOutlines;
  readonly definitions: Definitions;
  /** Visible documents first, then recent ones; none on the command line. */
  openDocuments(root: string): Promise<readonly OpenDocument[]>;
  unsavedTexts(root: string): Promise<readonly UnsavedText[]>;
  /** What an editor holds of a file that a scope names: unsaved text, or an untitled document; null where the disk has it. */
  documentText(file: string): Promise<string | null>;
  /** What compilers and linters say of these paths (relative to `root`) as they are now; nothing on the command line. */
  problems(root: string, paths: readonly string[]): Promise<readonly Problem[]>;
  folderSettings(root: string): FolderSettings;
  /** A secret of the installation: delimiters and placeholders are derived from it. */
  readonly installationKey: string;
  /** Left out, each prompt is laid out as if it were the first. */
  readonly layouts?: Layouts;
  readonly words: Words;
}

export interface ReviewPorts extends PreparePorts {
  /** Consent, key and budget. Asked once before every review, with the worst price in hand. */
  permit(estimate: Estimate, signal: AbortSignal): Promise<Leave>;
  /** Milliseconds since 1970. */
  now(): number;
}
