/** Lets a person choose: which repository, which branch to compare with, which commit. */

import * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import { listBranches, listCommits, type Branch, type Commit } from "../change/history.ts";
import type { Repository } from "../change/repository.ts";
import type { Fault } from "../contract/failure.ts";
import type { Scope } from "../contract/scope.ts";
import { plain } from "./plain.ts";
import { withToken } from "./waiting.ts";

export type Choice<T> =
  | { readonly kind: "chosen"; readonly value: T }
  | { readonly kind: "dismissed" }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Where a choice is made, and until when. */
export interface Within {
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
}

/** As many as a person scrolls through. */
const mostCommits = 200;

export async function chooseRepository(
  repositories: readonly Repository[],
  signal: AbortSignal,
): Promise<Choice<Repository>> {
  const items = repositories.map((value) => ({
    label: plain(value.id),
    description: plain(value.root),
    value,
  }));
  return pick(items, vscode.l10n.t("Which repository?"), signal);
}

/** The likeliest base first. The current branch is no base for itself. */
export async function chooseBranch({ repository, git, signal }: Within): Promise<Choice<Scope>> {
  const listed = await listBranches({ repository, git, signal });
  if (listed.kind === "failed") return listed;
  const { guess } = listed;
  const isGuess = ({ name }: Branch): boolean => name === guess;
  const others = listed.branches.filter((branch) => !branch.isCurrent || isGuess(branch));
  const ordered = [...others.filter(isGuess), ...others.filter((branch) => !isGuess(branch))];
  if (ordered.length === 0) return { kind: "failed", fault: { code: "noBase" } };
  const items = ordered.map((branch) => ({
    label: plain(branch.name),
    description: isGuess(branch)
      ? vscode.l10n.t("{0}, the likely base", dayOf(branch.when))
      : dayOf(branch.when),
    detail: plain(branch.subject),
    value: { kind: "branch", base: branch.name } as const,
  }));
  return pick<Scope>(items, vscode.l10n.t("Review what was done since which branch?"), signal);
}

export async function chooseCommit({ repository, git, signal }: Within): Promise<Choice<Scope>> {
  const listed = await listCommits({ repository, git, signal, most: mostCommits });
  if (listed.kind === "failed") return listed;
  if (listed.commits.length === 0)
    return { kind: "failed", fault: { code: "badRevision", args: { revision: "HEAD" } } };
  const items = listed.commits.map((commit: Commit) => ({
    label: plain(commit.subject),
    description: commit.id.slice(0, 8),
    detail: `${plain(commit.author)}, ${dayOf(commit.when)}`,
    value: { kind: "commit", commit: commit.id } as const,
  }));
  return pick<Scope>(items, vscode.l10n.t("Review which commit?"), signal);
}

async function pick<T>(
  items: readonly (vscode.QuickPickItem & { readonly value: T })[],
  placeHolder: string,
  signal: AbortSignal,
): Promise<Choice<T>> {
  const options = { title: "Second Look", placeHolder, matchOnDescription: true, matchOnDetail: true };
  const picked = await withToken(signal, (token) => vscode.window.showQuickPick(items, options, token));
  return picked === undefined ? { kind: "dismissed" } : { kind: "chosen", value: picked.value };
}

function dayOf(when: string): string {
  return when.slice(0, 10);
}
