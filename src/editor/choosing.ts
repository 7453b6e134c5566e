/** Finds out which repository a review is about: the one there is, or the one a person chooses. */

import path from "node:path";
import * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import { locate, type Repository } from "../change/repository.ts";
import type { Fault } from "../contract/failure.ts";
import { pathIn } from "./places.ts";
import { chooseRepository, type Choice } from "./pickers.ts";

/** `folder`: where to look; null looks in the folders of the workspace. */
export async function findRepository(
  folder: string | null,
  git: Git,
  signal: AbortSignal,
): Promise<Choice<Repository>> {
  const folders = folder === null ? workspaceFolders() : [folder];
  const found = new Map<string, Repository>();
  let fault: Fault | null = null;
  for (const each of folders) {
    const located = await locate({ folder: each, git, signal });
    if (located.kind === "failed") fault ??= located.fault;
    if (located.kind === "one") found.set(located.repository.root, located.repository);
    if (located.kind === "several") {
      for (const root of located.roots) {
        const one = await locate({ folder: root, git, signal });
        if (one.kind === "one") found.set(one.repository.root, one.repository);
      }
    }
  }

  const [only, ...others] = found.values();
  if (only === undefined) {
    return { kind: "failed", fault: fault ?? { code: "noRepository", args: { folder: folders[0] ?? "" } } };
  }
  if (others.length === 0) return { kind: "chosen", value: only };
  return chooseRepository(await likeliestFirst([only, ...others]), signal);
}

/** The folder of the workspace whose settings count for a repository. */
export function workspaceFolderOf(root: string): vscode.Uri | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const holding = folders.find(({ uri }) => !path.relative(uri.fsPath, root).startsWith(".."));
  return (holding ?? folders[0])?.uri;
}

function workspaceFolders(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
}

/** The repository of the file that is being looked at comes first. */
async function likeliestFirst(repositories: readonly Repository[]): Promise<readonly Repository[]> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return repositories;
  const holds = await Promise.all(repositories.map(async ({ root }) => (await pathIn(root, uri)) !== null));
  return [
    ...repositories.filter((_, index) => holds[index]),
    ...repositories.filter((_, index) => !holds[index]),
  ];
}
