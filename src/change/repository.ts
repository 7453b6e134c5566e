/** Finds the repository that a folder means: the one around it, or the one inside it. */

import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "../contract/failure.ts";
import type { Git } from "./git.ts";
import { explain } from "./explain.ts";
import { failed, GitError, settle } from "./gitError.ts";
import { protect, refuseOld } from "./protect.ts";

export interface Repository {
  /** Absolute real path of the work tree. */
  readonly root: string;
  /** The folder's name. */
  readonly id: string;
  /** Absolute; the one of this work tree where a repository has several. */
  readonly gitDir: string;
  readonly index: string;
  readonly objects: string;
}

export type Located =
  | { readonly kind: "one"; readonly repository: Repository }
  | { readonly kind: "none" }
  /** Absolute real paths, sorted. */
  | { readonly kind: "several"; readonly roots: readonly string[] }
  | { readonly kind: "failed"; readonly fault: Fault };

export interface Search {
  readonly git: Git;
  readonly signal: AbortSignal;
}

/** A repository around `folder` wins; without one, those one or two levels below count. */
export async function locate(options: Search & { readonly folder: string }): Promise<Located> {
  return settle(async () => {
    const folder = await realpath(options.folder).catch(() => null);
    if (folder === null || !(await lstat(folder)).isDirectory()) return { kind: "none" };
    const around = await repositoryAround(folder, options);
    if (around !== null) return { kind: "one", repository: around };

    const roots = await rootsBelow(folder, 2);
    const [only] = roots;
    if (only === undefined) return { kind: "none" };
    if (roots.length > 1) return { kind: "several", roots };
    const inside = await repositoryAround(only, options);
    return inside === null ? { kind: "none" } : { kind: "one", repository: inside };
  });
}

/** The repository whose work tree holds `folder` (absolute, real); null without one. Throws `GitError`. */
export async function repositoryAround(folder: string, { git, signal }: Search): Promise<Repository | null> {
  refuseOld(git);
  const places = ["--show-toplevel", "--git-dir", "--git-path", "index", "--git-path", "objects"];
  const result = await git.run({ folder, args: ["rev-parse", "--path-format=absolute", ...places], signal });
  if (result.kind === "failed") throw new GitError(result.fault);
  if (result.code !== 0) {
    if (result.message.includes("not a git repository (or any")) return null;
    const { config } = await protect({ git, folder, signal });
    throw failed(explain(result.message, config) ?? "git found no work tree here.");
  }

  const lines = result.out
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => path.normalize(line));
  const [root, gitDir, index, objects, ...more] = lines;
  if (
    root === undefined ||
    gitDir === undefined ||
    index === undefined ||
    objects === undefined ||
    more.length > 0
  ) {
    throw failed("the name of the repository's folder holds a line break.");
  }
  if (!(await holds(root, gitDir)))
    throw new GitError({ code: "gitUnsafe", args: { setting: "core.worktree" } });
  return { root: await realpath(root), id: path.basename(root), gitDir, index, objects };
}

/** Whether the work tree is the folder in which `.git` lies; else a setting makes git read files of another place. */
async function holds(root: string, gitDir: string): Promise<boolean> {
  const entry = path.join(root, ".git");
  try {
    const { [1]: named } = (await lstat(entry)).isFile()
      ? (/^gitdir: (.+)/.exec(await readFile(entry, "utf8")) ?? [])
      : [];
    return (await realpath(path.resolve(root, named ?? ".git"))) === (await realpath(gitDir));
  } catch {
    return false;
  }
}

async function rootsBelow(folder: string, levels: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
  const found = folders.map(async ({ name }) => {
    const child = path.join(folder, name);
    if (await exists(path.join(child, ".git"))) return [child];
    return levels > 1 ? rootsBelow(child, levels - 1) : [];
  });
  return (await Promise.all(found)).flat().sort();
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
