/** Makes of what a person or a program asked for what can be reviewed: which folders, which scope, which files not. */

import { homedir } from "node:os";
import path from "node:path";
import type { Git } from "../change/git.ts";
import { listBranches } from "../change/history.ts";
import type { Repository } from "../change/repository.ts";
import type { ComparingScope } from "../change/sides.ts";
import type { Scope } from "../contract/scope.ts";
import type { UntickedFile } from "../review/ports.ts";
import { findRepositories, workspaceFolders } from "./choosing.ts";
import { chooseCommit, chooseRange } from "./pickCommits.ts";
import { chooseBranch, chooseExtent, chooseKind, type Reach } from "./pickers.ts";
import { untickAllBut, untickSome, type Listing } from "./pickFiles.ts";
import type { Choice } from "./picking.ts";
import { fileInSight, selectionInSight } from "./pickText.ts";
import { asking, type Asked, type Wanted, type WantedFiles } from "./wanted.ts";

export interface Target {
  readonly scope: Scope;
  /** At least one. */
  readonly folders: readonly string[];
  readonly unticked: readonly UntickedFile[];
}

export interface Means {
  readonly git: Git;
  readonly signal: AbortSignal;
}

export async function resolve(wanted: Wanted, { git, signal }: Means): Promise<Choice<Target>> {
  const asked = await askFirst(wanted, signal);
  if (asked.kind !== "chosen") return asked;
  const { scope, ask } = asked.value;
  if (scope.kind === "files" || scope.kind === "selection") {
    return { kind: "chosen", value: { scope, folders: foldersFor(scope), unticked: [] } };
  }

  const reach = reachOf(scope, ask);
  const found = await findRepositories({ folders: wanted.folders, reach, git, signal });
  if (found.kind !== "chosen") return found;
  const repositories = found.value;
  const decided = await decide({ scope, ask, repositories, git, signal });
  if (decided.kind !== "chosen") return decided;
  const unticked = await untick(wanted.files, { scope: decided.value, repositories, git, signal });
  if (unticked.kind !== "chosen") return unticked;
  const folders = repositories.map(({ root }) => root);
  return { kind: "chosen", value: { scope: decided.value, folders, unticked: unticked.value } };
}

/** Where a person has to say first what it is about. */
async function askFirst({ scope, ask }: Wanted, signal: AbortSignal): Promise<Choice<Asked>> {
  if (ask === "file" || ask === "selection") {
    const seen = ask === "file" ? fileInSight() : selectionInSight();
    return seen.kind === "chosen" ? { kind: "chosen", value: { scope: seen.value, ask: "nothing" } } : seen;
  }
  if (ask !== "kind") return { kind: "chosen", value: { scope, ask } };
  const chosen = await chooseKind(signal);
  return chosen.kind === "chosen" ? { kind: "chosen", value: asking[chosen.value] } : chosen;
}

/** A commit, and a branch that is named, are those of one repository. */
function reachOf(scope: ComparingScope, ask: Wanted["ask"]): Reach {
  switch (scope.kind) {
    case "uncommitted":
    case "staged":
    case "unstaged":
      return "each";
    case "branch":
      return scope.base === null ? "each" : "one";
    case "last":
      return ask === "range" ? "one" : "each";
    default:
      return "one";
  }
}

interface Deciding extends Means {
  readonly scope: ComparingScope;
  readonly ask: Wanted["ask"];
  readonly repositories: readonly Repository[];
}

async function decide({ scope, ask, repositories, git, signal }: Deciding): Promise<Choice<ComparingScope>> {
  const [repository] = repositories;
  const isOne = repository !== undefined && repositories.length === 1;
  if (!isOne) return ask === "branch" ? chooseExtent(null, signal) : { kind: "chosen", value: scope };
  const within = { repository, git, signal };
  switch (ask) {
    case "branch":
      return chooseBranch(within);
    case "base":
      return (await isClear(within)) ? { kind: "chosen", value: scope } : chooseBranch(within);
    case "commit":
      return chooseCommit(within);
    case "range":
      return chooseRange(within);
    default:
      return { kind: "chosen", value: scope };
  }
}

async function isClear(within: Means & { readonly repository: Repository }): Promise<boolean> {
  const listed = await listBranches(within);
  return listed.kind === "failed" || listed.guess !== null;
}

async function untick(files: WantedFiles, listing: Listing): Promise<Choice<readonly UntickedFile[]>> {
  switch (files.kind) {
    case "all":
      return { kind: "chosen", value: [] };
    case "ask":
      return untickSome(listing);
    case "only":
      return untickAllBut(files.files, listing);
    case "without":
      return { kind: "chosen", value: files.unticked };
  }
}

/** Where relative names count from. The files themselves say which repositories they are in, if any. */
function foldersFor(scope: Extract<Scope, { kind: "files" | "selection" }>): readonly string[] {
  const folders = workspaceFolders();
  if (folders.length > 0) return folders;
  const [file = ""] = scope.kind === "files" ? scope.files : [scope.file];
  return [path.isAbsolute(file) ? path.dirname(file) : homedir()];
}
