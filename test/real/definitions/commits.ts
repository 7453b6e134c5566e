/** The last commits of a real repository: what each adds, and a work tree that can stand at any of them. */

import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { plainGit, type PlainGit } from "../../support/rebuilding.ts";
import { removeAtEnd } from "../../support/vscode/processes.ts";
import type { AddedLines, Checkout } from "./use.ts";

export interface RealRepository {
  readonly root: string;
  readonly name: string;
  readonly git: PlainGit;
}

export function realRepository(folder: string): RealRepository {
  const root = path.resolve(folder);
  return { root, name: path.basename(root), git: plainGit(root) };
}

/** The newest first, without merges: their lines were added by others. */
export async function commitsOf({ git }: RealRepository): Promise<readonly string[]> {
  return (await git(["rev-list", "--no-merges", "HEAD"])).toString().trimEnd().split("\n");
}

export async function addedLines({ git }: RealRepository, commit: string): Promise<AddedLines> {
  const args = ["diff-tree", "-p", "-r", "-M", "--root", "--unified=0", "--no-ext-diff", "--no-textconv"];
  const quiet = ["-c", "core.quotePath=false"];
  const printed = (await git([...quiet, ...args, "--diff-filter=AMR", "--no-commit-id", commit])).toString();
  const added = new Map<string, Set<number>>();
  let lines = new Set<number>();
  let left = 0;
  for (const line of printed.split("\n")) {
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (left > 0) left -= /^[-+]/.test(line) ? 1 : 0;
    else if (hunk !== null) {
      const [start, count] = [Number(hunk[2]), Number(hunk[3] ?? 1)];
      left = Number(hunk[1] ?? 1) + count;
      for (let at = start; at < start + count; at += 1) lines.add(at);
    } else if (line.startsWith("+++ b/")) {
      lines = new Set();
      added.set(line.slice("+++ b/".length).replace(/\t$/, ""), lines);
    }
  }
  return added;
}

/** A clone in a temporary folder, moved from commit to commit; the repository itself is only read. */
export async function standingAt(
  repository: RealRepository,
): Promise<(commit: string, added: AddedLines) => Promise<Checkout>> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-definitions-")));
  removeAtEnd(root);
  await repository.git(["clone", "--quiet", "--shared", "--no-checkout", repository.root, root]);
  const git = plainGit(root);
  return async (commit, added) => {
    await git(["checkout", "--quiet", "--force", "--detach", commit]);
    const listed = (await git(["ls-files", "-z"])).toString().split("\0");
    return { root, tracked: new Set(listed.filter((name) => name !== "")), added };
  };
}
