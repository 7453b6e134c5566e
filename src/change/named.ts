/** Finds the repositories that a run names by their folders, and gives each an id of its own. */

import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "../contract/failure.ts";
import type { Git } from "./git.ts";
import { locate, type Repository } from "./repository.ts";

export type RepositoriesNamed =
  | { readonly kind: "located"; readonly repositories: readonly Repository[] }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Each once, in the order of the folders; one that can't be found fails all. */
export async function repositoriesNamed(options: {
  /** Absolute. */
  readonly folders: readonly string[];
  readonly git: Git;
  readonly hookIndex: string | null;
  readonly signal: AbortSignal;
}): Promise<RepositoriesNamed> {
  const { git, signal } = options;
  const found = new Map<string, Repository>();
  for (const folder of options.folders) {
    const located = await locate({ folder, git, signal });
    if (located.kind === "failed") return located;
    if (located.kind === "none") return failed({ code: "noRepository", args: { folder } });
    if (located.kind === "several") {
      return failed({ code: "severalRepositories", args: { folder, repositories: fewOf(located.roots) } });
    }
    found.set(located.repository.root, located.repository);
  }
  const repositories = withOwnIds([...found.values()]);
  return {
    kind: "located",
    repositories: await Promise.all(repositories.map(async (each) => inHook(each, options.hookIndex))),
  };
}

/** Two folders may have the same name. */
export function withOwnIds<R extends { readonly id: string }>(repositories: readonly R[]): readonly R[] {
  const taken = new Set<string>();
  return repositories.map((repository) => {
    let id = repository.id;
    for (let count = 2; taken.has(id); count += 1) id = `${repository.id}-${count}`;
    taken.add(id);
    return { ...repository, id };
  });
}

/** While git commits, it lets its hooks see an index beside the one of the repository; one elsewhere is not believed. */
async function inHook(repository: Repository, hookIndex: string | null): Promise<Repository> {
  if (hookIndex === null) return repository;
  const [folder, gitDir] = await Promise.all(
    [path.dirname(hookIndex), repository.gitDir].map(async (each) => realpath(each).catch(() => null)),
  );
  return folder !== null && folder === gitDir ? { ...repository, index: hookIndex } : repository;
}

function failed(fault: Fault): RepositoriesNamed {
  return { kind: "failed", fault };
}

/** Enough to recognise them by. */
function fewOf(roots: readonly string[]): string {
  const most = 8;
  return `${roots.slice(0, most).join(", ")}${roots.length > most ? ", …" : ""}`;
}
