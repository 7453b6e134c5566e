/** What a person, a menu or a program asks for, as far as they say it. */

import path from "node:path";
import type { Outcome, ReviewedRepository } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import type { UntickedFile } from "../review/ports.ts";
import { changedFilesFrom, filesFrom, folderFrom, groupFrom, type Named } from "./menus.ts";
import { calledWith } from "./scopes.ts";

export interface Wanted {
  readonly scope: Scope;
  readonly ask: Question;
  /** Folders of the repositories that are meant; null where nobody named one. */
  readonly folders: readonly string[] | null;
  readonly files: WantedFiles;
  /** Who looks at it. */
  readonly by: "model" | "practice";
  /** What to look at above all; left out, nothing in particular. */
  readonly focus?: WantedFocus;
}

export type WantedFocus = { readonly kind: "ask" } | { readonly kind: "said"; readonly text: string };

/** What is left to find out. A base is asked for only where it is not clear; file and selection are those of the editor. */
export type Question = "nothing" | "kind" | "branch" | "base" | "commit" | "range" | "file" | "selection";

export type WantedFiles =
  | { readonly kind: "all" }
  /** A person takes some out. */
  | { readonly kind: "ask" }
  | { readonly kind: "only"; readonly files: readonly Named[] }
  /** As they were taken out before. */
  | { readonly kind: "without"; readonly unticked: readonly UntickedFile[] };

export type Asked = Pick<Wanted, "scope" | "ask">;

/** What can be asked for, with the scope that stands for it until it is known. */
export const asking = {
  uncommitted: { scope: { kind: "uncommitted" }, ask: "nothing" },
  staged: { scope: { kind: "staged" }, ask: "nothing" },
  unstaged: { scope: { kind: "unstaged" }, ask: "nothing" },
  branch: { scope: { kind: "branch", base: null }, ask: "branch" },
  commit: { scope: { kind: "commit", commit: "HEAD" }, ask: "commit" },
  range: { scope: { kind: "last", commits: 1 }, ask: "range" },
  kind: { scope: { kind: "uncommitted" }, ask: "kind" },
  file: { scope: { kind: "files", files: [] }, ask: "file" },
  selection: { scope: { kind: "files", files: [] }, ask: "selection" },
} as const satisfies Readonly<Record<string, Asked>>;

/** A program names the scope; of a person it is what the command is called, and where the menu was. */
export function wantedBy(args: readonly unknown[], about: keyof typeof asking): Wanted {
  const called = calledWith(args[0]);
  if (called.kind === "wrongly") throw new TypeError("This is no scope that can be reviewed.");
  if (called.kind === "with") return wantedFor(called.scope);
  const named = changedFilesFrom(args);
  return {
    ...asking[about],
    folders: foldersFrom(args, named),
    files: named === null ? { kind: "all" } : { kind: "only", files: named },
    by: "model",
  };
}

export function wantedFor(scope: Scope): Wanted {
  const ask = scope.kind === "branch" && scope.base === null ? "base" : "nothing";
  return { scope, ask, folders: null, files: { kind: "all" }, by: "model" };
}

/** Whole files: those that were chosen in a menu, or the editor's. `nameOf` says how a scope names a document, if it can. */
export function filesWantedBy(args: readonly unknown[], nameOf: (uri: Named) => string | null): Wanted {
  const chosen = calledWith(args[0]).kind === "plainly" ? filesFrom(args) : null;
  const files = (chosen ?? []).flatMap((uri) => nameOf(uri) ?? []);
  return files.length === 0 ? wantedBy([args[0]], "file") : wantedFor({ kind: "files", files });
}

/** The same once more: of the same repositories, without what was taken out, with the same focus, by whoever looked at it. */
export function wantedAgain(outcome: Outcome): Wanted {
  const { scope, repositories, focus, notices } = outcome;
  const unticked = untickedIn(outcome);
  const folders = repositories.filter((each) => !isSubmodule(each, repositories)).map(({ root }) => root);
  return {
    ...wantedFor(scope),
    folders: folders.length === 0 ? null : folders,
    files: unticked.length === 0 ? { kind: "all" } : { kind: "without", unticked },
    by: notices.some(({ code }) => code === "practice") ? "practice" : "model",
    ...(focus === "" ? {} : { focus: { kind: "said", text: focus } as const }),
  };
}

/** What a person took out of a review. */
export function untickedIn({ repositories, coverage }: Outcome): readonly UntickedFile[] {
  const roots = new Map(repositories.map(({ id, root }) => [id, root]));
  return coverage.files
    .filter(({ reason }) => reason === "unticked")
    .map(({ repository, path }) => ({ root: roots.get(repository) ?? "", path }));
}

/** It comes with the repository that holds it, which says what its change is. */
function isSubmodule({ id, root }: ReviewedRepository, all: readonly ReviewedRepository[]): boolean {
  return all.some(
    (other) => id.startsWith(`${other.id}/`) && root === path.join(other.root, id.slice(other.id.length + 1)),
  );
}

function foldersFrom(args: readonly unknown[], named: readonly Named[] | null): readonly string[] | null {
  const folder = folderFrom(args[0]);
  if (folder !== null) return [folder];
  const files = named ?? groupFrom(args[0])?.slice(0, 1) ?? [];
  return files.length === 0 ? null : [...new Set(files.map(({ fsPath }) => path.dirname(fsPath)))];
}
