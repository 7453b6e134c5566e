/** Holds the uses of a commit against the prompts that would be sent about it: is the definition there, beside the line? */

import type { Git } from "../../../src/change/git.ts";
import { rehearse } from "../../../src/review/rehearse.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { aRequest, portsWith, scriptedAsk, settings } from "../../support/story.ts";
import type { RealRepository } from "./commits.ts";
import { shownIn, shows, type ShownLines } from "./shown.ts";
import type { AddedLines, CommitUses, Place, Use } from "./use.ts";

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
  added: AddedLines,
): Promise<readonly Measured[]> {
  const parts = new Map<Budget, readonly ShownLines[]>();
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
    for (const part of shown) await checkAgainst(repository, commit, uses, part);
    parts.set(budget, shown);
  }
  return uses.map((use) => {
    const isShown = (budget: Budget): boolean =>
      parts
        .get(budget)
        ?.some((part) => shows(part, use) && use.definedAt.some((place) => shows(part, place))) === true;
    return { use, where: whereIs(use, added), shownAt: new Set(budgets.filter(isShown)) };
  });
}

function whereIs({ path, definedAt }: Use, added: AddedLines): Where {
  if (definedAt.some((place) => added.get(place.path)?.has(place.line) === true)) return "the change itself";
  return definedAt.some((place) => place.path === path) ? "the same file" : "another file";
}

/** A count is worth as much as the numbers it reads: where a use or a definition is said to stand, its name must stand. */
async function checkAgainst(
  { git }: RealRepository,
  commit: string,
  uses: readonly Use[],
  shown: ShownLines,
): Promise<void> {
  const places: readonly Place[] = uses.flatMap((use) => [use, ...use.definedAt]);
  for (const path of new Set(places.map((place) => place.path))) {
    const lines = shown.get(path);
    if (lines === undefined) continue;
    const text = (await git(["show", `${commit}:${path}`])).toString().split(/\r?\n/);
    for (const { line } of places.filter((place) => place.path === path)) {
      const said = lines.get(line);
      // What the door has replaced differs, and only that.
      if (said !== undefined && said !== text[line - 1] && !said.includes("<<secret:"))
        throw new Error(`${commit}: the prompt shows another line than ${path}:${line}`);
    }
  }
}
