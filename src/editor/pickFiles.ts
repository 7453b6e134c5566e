/** Lets a person take files of a change out before it is reviewed. */

import * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import { listChanged, type ListedFile } from "../change/listed.ts";
import type { Repository } from "../change/repository.ts";
import type { ComparingScope } from "../change/sides.ts";
import type { UntickedFile } from "../review/ports.ts";
import { unsavedTextsIn } from "./documents.ts";
import type { Named } from "./menus.ts";
import { pickSome, type Choice, type Item } from "./picking.ts";
import { pathIn } from "./places.ts";
import { plain } from "./plain.ts";

export interface Listing {
  readonly scope: ComparingScope;
  readonly repositories: readonly Repository[];
  readonly git: Git;
  readonly signal: AbortSignal;
}

interface Changed extends Omit<ListedFile, "change"> {
  readonly repository: Repository;
  readonly change: ListedFile["change"] | "unsaved" | "submodule";
}

/** Shows every file of the change, ticked; resolves to those that were taken out. A person who leaves nothing is told so. */
export async function untickSome(listing: Listing): Promise<Choice<readonly UntickedFile[]>> {
  const listed = await list(listing);
  // An empty change is for the review to tell of: it names what was compared.
  if (listed.kind !== "chosen" || listed.value.length === 0) return taken(listed, () => true);
  const groups = listing.repositories
    .map(({ id, root }) => ({
      name: plain(id),
      items: listed.value.filter(({ repository }) => repository.root === root).map(itemOf),
    }))
    .filter(({ items }) => items.length > 0);
  const question = vscode.l10n.t("Untick what is not to be looked at.");
  const picked = await pickSome({ question, groups, signal: listing.signal });
  if (picked.kind !== "chosen") return picked;
  const kept = new Set(picked.value);
  if (kept.size === 0) {
    const nothing = vscode.l10n.t("Second Look: No file is ticked, so there is nothing to review.");
    void vscode.window.showInformationMessage(nothing);
    return { kind: "dismissed" };
  }
  return taken(listed, (file) => kept.has(file));
}

/** Takes out all but some files, each named by its URI. */
export async function untickAllBut(
  files: readonly Named[],
  listing: Listing,
): Promise<Choice<readonly UntickedFile[]>> {
  const wanted = new Set<string>();
  for (const { root } of listing.repositories) {
    for (const file of files) wanted.add(keyOf(root, await pathIn(root, file)));
  }
  return taken(await list(listing), ({ repository, path }) => wanted.has(keyOf(repository.root, path)));
}

async function list({ scope, repositories, git, signal }: Listing): Promise<Choice<readonly Changed[]>> {
  const all: Changed[] = [];
  for (const repository of repositories) {
    const listed = await listChanged({ scope, repository, git, signal });
    if (listed.kind === "failed") return listed;
    const named = new Set(listed.files.map(({ path }) => path));
    const more = [
      ...listed.submodules.map((path) => ({ path, change: "submodule" as const })),
      ...(await unsavedIn(repository, scope)).map((path) => ({ path, change: "unsaved" as const })),
    ].filter(({ path }) => !named.has(path));
    all.push(...[...listed.files, ...more].map((file) => ({ oldPath: null, ...file, repository })));
  }
  return { kind: "chosen", value: all };
}

/** Files that differ only in what was typed: git does not know of it, but a review looks at it. */
async function unsavedIn({ root }: Repository, scope: ComparingScope): Promise<readonly string[]> {
  const isWorking =
    scope.kind === "uncommitted" ||
    scope.kind === "unstaged" ||
    (scope.kind === "branch" && scope.committed !== true);
  return isWorking ? (await unsavedTextsIn(root)).map(({ path }) => path) : [];
}

function taken(
  listed: Choice<readonly Changed[]>,
  isKept: (file: Changed) => boolean,
): Choice<readonly UntickedFile[]> {
  if (listed.kind !== "chosen") return listed;
  const out = listed.value.filter((file) => !isKept(file));
  return { kind: "chosen", value: out.map(({ repository, path }) => ({ root: repository.root, path })) };
}

function itemOf(value: Changed): Item<Changed> {
  const { path, oldPath, change } = value;
  return { label: plain(path), description: changeWords(plain(oldPath ?? ""))[change], picked: true, value };
}

function changeWords(oldPath: string): Readonly<Record<Changed["change"], string>> {
  return {
    added: vscode.l10n.t("new"),
    modified: vscode.l10n.t("changed"),
    deleted: vscode.l10n.t("deleted"),
    renamed: vscode.l10n.t("renamed from {0}", oldPath),
    modeChanged: vscode.l10n.t("mode changed"),
    typeChanged: vscode.l10n.t("type changed"),
    chosen: vscode.l10n.t("chosen"),
    unsaved: vscode.l10n.t("not saved"),
    submodule: vscode.l10n.t("submodule"),
  };
}

function keyOf(root: string, path: string | null): string {
  return `${root}\0${path ?? ""}`;
}
