/** The last commits of a real repository: what each adds, and a work tree that can stand at any of them. */

import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { plainGit, type PlainGit } from "../../support/rebuilding.ts";
import { removeAtEnd } from "../../support/vscode/processes.ts";
import type { AddedLines, Checkout, LineHunk, LineHunks } from "./use.ts";

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

export async function lineHunks({ git }: RealRepository, commit: string): Promise<LineHunks> {
  const args = ["diff-tree", "-p", "-r", "-M", "--root", "--unified=0", "--no-ext-diff", "--no-textconv"];
  const quiet = ["-c", "core.quotePath=false"];
  const printed = (await git([...quiet, ...args, "--diff-filter=AMR", "--no-commit-id", commit])).toString();
  const byPath = new Map<string, LineHunk[]>();
  let hunks: LineHunk[] = [];
  let left = 0;
  for (const line of printed.split("\n")) {
    const head = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (left > 0) left -= /^[-+]/.test(line) ? 1 : 0;
    else if (head !== null) {
      const [oldCount, newStart, newCount] = [Number(head[1] ?? 1), Number(head[2]), Number(head[3] ?? 1)];
      left = oldCount + newCount;
      hunks.push({ oldCount, newStart, newCount });
    } else if (line.startsWith("+++ b/")) {
      hunks = [];
      byPath.set(line.slice("+++ b/".length).replace(/\t$/, ""), hunks);
    }
  }
  return byPath;
}

export function addedIn(hunks: LineHunks): AddedLines {
  return new Map(
    [...hunks].map(([name, of]) => {
      const lines = of.flatMap(({ newStart, newCount }) =>
        Array.from({ length: newCount }, (_, at) => newStart + at),
      );
      return [name, new Set(lines)];
    }),
  );
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
