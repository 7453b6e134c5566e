/** Finds out which repositories a review is about: the one there is, or those that a person chooses. */

import { realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import { locate, type Repository } from "../change/repository.ts";
import type { Fault } from "../contract/failure.ts";
import { pathIn } from "./places.ts";
import { chooseRepositories, type Reach } from "./pickers.ts";
import type { Choice } from "./picking.ts";
import { words } from "./words.ts";

export interface Looking {
  /** Where to look; null looks in the folders of the workspace. */
  readonly folders: readonly string[] | null;
  /** Whether several of them can be looked at in one run. */
  readonly reach: Reach;
  readonly git: Git;
  readonly signal: AbortSignal;
}

/** At least one. Folders that were named are all meant; of those that were only found, a person chooses. */
export async function findRepositories(looking: Looking): Promise<Choice<readonly Repository[]>> {
  const { reach, signal } = looking;
  const folders = looking.folders ?? workspaceFolders();
  const found = new Map<string, Repository>();
  let several = folders.length > 1 && looking.folders === null;
  let fault: Fault | null = null;
  for (const folder of folders) {
    const located = await locate({ folder: await standing(folder), git: looking.git, signal });
    if (located.kind === "failed") fault ??= located.fault;
    if (located.kind === "one") found.set(located.repository.root, located.repository);
    if (located.kind !== "several") continue;
    several = true;
    for (const root of located.roots) {
      const one = await locate({ folder: root, git: looking.git, signal });
      if (one.kind === "failed") fault ??= one.fault;
      if (one.kind === "one") found.set(one.repository.root, one.repository);
    }
  }

  const repositories = [...found.values()];
  if (repositories.length === 0) {
    return { kind: "failed", fault: fault ?? { code: "noRepository", args: { folder: folders[0] ?? "" } } };
  }
  if (fault !== null) {
    // Those that were named are all meant; of those that were only found, the others can still be looked at.
    if (looking.folders !== null) return { kind: "failed", fault };
    sayLeftOut(fault);
  }
  if (repositories.length === 1 || (!several && reach === "each"))
    return { kind: "chosen", value: repositories };
  return chooseRepositories({ repositories: await likeliestFirst(repositories), reach, signal });
}

function sayLeftOut(fault: Fault): void {
  const { message, nextStep } = words.failure(fault);
  void vscode.window.showWarningMessage(
    vscode.l10n.t("Second Look: One repository is left out. {0} {1}", message, nextStep),
  );
}

export function workspaceFolders(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
}

/** The folder itself, or where it stood: a change may have deleted the folder that a menu named. */
async function standing(folder: string): Promise<string> {
  const isThere = await realpath(folder).then(
    () => true,
    () => false,
  );
  const above = path.dirname(folder);
  return isThere || above === folder ? folder : standing(above);
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
