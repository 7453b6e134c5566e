/** Tells which of several definitions of a name a changed file most likely means. */

import type { Definition } from "../syntax/outline.ts";
import { mayMean, wayTo } from "./importing.ts";
import { languageFamily } from "./languages.ts";
import type { Place } from "./lookUp.ts";
import { isTest } from "./testNames.ts";
import type { Touched, Used } from "./touched.ts";

const members: ReadonlySet<Definition["kind"]> = new Set(["method", "field"]);
/** Folders of code that the rest of the repository does not call. */
const aside =
  /(?:^|\/)(?:vendor|third_party|deps|examples?|samples?|docs?|fixtures?|bench(?:marks?)?|legacy|generated|scripts|script)\//i;

/** Points, comparable only between definitions of one name for one file; null for a language that can't mean it. */
export function likelihood(place: Place, used: Used, by: Touched): number | null {
  if (languageFamily(place.path) !== languageFamily(by.path)) return null;
  const { definition } = place;
  const way = wayTo(place.path);
  const imported = by.imports.some((each) => mayMean(each, way));
  const bound = used.from.some((each) => mayMean(each, way));
  const owned = used.owners.some(
    (owner) => owner === definition.container || owner === way.at(-1) || owner === way.at(-2),
  );
  const isMember = members.has(definition.kind);
  const agrees = isMember === used.isMember || (used.isOfImport && definition.container === null);
  return (
    (bound ? 4 : 0) +
    (imported ? 4 : 0) +
    (place.path === by.path ? 2 : 0) +
    (owned ? 4 : 0) +
    (agrees ? 1 : -1) +
    3 -
    Math.min(6, apart(place.path, by.path)) / 2 -
    (isTest(place.path) && !by.isTest ? 3 : 0) -
    (aside.test(place.path) && !aside.test(by.path) ? 3 : 0)
  );
}

/** Steps from one file's folder to the other's. */
export function apart(a: string, b: string): number {
  const from = a.split("/").slice(0, -1);
  const to = b.split("/").slice(0, -1);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  return from.length + to.length - 2 * shared;
}
