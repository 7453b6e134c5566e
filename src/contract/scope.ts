/** What a person asks to have reviewed. */

/**
 * One review looks at one scope. Enums may grow: a reader keeps kinds it does not know.
 *
 * - `uncommitted`: HEAD against the working tree: staged, unstaged, untracked and unsaved text together.
 * - `branch`: the merge base of `base` and HEAD against the working tree. `base: null` lets the repository decide.
 * - `commit`: one commit against its first parent (a root commit against the empty tree).
 */
export type Scope =
  | { readonly kind: "uncommitted" }
  | { readonly kind: "branch"; readonly base: string | null }
  | { readonly kind: "commit"; readonly commit: string };

/** How thorough a review is; each depth includes the one before. */
export type Depth = "quick" | "standard" | "deep";
