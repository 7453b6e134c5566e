/** Lets a person choose a commit, or from which commit on: each with what it holds. */

import * as vscode from "vscode";
import { listCommits, type Along, type Commit } from "../change/history.ts";
import { measureCommits, type Size } from "../change/holding.ts";
import type { ComparingScope } from "../change/sides.ts";
import { pickOne, type Choice, type Item } from "./picking.ts";
import type { Within } from "./pickers.ts";
import { plain } from "./plain.ts";
import { commitTyped, rangeTyped } from "./typed.ts";

/** As many as a person scrolls through. */
const most = 200;

export async function chooseCommit(within: Within): Promise<Choice<ComparingScope>> {
  return choose(within, {
    question: vscode.l10n.t("Review which commit? Choose one, or type its name."),
    along: "all",
    scopeOf: ({ id }) => ({ kind: "commit", commit: id }),
    typed: (text) => commitTyped(text),
  });
}

/** From the chosen commit up to the last one; a range can be typed. */
export async function chooseRange(within: Within): Promise<Choice<ComparingScope>> {
  return choose(within, {
    question: vscode.l10n.t(
      "Review the last commits: from which one on? Or type a range such as main..work.",
    ),
    along: "firstParents",
    scopeOf: (_, index) => ({ kind: "last", commits: index + 1 }),
    typed: (text) => rangeTyped(text),
  });
}

interface Choosing {
  readonly question: string;
  readonly along: Along;
  readonly scopeOf: (commit: Commit, index: number) => ComparingScope;
  readonly typed: (text: string) => ComparingScope | null;
}

async function choose(within: Within, choosing: Choosing): Promise<Choice<ComparingScope>> {
  const { along, scopeOf } = choosing;
  const listed = await listCommits({ ...within, most, along });
  if (listed.kind === "failed") return listed;
  const { commits } = listed;
  if (commits.length === 0)
    return { kind: "failed", fault: { code: "badRevision", args: { revision: "HEAD" } } };

  const itemsWith = (sizes: ReadonlyMap<string, Size>): readonly Item<ComparingScope>[] =>
    commits.map((commit, index) => ({
      label: plain(commit.subject),
      description: [commit.id.slice(0, 8), ...sizeOf(sizes.get(commit.id))].join(" · "),
      detail: `${plain(commit.author)}, ${commit.when.slice(0, 10)}`,
      value: scopeOf(commit, index),
    }));
  return pickOne<ComparingScope>({
    question: choosing.question,
    items: itemsWith(new Map()),
    details: async (signal) => itemsWith(await measureCommits({ ...within, signal, most, along })),
    typed: (text) => {
      const value = choosing.typed(text);
      // Were the text the label, it would stand above the commits whose subjects hold it.
      return value === null ? null : { label: vscode.l10n.t("As typed:"), description: textOf(value), value };
    },
    signal: within.signal,
  });
}

function sizeOf(size: Size | undefined): readonly string[] {
  if (size === undefined) return [];
  const { files, added, removed } = size;
  const count = files === 1 ? vscode.l10n.t("1 file") : vscode.l10n.t("{0} files", files);
  return [`${count}, +${added} −${removed}`];
}

function textOf(scope: ComparingScope): string {
  return plain(scope.kind === "range" ? scope.range : scope.kind === "commit" ? scope.commit : "");
}
