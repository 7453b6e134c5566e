/** Shows files as they were in one of the versions that were compared, read from git when an editor opens them. */

import * as vscode from "vscode";
import { readAt } from "../change/history.ts";
import { locate } from "../change/repository.ts";
import type { Outcome } from "../contract/outcome.ts";
import { findEditorsGit } from "./git.ts";

export const versionScheme = "second-look-version";

/** A path as it is in a commit; `repository` is the id within the outcome. Without a commit it is empty. */
export interface Version {
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
}

export function uriOfVersion({ repository, path, commit }: Version): vscode.Uri {
  return vscode.Uri.from({
    scheme: versionScheme,
    path: `/${path}`,
    query: JSON.stringify({ repository, commit }),
  });
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
    const version = versionOf(uri);
    if (version === null || !vscode.workspace.isTrusted) return undefined;
    if (version.commit === "") return "";
    const outcome = this.#outcome();
    const root = outcome === null ? null : rootOf(version, outcome);
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
      const { commit, path } = version;
      return (await readAt({ repository: located.repository, git, commit, path, signal })) ?? "";
    } finally {
      listening.dispose();
    }
  }
}

function versionOf({ path, query }: vscode.Uri): Version | null {
  try {
    const { repository, commit } = JSON.parse(query) as Partial<Record<string, unknown>>;
    if (typeof repository !== "string" || typeof commit !== "string") return null;
    return { repository, commit, path: path.slice(1) };
  } catch {
    return null;
  }
}

function rootOf({ repository, commit, path }: Version, { repositories, coverage }: Outcome): string | null {
  const known = coverage.files.some(
    (file) => file.repository === repository && [file.path, file.oldPath].includes(path),
  );
  const compared = repositories.find(
    ({ id, base, head }) => id === repository && [base.commit, head.commit].includes(commit),
  );
  return known ? (compared?.root ?? null) : null;
}
