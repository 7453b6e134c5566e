/** Holds the uses of a commit against the prompts that would be sent about it: is the definition there, beside the line? */

import type { Git } from "../../../src/change/git.ts";
import { rehearse } from "../../../src/review/rehearse.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { aRequest, portsWith, scriptedAsk, settings } from "../../support/story.ts";
import { addedIn, type RealRepository } from "./commits.ts";
import { shownIn, textAt, type Shown } from "./shown.ts";
import type { AddedLines, CommitUses, LineHunks, Place, Use } from "./use.ts";

/** Tokens for the prompt, beside the whole reserve for the answer. */
export const budgets = [20_000, 60_000, 165_000] as const;
export type Budget = (typeof budgets)[number];

/** Where the definition stands, seen from the line that uses it. */
export type Where = "the change itself" | "the same file" | "another file";

export interface Measured {
  readonly use: Use;
  readonly where: Where;
  /** Those at which one part shows both the line and a definition of what it uses. */
  readonly shownAt: ReadonlySet<Budget>;
}

export interface Measuring {
  readonly repository: RealRepository;
  readonly git: Git;
  readonly worker: RunningWorker;
}

/** Throws where a prompt shows a line that the commit does not have. */
export async function measure(
  { repository, git, worker }: Measuring,
  { commit, uses }: CommitUses,
  hunks: LineHunks,
): Promise<readonly Measured[]> {
  const added = addedIn(hunks);
  const parts = new Map<Budget, readonly Shown[]>();
  for (const budget of budgets) {
    const contextLimit = budget + settings.outputReserve;
    const request = aRequest(repository.root, {
      scope: { kind: "commit", commit },
      settings: { ...settings, contextLimit },
    });
    const ports = portsWith({ git, worker, ask: scriptedAsk() });
    const { outcome, questions } = await rehearse(request, ports, "", new AbortController().signal);
    if (outcome.kind === "failed") throw new Error(`${commit}: ${JSON.stringify(outcome.failures)}`);
    const shown = questions.map(({ messages }) => shownIn(messages.join("")));
    for (const part of shown) await check(part, { repository, commit, uses, hunks });
    parts.set(budget, shown);
  }
  return uses.map((use) => {
    const isShown = (budget: Budget): boolean =>
      (parts.get(budget) ?? []).some((part) => {
        const isThere = (place: Place): boolean => textAt(part, place, hunks) !== undefined;
        return isThere(use) && use.definedAt.some(isThere);
      });
    return { use, where: whereIs(use, added), shownAt: new Set(budgets.filter(isShown)) };
  });
}

function whereIs({ path, definedAt }: Use, added: AddedLines): Where {
  if (definedAt.some((place) => added.get(place.path)?.has(place.line) === true)) return "the change itself";
  return definedAt.some((place) => place.path === path) ? "the same file" : "another file";
}

/** A count is worth as much as the numbers it reads: what the prompt says in the lines that count is held against git. */
async function check(
  part: Shown,
  of: {
    readonly repository: RealRepository;
    readonly commit: string;
    readonly uses: readonly Use[];
    readonly hunks: LineHunks;
  },
): Promise<void> {
  const { repository, commit, uses, hunks } = of;
  const places: readonly Place[] = uses.flatMap((use) => [use, ...use.definedAt]);
  for (const path of new Set(places.map((place) => place.path))) {
    const said = places.filter((place) => place.path === path && textAt(part, place, hunks) !== undefined);
    if (said.length === 0) continue;
    const text = (await repository.git(["show", `${commit}:${path}`])).toString().split(/\r?\n/);
    for (const place of said) {
      const shown = textAt(part, place, hunks);
      // What the door has replaced differs, and only that.
      if (shown !== text[place.line - 1] && shown?.includes("<<secret:") !== true)
        throw new Error(`${commit}: the prompt shows another line than ${path}:${place.line}`);
    }
  }
}
