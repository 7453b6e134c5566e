/** What a person asks to have reviewed. */

/**
 * One review looks at one scope. Enums may grow: a reader keeps kinds it does not know.
 *
 * - `uncommitted`: HEAD against the working tree: staged, unstaged, untracked and unsaved text together.
 * - `staged`: HEAD against the index, in the index's text whatever the working tree holds.
 * - `unstaged`: the index against the working tree, with untracked and unsaved text.
 * - `branch`: the merge base of `base` and HEAD against the working tree, or against HEAD when `committed`.
 *   `base: null` lets the repository decide.
 * - `commit`: one commit against its first parent (a root commit against the empty tree).
 * - `range`: as `git diff` takes it: `A..B` compares the two, `A...B` starts at their merge base; an end that is left
 *   out is HEAD.
 * - `last`: the last so many commits of HEAD, counted along first parents; all of them where there are fewer.
 * - `files`: whole files, of which every line counts as changed.
 * - `selection`: some lines of a file, shown with the definition around them.
 *
 * A file is a path (absolute, or relative to the folder of the run) or the URI of an untitled document.
 */
export type Scope =
  | { readonly kind: "uncommitted" }
  | { readonly kind: "staged" }
  | { readonly kind: "unstaged" }
  | { readonly kind: "branch"; readonly base: string | null; readonly committed?: boolean }
  | { readonly kind: "commit"; readonly commit: string }
  | { readonly kind: "range"; readonly range: string }
  | { readonly kind: "last"; readonly commits: number }
  | { readonly kind: "files"; readonly files: readonly string[] }
  | {
      readonly kind: "selection";
      readonly file: string;
      /** 1-based, inclusive. */
      readonly startLine: number;
      readonly endLine: number;
    };

/** How thorough a review is; each depth includes the one before. */
export type Depth = "quick" | "standard" | "deep";
