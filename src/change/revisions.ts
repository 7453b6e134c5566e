/** Names of versions and what they stand for: commits, parents, merge bases, and the branch a review would compare with. */

import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn } from "./records.ts";

export interface Base {
  /** As people write it: `main`, `origin/main`. */
  readonly name: string;
  readonly commit: string;
}

/** The full id of a commit; null when there is none of that name. */
export async function resolve(git: ProtectedGit, revision: string): Promise<string | null> {
  if (revision.includes("\0")) return null;
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  // 128 is its answer to a time that the log of a branch does not reach, or a text that no commit holds.
  const answer = await git.ask(args, { no: [1, 128] });
  // `^name` excludes a commit and is no name of one.
  return answer === null || answer.toString().startsWith("^") ? null : idIn(answer);
}

/** A branch wins over a tag of the same name. */
export async function resolveBranch(git: ProtectedGit, name: string): Promise<string | null> {
  for (const revision of [`refs/heads/${name}`, `refs/remotes/${name}`, name]) {
    const commit = await resolve(git, revision);
    if (commit !== null) return commit;
  }
  return null;
}

/** The commit that HEAD names; null before the first one. */
export async function headOf(git: ProtectedGit): Promise<string | null> {
  const named = await git.ask(["rev-parse", "--verify", "--quiet", "HEAD"]);
  return named === null ? null : idIn(named);
}

/** The first parent as the commit itself names it; null for a root. */
export async function parentOf(git: ProtectedGit, commit: string): Promise<string | null> {
  const text = (await git.run(["cat-file", "commit", commit])).toString();
  const parent = /^tree [0-9a-f]+\nparent ([0-9a-f]+)\n/.exec(text)?.[1];
  if (parent === undefined) return null;
  if ((await resolve(git, parent)) === null) {
    throw failed(
      "the commit before this one is not here: the clone is shallow. `git fetch --deepen=1` brings it.",
    );
  }
  return parent;
}

/** So many first parents before a commit; null where the history begins later. Throws `GitError` where the clone does. */
export async function ancestorOf(git: ProtectedGit, commit: string, steps: number): Promise<string | null> {
  const ancestor = await resolve(git, `${commit}~${steps}`);
  if (ancestor !== null) return ancestor;
  const args = ["rev-list", "--first-parent", "--max-parents=0", "--max-count=1", "--end-of-options", commit];
  const root = idIn(await git.run(args));
  // A shallow clone's oldest commit looks like a root to git, but names a parent.
  await parentOf(git, root);
  return null;
}

/** Null when the two have no commit in common. */
export async function mergeBaseOf(git: ProtectedGit, a: string, b: string): Promise<string | null> {
  const found = await git.ask(["merge-base", "--end-of-options", a, b]);
  return found === null ? null : idIn(found);
}

/** The upstream when it is another branch than the current one's own copy, then the remote's default, then the usual names. */
export async function guessBase(git: ProtectedGit): Promise<Base | null> {
  const current = await symbolic(git, "HEAD");
  const candidates = [
    await upstreamOf(git, current),
    await symbolic(git, "refs/remotes/origin/HEAD"),
    ...["main", "master"].flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]),
  ];
  for (const ref of candidates) {
    if (ref === null || ref === current) continue;
    const commit = await resolve(git, ref);
    if (commit !== null) return { name: ref.replace(/^refs\/(heads|remotes)\//, ""), commit };
  }
  return null;
}

async function upstreamOf(git: ProtectedGit, branch: string | null): Promise<string | null> {
  if (branch === null) return null;
  const upstream = (await git.run(["for-each-ref", "--format=%(upstream)", "--end-of-options", branch]))
    .toString()
    .trim();
  const name = branch.replace(/^refs\/heads\//, "");
  const isOwnCopy = upstream.replace(/^refs\/remotes\/[^/]+\//, "") === name;
  return upstream === "" || isOwnCopy ? null : upstream;
}

async function symbolic(git: ProtectedGit, ref: string): Promise<string | null> {
  return (await git.ask(["symbolic-ref", "--quiet", ref]))?.toString().trim() ?? null;
}
