/** Proposes those who rely on what the change touches: the lines that mention it, and what these stand in. */

import type { Mentioned } from "./lookUp.ts";
import { languageFamily } from "./languages.ts";
import { apart } from "./nearness.ts";
import { beginning, named, together, type Proposal, type Proposer } from "./proposal.ts";
import { isTest } from "./testNames.ts";
import type { Touched } from "./touched.ts";

/** Lines before and after a mention. */
const margin = 2;
/** Files of callers, of one name and of all. */
const mostOfName = 8;
const mostFiles = 40;
/** Mentions in one file. */
const mostInFile = 6;
/** A name that so many files mention is a word of the language, or as good as one. */
const tooCommon = 80;

/** Of one file, what it mentions of the change. */
interface Caller {
  readonly mentions: { readonly name: string; readonly at: Mentioned }[];
  readonly serves: Set<string>;
  weight: number;
}

export const callers: Proposer = async ({ touched, lookUp }, signal) => {
  const sources = touched.filter((each) => !each.isTest);
  const names = [...new Set(sources.flatMap(({ definitions }) => definitions))];
  const found = await lookUp.mentioning(names, signal);
  const own = new Set(touched.map(({ path }) => path));
  const byFile = new Map<string, Caller>();
  for (const of of sources) {
    for (const [rank, name] of of.definitions.entries()) {
      const elsewhere = (found.get(name) ?? []).filter(
        ({ path }) => !own.has(path) && !isTest(path) && languageFamily(path) === languageFamily(of.path),
      );
      for (const [path, mentions] of nearest(elsewhere, of)) {
        const caller = byFile.get(path) ?? { mentions: [], serves: new Set(), weight: 0 };
        caller.mentions.push(...mentions.map((at) => ({ name, at })));
        caller.serves.add(of.path);
        // The first names are those that a caller notices.
        caller.weight += mentions.length / (1 + rank);
        byFile.set(path, caller);
      }
    }
  }
  return [...byFile.values()]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostFiles)
    .map(proposal);
};

/** Files in which the name is mentioned, the nearest first. */
function nearest(
  mentions: readonly Mentioned[],
  of: Touched,
): readonly (readonly [path: string, mentions: readonly Mentioned[]])[] {
  const byPath = new Map<string, Mentioned[]>();
  for (const each of mentions) byPath.set(each.path, [...(byPath.get(each.path) ?? []), each]);
  if (byPath.size > tooCommon) return [];
  return [...byPath].sort(([a], [b]) => apart(a, of.path) - apart(b, of.path)).slice(0, mostOfName);
}

function proposal({ mentions, serves, weight }: Caller): Proposal {
  const shown = mentions.slice(0, mostInFile);
  const { path = "", id = "" } = shown[0]?.at ?? {};
  const ranges = shown.flatMap(({ at: { line, within } }) => [
    { start: Math.max(1, line - margin), end: line + margin },
    ...(within === null ? [] : [beginning(within.signature, 3)]),
  ]);
  return {
    kind: "caller",
    path,
    id,
    ranges: together(ranges, 1),
    reason: { code: "uses", names: named(shown.map(({ name }) => name)) },
    serves: [...serves].sort(),
    weight,
  };
}
