/** Gathers all that one run looks at: every repository that was named, and the repositories inside of them. */

import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "../contract/failure.ts";
import type { Scope } from "../contract/scope.ts";
import type { UnsavedText, Withholding } from "./change.ts";
import { chosenPlaces, type ReadDocument } from "./chosenPlaces.ts";
import { gather, type Gathered, type GatheredChange } from "./gather.ts";
import { gatherChosen, gatherLoose } from "./gatherChosen.ts";
import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import type { InnerRepository } from "./inner.ts";
import { liesIn } from "./places.ts";
import { protect } from "./protect.ts";
import { repositoriesNamed, withOwnIds } from "./named.ts";
import { repositoryAround, type Repository } from "./repository.ts";
import { resolve } from "./revisions.ts";
import { sidesOf } from "./sides.ts";

export interface SurveyOptions<W extends Withholding> {
  readonly scope: Scope;
  /** Absolute. */
  readonly folders: readonly string[];
  readonly git: Git;
  readonly unsaved: (root: string) => Promise<readonly UnsavedText[]>;
  readonly documentText: ReadDocument;
  /** `around`: of a submodule, the rules of the repository that holds it, and where it lies in there. */
  readonly withholdingFor: (root: string, around: Around<W> | null) => W;
  /** See `ReviewRequest`. */
  readonly hookIndex: string | null;
  readonly signal: AbortSignal;
}

export interface Around<W extends Withholding> {
  readonly withholding: W;
  /** Where the submodule lies in there, relative to its root, with `/`. */
  readonly path: string;
}

export interface SurveyedChange<W extends Withholding> extends GatheredChange {
  readonly withholding: W;
  /** Found inside a repository that was named, not named itself. */
  readonly isInner: boolean;
}

export type Surveyed<W extends Withholding> =
  | {
      readonly kind: "surveyed";
      readonly changes: readonly SurveyedChange<W>[];
      readonly dispose: () => Promise<void>;
    }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Submodules in submodules; more of them is no project but a loop. */
const deepest = 8;

export async function survey<W extends Withholding>(options: SurveyOptions<W>): Promise<Surveyed<W>> {
  const changes: SurveyedChange<W>[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(changes.map((change) => change.dispose()));
  };
  const take: Take<W> = (gathered, of) => {
    if (gathered.kind === "failed") return gathered.fault;
    const change = { ...gathered, ...of };
    changes.push(change);
    return change;
  };
  try {
    const fault = await surveyAll(options, take);
    if (fault === null) return { kind: "surveyed", changes, dispose };
    await dispose();
    return { kind: "failed", fault };
  } catch (error) {
    await dispose();
    throw error;
  }
}

type Take<W extends Withholding> = (
  gathered: Gathered,
  of: Pick<SurveyedChange<W>, "withholding" | "isInner">,
) => SurveyedChange<W> | Fault;

/** Says what went wrong, or null. */
async function surveyAll<W extends Withholding>(
  options: SurveyOptions<W>,
  take: Take<W>,
): Promise<Fault | null> {
  const { scope } = options;
  if (scope.kind === "files" || scope.kind === "selection") return surveyChosen(scope, options, take);
  const located = await repositoriesNamed(options);
  if (located.kind === "failed") return located.fault;
  for (const repository of located.repositories) {
    const withholding = options.withholdingFor(repository.root, null);
    const fault = await surveyDeep(
      { repository, withholding, sides: async (git) => sidesOf(scope, git), depth: 0 },
      options,
      take,
    );
    if (fault !== null) return fault;
  }
  return null;
}

interface Level<W extends Withholding> {
  readonly repository: Repository;
  readonly withholding: W;
  readonly sides: Parameters<typeof gather>[0]["sides"];
  readonly depth: number;
}

async function surveyDeep<W extends Withholding>(
  { repository, withholding, sides, depth }: Level<W>,
  options: SurveyOptions<W>,
  take: Take<W>,
): Promise<Fault | null> {
  const { git, signal } = options;
  const unsaved = await options.unsaved(repository.root);
  const gathered = await gather({ sides, repository, git, unsaved, withholding, signal });
  const taken = take(gathered, { withholding, isInner: depth > 0 });
  if (!("change" in taken)) return taken;
  if (depth === deepest) return null;
  for (const inner of taken.inner) {
    const inside = await openInner(repository, inner, options);
    if (inside === null) continue;
    if ("code" in inside) return inside;
    const around = { withholding, path: inner.path };
    const fault = await surveyDeep(
      {
        repository: inside,
        withholding: options.withholdingFor(inside.root, around),
        sides: async (opened) => inner.sides ?? sidesOf({ kind: "uncommitted" }, opened),
        depth: depth + 1,
      },
      options,
      take,
    );
    if (fault !== null) return fault;
  }
  return null;
}

/** Null for a submodule that is not checked out, or has not the commits: it stays a name in the repository around it. */
async function openInner<W extends Withholding>(
  outer: Repository,
  { path: name, sides }: InnerRepository,
  { git, signal }: SurveyOptions<W>,
): Promise<Repository | Fault | null> {
  const { root, id } = outer;
  const opened = await settle(async () => {
    const folder = path.join(root, name);
    const real = await realpath(folder).catch(() => null);
    if (real === null || real === root || !liesIn(root, real)) return null;
    const inside = await repositoryAround(real, { git, signal });
    if (inside?.root !== real || !(await isKeptWithin(outer, inside))) return null;
    const own = await protect({ git, folder: real, signal });
    for (const side of sides === null ? [] : [sides.base, sides.head]) {
      if (side.kind === "commit" && (await resolve(own, side.commit)) === null) return null;
    }
    return { ...inside, id: `${id}/${name}` };
  });
  return opened !== null && "fault" in opened ? opened.fault : opened;
}

/** Nobody named the inner one: a file in it that points elsewhere must not make another repository's history part of this review. */
async function isKeptWithin(outer: Repository, inside: Repository): Promise<boolean> {
  const homes = [outer.root, outer.gitDir, path.dirname(outer.objects)];
  const real = async (place: string): Promise<string | null> => realpath(place).catch(() => null);
  const allowed = await Promise.all(homes.map(real));
  const kept = await Promise.all([inside.gitDir, inside.objects].map(real));
  return kept.every(
    (place) => place !== null && allowed.some((home) => home !== null && liesIn(home, place)),
  );
}

async function surveyChosen<W extends Withholding>(
  scope: Extract<Scope, { readonly kind: "files" | "selection" }>,
  options: SurveyOptions<W>,
  take: Take<W>,
): Promise<Fault | null> {
  const { git, signal } = options;
  const places = await chosenPlaces(scope, options);
  if (places.kind === "failed") return places.fault;
  const repositories = withOwnIds(places.places.map(({ repository }) => repository));
  for (const [index, { files }] of places.places.entries()) {
    const repository = repositories[index];
    if (repository === undefined) continue;
    const withholding = options.withholdingFor(repository.root ?? "", null);
    const choosing = { files, withholding, signal };
    const gathered =
      "gitDir" in repository
        ? await gatherChosen({ ...choosing, repository, git })
        : await gatherLoose({ ...choosing, place: repository });
    const taken = take(gathered, { withholding, isInner: false });
    if (!("change" in taken)) return taken;
  }
  return null;
}
