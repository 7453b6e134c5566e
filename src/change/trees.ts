/** Turns a scope into the two trees that are compared. */

import type { ComparedSide } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import { writeWorkingTree, type NotRead, type Overlay } from "./overlay.ts";
import { failed, GitError } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn } from "./records.ts";
import { guessBase, headOf, mergeBaseOf, parentOf, resolve, resolveBranch } from "./revisions.ts";

export interface TreeSide extends ComparedSide {
  /** The id of a tree, or of a commit that has it. */
  readonly tree: string;
}

export interface Trees {
  readonly base: TreeSide;
  readonly head: TreeSide;
  /** Paths of `head` that were named without being read. */
  readonly notRead: ReadonlyMap<string, NotRead>;
}

export async function twoTrees(scope: Scope, overlay: Overlay): Promise<Trees> {
  const { git } = overlay;
  switch (scope.kind) {
    case "uncommitted": {
      const commit = await headOf(git);
      const tree = commit ?? (await emptyTree(git));
      return { base: { label: "HEAD", commit, tree }, ...(await workingSide(overlay)) };
    }
    case "branch": {
      const { name, commit } = await baseOf(scope.base, git);
      return { base: { label: name, commit, tree: commit }, ...(await workingSide(overlay)) };
    }
    case "commit": {
      const commit = await resolve(git, scope.commit);
      if (commit === null) throw unknown(scope.commit);
      return {
        base: await before(commit, git),
        head: { label: short(commit), commit, tree: commit },
        notRead: new Map(),
      };
    }
  }
}

async function workingSide(overlay: Overlay): Promise<{ head: TreeSide; notRead: Trees["notRead"] }> {
  const { tree, notRead } = await writeWorkingTree(overlay);
  return { head: { label: "working tree", commit: null, tree }, notRead };
}

/** The base's name with the commit at which the current work left it. */
async function baseOf(wanted: string | null, git: ProtectedGit): Promise<{ name: string; commit: string }> {
  const tip =
    wanted === null ? await guessBase(git) : { name: wanted, commit: await resolveBranch(git, wanted) };
  if (tip === null) throw new GitError({ code: "noBase" });
  if (tip.commit === null) throw unknown(tip.name);
  const head = await headOf(git);
  if (head === null) throw unknown("HEAD");
  const commit = await mergeBaseOf(git, tip.commit, head);
  if (commit === null)
    throw failed(`${tip.name} and HEAD have no commit in common, as far as this clone reaches.`);
  return { name: tip.name, commit };
}

async function before(commit: string, git: ProtectedGit): Promise<TreeSide> {
  const parent = await parentOf(git, commit);
  if (parent === null) return { label: "empty tree", commit: null, tree: await emptyTree(git) };
  return { label: short(parent), commit: parent, tree: parent };
}

async function emptyTree(git: ProtectedGit): Promise<string> {
  return idIn(await git.run(["mktree"]));
}

function short(commit: string): string {
  return commit.slice(0, 8);
}

function unknown(revision: string): GitError {
  return new GitError({ code: "badRevision", args: { revision: revision.slice(0, 300) } });
}
