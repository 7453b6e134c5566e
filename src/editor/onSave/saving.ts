/** What becomes of saved files once it is quiet: whose they are, whether they may be sent, and what came of it. */

import path from "node:path";
import { Uri } from "vscode";
import type { Git } from "../../change/git.ts";
import { locate } from "../../change/repository.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Scope } from "../../contract/scope.ts";
import { findEditorsGit } from "../git.ts";
import type { Consent, Way } from "../consent.ts";
import { pathIn } from "../places.ts";
import type { Reviewing } from "../reviewing.ts";
import type { Shown } from "../shown.ts";
import { untickedIn } from "../wanted.ts";
import type { SeenHunks } from "./seenHunks.ts";
import type { HourLimit } from "./hourLimit.ts";

export interface Saving {
  readonly reviewing: () => Promise<Reviewing>;
  readonly consent: Consent;
  readonly shown: Shown;
  readonly seen: SeenHunks;
  readonly limit: HourLimit;
  /** Where it would go. */
  readonly origin: string;
  /** A person might want it, and was not asked yet. */
  readonly offer: (way: Way, files: readonly string[]) => void;
  readonly tell: (told: Telling) => void;
}

export type Telling =
  | { readonly kind: "running" }
  | { readonly kind: "ended"; readonly outcome: Outcome }
  /** Milliseconds since 1970. */
  | { readonly kind: "limited"; readonly until: number };

/** `files` are absolute. */
export async function reviewSavedFiles(
  files: ReadonlySet<string>,
  saving: Saving,
  signal: AbortSignal,
): Promise<void> {
  const found = await findEditorsGit();
  if (found.kind === "missing") return;
  for (const place of await placesOf(files, found.git, signal)) {
    if (signal.aborted) return;
    const way = { origin: saving.origin, root: place.root };
    if (!saving.consent.has(way)) continue;
    const answer = saving.consent.onSave(way);
    if (answer === "yes") await reviewPlace(place, found.git, saving, signal);
    else if (answer === null && wasReviewed(place.root, saving.shown.outcome)) {
      saving.offer(way, place.files);
    }
  }
}

interface Place {
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly paths: ReadonlySet<string>;
  readonly files: readonly string[];
}

async function placesOf(
  files: ReadonlySet<string>,
  git: Git,
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const places = new Map<string, { paths: Set<string>; files: string[] }>();
  for (const file of files) {
    const located = await locate({ folder: path.dirname(file), git, signal });
    if (located.kind !== "one") continue;
    const { root } = located.repository;
    const name = await pathIn(root, Uri.file(file));
    if (name === null) continue;
    const place = places.get(root) ?? { paths: new Set(), files: [] };
    place.paths.add(name);
    place.files.push(file);
    places.set(root, place);
  }
  return [...places].map(([root, place]) => ({ root, ...place }));
}

async function reviewPlace(
  { root, paths }: Place,
  git: Git,
  { reviewing, shown, seen, limit, tell }: Saving,
  signal: AbortSignal,
): Promise<void> {
  const { until } = limit;
  if (until !== null) return tell({ kind: "limited", until });
  const { outcome } = shown;
  const unticked = outcome === null ? [] : untickedIn(outcome);
  const saved = { git, scope: scopeFor(root, outcome), root, paths, unticked };
  tell({ kind: "running" });
  const told = await (await reviewing()).reviewSaved(saved, () => limit.count(), signal);
  tell({ kind: "ended", outcome: told.outcome });
  if (told.outcome.kind !== "finished" || told.outcome.failures.length > 0 || signal.aborted) return;
  // What is not on show was not looked at, as far as a person can tell.
  if (await shown.takeIn(told)) await seen.add(told.looked);
}

/** Of what a person has on show, as long as its new side is what lies on the disk: so its hunks are known again. */
function scopeFor(root: string, outcome: Outcome | null): Scope {
  const scope = outcome?.repositories.some((each) => each.root === root) === true ? outcome.scope : null;
  switch (scope?.kind) {
    case "unstaged":
      return scope;
    case "branch":
      return scope.committed === true ? { kind: "uncommitted" } : scope;
    default:
      return { kind: "uncommitted" };
  }
}

/** By a model, to the end. */
function wasReviewed(root: string, outcome: Outcome | null): boolean {
  return (
    outcome?.kind === "finished" &&
    outcome.usage.requests > 0 &&
    outcome.repositories.some((each) => each.root === root) &&
    !outcome.notices.some(({ code }) => code === "practice")
  );
}
