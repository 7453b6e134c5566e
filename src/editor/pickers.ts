/** Lets a person choose what to look at: which repositories, which kind of change, which branch to compare with. */

import * as vscode from "vscode";
import type { Git } from "../change/git.ts";
import { listBranches, type Branch } from "../change/history.ts";
import { measureBranches, type Apart } from "../change/holding.ts";
import type { Repository } from "../change/repository.ts";
import type { ComparingScope } from "../change/sides.ts";
import { pickOne, type Choice, type Item } from "./picking.ts";
import { plain } from "./plain.ts";

/** Whether a scope means the same in each of several repositories, or is about one. */
export type Reach = "each" | "one";

/** Where a choice is made, and until when. */
export interface Within {
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
}

/** The kinds of change of which the files can be chosen; each is a scope, or leads to the choice of one. */
export type ChangeChoice = "uncommitted" | "staged" | "unstaged" | "branch" | "commit" | "range";

/** More are told by their last commit alone: counting takes git a moment for each. */
const mostMeasured = 50;

export async function chooseRepositories(of: {
  /** At least two. */
  readonly repositories: readonly Repository[];
  readonly reach: Reach;
  readonly signal: AbortSignal;
}): Promise<Choice<readonly Repository[]>> {
  const { repositories, reach, signal } = of;
  const each = repositories.map((repository): Item<readonly Repository[]> => {
    return { label: plain(repository.id), description: plain(repository.root), value: [repository] };
  });
  const all: Item<readonly Repository[]> = {
    label: vscode.l10n.t("All {0} repositories", repositories.length),
    description: repositories.map(({ id }) => plain(id)).join(", "),
    value: repositories,
  };
  return pickOne({
    question: vscode.l10n.t("Which repository?"),
    items: reach === "each" ? [all, ...each] : each,
    signal,
  });
}

export async function chooseKind(signal: AbortSignal): Promise<Choice<ChangeChoice>> {
  const kinds: Readonly<Record<ChangeChoice, readonly [label: string, description: string]>> = {
    uncommitted: [
      vscode.l10n.t("Uncommitted Changes"),
      vscode.l10n.t("staged, unstaged, new and unsaved text, against the last commit"),
    ],
    staged: [vscode.l10n.t("Staged Changes"), vscode.l10n.t("what the next commit would hold")],
    unstaged: [vscode.l10n.t("Unstaged Changes"), vscode.l10n.t("what is not staged yet")],
    branch: [vscode.l10n.t("Branch…"), vscode.l10n.t("since it left another one")],
    commit: [vscode.l10n.t("Commit…"), vscode.l10n.t("one, against the one before it")],
    range: [vscode.l10n.t("Range of Commits…"), vscode.l10n.t("several, up to the last one, or a range")],
  };
  const items = (Object.keys(kinds) as readonly ChangeChoice[]).map((value) => {
    const [label, description] = kinds[value];
    return { label, description, value };
  });
  return pickOne({ question: vscode.l10n.t("Which change?"), items, signal });
}

/** The likeliest base first. The current branch is no base for itself. */
export async function chooseBranch({ repository, git, signal }: Within): Promise<Choice<ComparingScope>> {
  const listed = await listBranches({ repository, git, signal });
  if (listed.kind === "failed") return listed;
  const { guess } = listed;
  const isGuess = ({ name }: Branch): boolean => name === guess;
  const others = listed.branches.filter((branch) => !branch.isCurrent || isGuess(branch));
  const ordered = [...others.filter(isGuess), ...others.filter((branch) => !isGuess(branch))];
  if (ordered.length === 0) return { kind: "failed", fault: { code: "noBase" } };

  const itemsWith = (apart: ReadonlyMap<string, Apart>): readonly Item<string>[] =>
    ordered.map((branch) => ({
      label: plain(branch.name),
      description: [
        ...(isGuess(branch) ? [vscode.l10n.t("the likely base")] : []),
        ...distanceTo(apart.get(branch.name)),
      ].join(" · "),
      detail: `${plain(branch.subject)} · ${branch.when.slice(0, 10)}`,
      value: branch.name,
    }));
  const chosen = await pickOne({
    question: vscode.l10n.t("Review what was done since which branch?"),
    items: itemsWith(new Map()),
    details: async (until) => {
      const branches = ordered.slice(0, mostMeasured).map(({ name }) => name);
      return itemsWith(await measureBranches({ repository, git, signal: until, branches }));
    },
    signal,
  });
  return chosen.kind === "chosen" ? chooseExtent(chosen.value, signal) : chosen;
}

/** `base: null` lets each repository decide. */
export async function chooseExtent(
  base: string | null,
  signal: AbortSignal,
): Promise<Choice<ComparingScope>> {
  return pickOne<ComparingScope>({
    question:
      base === null
        ? vscode.l10n.t("Since each repository's likely base: up to where?")
        : vscode.l10n.t("Since {0}: up to where?", plain(base)),
    items: [
      {
        label: vscode.l10n.t("Everything"),
        description: vscode.l10n.t("commits, and what is not committed yet"),
        value: { kind: "branch", base },
      },
      {
        label: vscode.l10n.t("Committed Only"),
        description: vscode.l10n.t("up to the last commit"),
        value: { kind: "branch", base, committed: true },
      },
    ],
    signal,
  });
}

function distanceTo(apart: Apart | undefined): readonly string[] {
  if (apart === undefined) return [];
  const { ahead, behind } = apart;
  if (ahead === 0 && behind === 0) return [vscode.l10n.t("the same commit")];
  return [
    ...(ahead > 0 ? [vscode.l10n.t("you are {0} ahead", ahead)] : []),
    ...(behind > 0 ? [vscode.l10n.t("{0} behind", behind)] : []),
  ];
}
