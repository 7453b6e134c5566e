/** What branches and commits hold, for whoever chooses among them: how far they are apart, and how large they are. */

import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import { walking, type Along } from "./history.ts";
import { protect } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { resolveBranch } from "./revisions.ts";

interface Place {
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
}

/** Seen from HEAD. */
export interface Apart {
  /** Commits that HEAD has and the branch has not. */
  readonly ahead: number;
  readonly behind: number;
}

/** Against the first parent. */
export interface Size {
  readonly files: number;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
}

/** By the branches' names; what git can't tell is missing. */
export async function measureBranches(
  options: Place & { readonly branches: readonly string[] },
): Promise<ReadonlyMap<string, Apart>> {
  const { repository, signal, branches } = options;
  const found = new Map<string, Apart>();
  await settle(async () => {
    const git = await protect({ git: options.git, folder: repository.root, signal });
    for (const name of branches) {
      const commit = await resolveBranch(git, name);
      if (commit === null) continue;
      const args = ["rev-list", "--left-right", "--count", "--end-of-options", `${commit}...HEAD`, "--"];
      const [behind, ahead] = (await git.run(args)).toString().trim().split("\t").map(Number);
      if (ahead !== undefined && behind !== undefined) found.set(name, { ahead, behind });
    }
  });
  return found;
}

/** Of the same commits that `listCommits` lists, by their ids; none where git can't tell. */
export async function measureCommits(
  options: Place & { readonly most: number; readonly along?: Along },
): Promise<ReadonlyMap<string, Size>> {
  const { repository, signal, most, along = "all" } = options;
  const measured = await settle(async () => {
    const git = await protect({ git: options.git, folder: repository.root, signal });
    const shape = [
      "--diff-merges=first-parent",
      "--shortstat",
      "--no-renames",
      "--no-ext-diff",
      "--no-textconv",
    ];
    const args = [
      `--max-count=${most}`,
      "--format=%x00%H%x00",
      "--no-notes",
      "--no-show-signature",
      ...shape,
    ];
    return (await git.run(["log", ...args, ...walking[along], "--end-of-options", "HEAD", "--"]))
      .toString()
      .split("\0")
      .slice(1);
  });
  if (!Array.isArray(measured)) return new Map();
  return new Map(measured.flatMap((id, at) => (at % 2 === 0 ? [[id, sizeIn(measured[at + 1] ?? "")]] : [])));
}

/** ` 3 files changed, 5 insertions(+), 2 deletions(-)`; what there is none of is left out, an empty change says nothing. */
function sizeIn(text: string): Size {
  const count = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);
  return {
    files: count(/(\d+) files? changed/),
    added: count(/(\d+) insertion/),
    removed: count(/(\d+) deletion/),
  };
}
