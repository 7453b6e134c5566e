/** Shows files as they were in one of the versions that were compared, read from git when an editor opens them. */

import * as vscode from "vscode";
import { readAt } from "../change/history.ts";
import { locate } from "../change/repository.ts";
import type { Outcome } from "../contract/outcome.ts";
import { findEditorsGit } from "./git.ts";
import { isRecord } from "./scopes.ts";
import { versionOn, type ReviewedVersion } from "./versions.ts";

export const versionScheme = "second-look-version";

/** A path as it is in a version; `repository` is the id within the outcome. */
export interface FileVersion {
  readonly repository: string;
  readonly path: string;
  readonly version: Exclude<ReviewedVersion, { readonly kind: "working" }>;
  /** When the review began: what is staged may be something else at the next one. */
  readonly review: string;
}

export function uriOfVersion({ path, ...query }: FileVersion): vscode.Uri {
  return vscode.Uri.from({ scheme: versionScheme, path: `/${path}`, query: JSON.stringify(query) });
}

/** Anything may ask for such a URI, so only what the outcome on show compared is read. */
export class Versions implements vscode.TextDocumentContentProvider {
  readonly #outcome: () => Outcome | null;

  constructor(outcome: () => Outcome | null) {
    this.#outcome = outcome;
  }

  async provideTextDocumentContent(
    uri: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    const wanted = versionOf(uri);
    if (wanted === null || !vscode.workspace.isTrusted) return undefined;
    const { version, path } = wanted;
    if (version.kind === "empty") return "";
    const outcome = this.#outcome();
    const root = outcome === null ? null : rootOf(wanted, outcome);
    if (root === null) return undefined;

    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    const { signal } = controller;
    try {
      const found = await findEditorsGit();
      if (found.kind === "missing") return undefined;
      const { git } = found;
      const located = await locate({ folder: root, git, signal });
      if (located.kind !== "one") return undefined;
      return (await readAt({ repository: located.repository, git, version, path, signal })) ?? "";
    } finally {
      listening.dispose();
    }
  }
}

function versionOf({ path, query }: vscode.Uri): Omit<FileVersion, "review"> | null {
  try {
    const asked: unknown = JSON.parse(query);
    if (!isRecord(asked)) return null;
    const { repository, version } = asked;
    if (typeof repository !== "string" || !isRecord(version)) return null;
    const { kind, commit } = version;
    if (kind === "commit" && typeof commit === "string")
      return { repository, version: { kind, commit }, path: path.slice(1) };
    return kind === "index" || kind === "empty"
      ? { repository, version: { kind }, path: path.slice(1) }
      : null;
  } catch {
    return null;
  }
}

function rootOf({ repository, version, path }: Omit<FileVersion, "review">, outcome: Outcome): string | null {
  const known = outcome.coverage.files.some(
    (file) => file.repository === repository && [file.path, file.oldPath].includes(path),
  );
  const compared = outcome.repositories.find(({ id }) => id === repository);
  if (!known || compared === undefined) return null;
  const sides = (["old", "new"] as const).map((side) => versionOn(side, compared, outcome));
  return sides.some((side) => isSame(side, version)) ? compared.root : null;
}

function isSame(a: ReviewedVersion, b: ReviewedVersion): boolean {
  return a.kind === "commit" && b.kind === "commit" ? a.commit === b.commit : a.kind === b.kind;
}
