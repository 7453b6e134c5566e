/** Proposes what defines the names that changed lines use: the signatures of the likeliest, then their bodies. */

import { contains } from "../text/lines.ts";
import { inTurns } from "../text/turns.ts";
import { mayMean, wayTo } from "./importing.ts";
import { doubtful, isMeant, type ToolAnswer } from "./languageTools.ts";
import type { Place } from "./lookUp.ts";
import { likelihood } from "./nearness.ts";
import { beginning, linesIn, named, together, type Proposal, type Proposer } from "./proposal.ts";
import type { Touched, Used } from "./touched.ts";

/** Definitions of one name for one file, and of these in one file. Signatures are short: better one too many than none. */
const most = 8;
const mostInFile = 3;
/** Points below the likeliest, from which on another one is not meant. */
const tooFar = 6;
/** Lines. */
const longestSignature = 12;
const longestContainer = 3;
const longestBody = 80;
/** What is no longer than this is shown as a whole at once. */
const shortBody = 6;

/** What it takes to choose for one use, as if it were characters to go through. */
const perUse = 500;

/** A definition, and all for whom it was chosen. */
interface Chosen {
  readonly place: Place;
  readonly serves: Set<string>;
  /** How many are likelier, for whom it is the likeliest. */
  likelier: number;
  times: number;
}

export const definitions: Proposer = async ({ touched, lookUp, askTools }, signal) => {
  const names = touched.flatMap(({ uses }) => uses.map(({ name }) => name));
  const others = touched.flatMap(({ uses }) => uses.flatMap(otherNames));
  const found = await lookUp.defining([...new Set([...names, ...others])], signal);
  const places = touched.flatMap(({ uses }) => uses.map(({ at }) => at));
  const answers = await askTools(doubtful(places, found));
  const chosen = [...(await choose(touched, found, answers)).values()];
  const containers = chosen.flatMap(({ place }) => place.definition.container ?? []);
  const around = await lookUp.defining([...new Set(containers)], signal);
  const groups = new Map<string, Chosen[]>();
  for (const each of chosen) {
    const key = `${each.place.path}\0${classOf(each)}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const bodies = group.filter(hasBodyToShow);
    return [signatures(group, around), ...(bodies.length === 0 ? [] : [wholes(bodies)])];
  });
};

async function choose(
  touched: readonly Touched[],
  found: ReadonlyMap<string, readonly Place[]>,
  answers: readonly ToolAnswer[],
): Promise<ReadonlyMap<string, Chosen>> {
  const chosen = new Map<string, Chosen>();
  const chooseFor = (by: Touched): void => {
    for (const used of by.uses) {
      for (const [index, place] of likeliest(meant(used, found), { used, by, answers }).entries()) {
        if (isInSight(place, touched)) continue;
        const key = `${place.path}\0${place.definition.range.start}\0${used.name}`;
        const known = chosen.get(key) ?? { place, serves: new Set(), likelier: most, times: 0 };
        known.serves.add(by.path);
        known.likelier = Math.min(known.likelier, index);
        known.times += used.times;
        chosen.set(key, known);
      }
    }
  };
  await inTurns(touched, ({ uses }) => uses.length * perUse, chooseFor);
  return chosen;
}

/** What is imported may be defined under another name than the importer's: under none at all, or with another first letter. */
function otherNames({ name, from }: Used): readonly string[] {
  const [first = ""] = name;
  const turned = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return from.length === 0 ? [] : ["default", turned + name.slice(first.length)];
}

function meant(used: Used, found: ReadonlyMap<string, readonly Place[]>): readonly Place[] {
  const others = otherNames(used).flatMap((name) => found.get(name) ?? []);
  const exported = others.filter(({ path }) => {
    const way = wayTo(path);
    return used.from.some((each) => mayMean(each, way));
  });
  return [...exported, ...(found.get(used.name) ?? [])];
}

interface Judging {
  readonly used: Used;
  readonly by: Touched;
  readonly answers: readonly ToolAnswer[];
}

function likeliest(places: readonly Place[], { used, by, answers }: Judging): readonly Place[] {
  const said = answers.filter(({ asked }) => asked === used.at);
  const judged = places
    .map((place) => ({ place, points: likelihood(place, used, by), isSaid: isMeant(place, said) }))
    .filter((each): each is typeof each & { points: number } => each.points !== null)
    .sort((a, b) => Number(b.isSaid) - Number(a.isSaid) || b.points - a.points);
  const best = judged[0]?.points ?? 0;
  const inFile = new Map<string, number>();
  return judged
    .filter(({ place, points }) => {
      const count = (inFile.get(place.path) ?? 0) + 1;
      inFile.set(place.path, count);
      return count <= mostInFile && points > best - tooFar;
    })
    .slice(0, most)
    .map(({ place }) => place);
}

/** The diff shows it already. */
function isInSight({ path, definition: { signature } }: Place, touched: readonly Touched[]): boolean {
  const hunks = touched.find((each) => each.path === path)?.cleared.file.hunks ?? [];
  return hunks.some((hunk) => {
    const shown = { start: hunk.new.start, end: hunk.new.start + hunk.new.count - 1 };
    return contains(shown, signature.start) && contains(shown, signature.end);
  });
}

function signatures(group: readonly Chosen[], containers: ReadonlyMap<string, readonly Place[]>): Proposal {
  const ranges = group.flatMap(({ place: { path, definition } }) => {
    const { range, signature, container } = definition;
    const isShort = range.end - signature.start < shortBody;
    const outer = containers
      .get(container ?? "")
      ?.findLast((each) => each.path === path && contains(each.definition.range, signature.start))
      ?.definition.signature;
    return [
      ...(outer === undefined ? [] : [beginning(outer, longestContainer)]),
      isShort ? { start: signature.start, end: range.end } : beginning(signature, longestSignature),
    ];
  });
  return { ...common(group), ranges: together(ranges), reason: reasonOf("defines", group) };
}

function wholes(group: readonly Chosen[]): Proposal {
  const ranges = group.map(({ place }) => place.definition.range);
  return { ...common(group), ranges: together(ranges), reason: reasonOf("definesWhole", group) };
}

/** The likeliest, those that may well be meant, and the others. */
function classOf({ likelier }: Chosen): 0 | 1 | 2 {
  if (likelier === 0) return 0;
  return likelier < 3 ? 1 : 2;
}

function hasBodyToShow({ likelier, place: { definition } }: Chosen): boolean {
  const { range, signature } = definition;
  const lines = linesIn([range]);
  return likelier === 0 && lines > linesIn([signature]) && lines <= longestBody;
}

function reasonOf(code: "defines" | "definesWhole", group: readonly Chosen[]): Proposal["reason"] {
  return { code, names: named(group.map(({ place }) => place.definition.name)) };
}

/** The likeliest stand before all others, and what is used most before what is used less. */
function common(group: readonly Chosen[]): Pick<Proposal, "kind" | "path" | "id" | "serves" | "weight"> {
  const [first] = group;
  const times = group.reduce((sum, each) => sum + each.times, 0);
  return {
    kind: "definition",
    path: first?.place.path ?? "",
    id: first?.place.id ?? "",
    serves: [...new Set(group.flatMap(({ serves }) => [...serves]))].sort(),
    weight: times - 1000 * (first === undefined ? 0 : classOf(first)),
  };
}
