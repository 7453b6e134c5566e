/** Proposes the types that changed files import and name around their changes, with their fields: what a reader would open first. */

import type { DefinitionKind } from "../syntax/outline.ts";
import { mayMean, wayTo } from "./importing.ts";
import { languageFamily } from "./languages.ts";
import type { Place } from "./lookUp.ts";
import { linesIn, named, together, type Proposal, type Proposer } from "./proposal.ts";

const kinds: ReadonlySet<DefinitionKind> = new Set(["class", "interface", "type", "enum"]);
/** Lines. A class of more is rather a module; its signatures come by themselves where they are used. */
const longest = 60;
const mostInFile = 8;

export const types: Proposer = async ({ touched, lookUp }, signal) => {
  const namesOf = touched.map(({ around }) => around.filter((name) => /^\p{Lu}/u.test(name)));
  const found = await lookUp.defining([...new Set(namesOf.flat())], signal);
  const own = new Set(touched.map(({ path }) => path));
  const byPath = new Map<string, { places: Map<number, Place>; serves: Set<string> }>();
  for (const [index, by] of touched.entries()) {
    for (const place of namesOf[index]?.flatMap((name) => found.get(name) ?? []) ?? []) {
      const { path, definition } = place;
      if (own.has(path) || !kinds.has(definition.kind) || linesIn([definition.range]) > longest) continue;
      if (languageFamily(path) !== languageFamily(by.path)) continue;
      const way = wayTo(path);
      if (!by.imports.some((each) => mayMean(each, way))) continue;
      const of = byPath.get(path) ?? { places: new Map<number, Place>(), serves: new Set<string>() };
      of.places.set(definition.range.start, place);
      of.serves.add(by.path);
      byPath.set(path, of);
    }
  }
  return [...byPath].map(([path, { places, serves }]): Proposal => {
    const shown = [...places.values()].slice(0, mostInFile);
    return {
      kind: "type",
      path,
      id: shown[0]?.id ?? "",
      ranges: together(shown.map(({ definition }) => definition.range)),
      reason: { code: "importedType", names: named(shown.map(({ definition }) => definition.name)) },
      serves: [...serves].sort(),
      weight: shown.length,
    };
  });
};
