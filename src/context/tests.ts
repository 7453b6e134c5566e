/** Proposes the tests of changed files: those that are called like them, and those that mention what the change touches. */

import type { LineRange } from "../text/lines.ts";
import { inTurns } from "../text/turns.ts";
import { languageFamily } from "./languages.ts";
import type { Mentioned } from "./lookUp.ts";
import { apart } from "./nearness.ts";
import { beginning, named, together, type Proposal, type Proposer } from "./proposal.ts";
import type { Surroundings } from "./surroundings.ts";
import { isTest, subjectOf } from "./testNames.ts";
import type { Touched } from "./touched.ts";

/** Tests of one changed file; of these, so many that only their name speaks for. */
const most = 4;
const mostByName = 1;
/** Lines of one test around a mention, and of a file that mentions nothing of the change. */
const longestTest = 40;
const longestFile = 120;
/** Mentions in one file. */
const mostInFile = 6;

type File = Surroundings["files"][number];

export const tests: Proposer = async ({ touched, lookUp, files }, signal) => {
  const own = new Set(touched.map(({ path }) => path));
  const sources = touched.filter((each) => !each.isTest);
  const called = await calledLike(sources, files);
  const found = await lookUp.mentioning([...new Set(sources.flatMap((each) => each.definitions))], signal);
  const proposalsFor = (of: Touched): readonly Proposal[] => {
    const isOther = ({ path }: { readonly path: string }): boolean =>
      isTest(path) && !own.has(path) && languageFamily(path) === languageFamily(of.path);
    const mentions = of.definitions.flatMap((name) => (found.get(name) ?? []).filter(isOther));
    return proposals(of, (called.get(subjectOf(of.path)) ?? []).filter(isOther), mentions);
  };
  return (await inTurns(sources, ({ path }) => path.length, proposalsFor)).flat();
};

/** So many subjects are looked for in a name faster than its own subject is told. */
const few = 20;

/** By their subject. Of thousands of files only those are looked at closely whose name may hold one of the subjects. */
async function calledLike(
  sources: readonly Touched[],
  files: readonly File[],
): Promise<ReadonlyMap<string, readonly File[]>> {
  const called = new Map<string, File[]>(sources.map(({ path }) => [subjectOf(path), []]));
  const subjects = [...called.keys()];
  const mayHold = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const plain = name.replaceAll("_", "").replaceAll("-", "").toLowerCase();
    return subjects.some((subject) => plain.includes(subject));
  };
  const look = (file: File): void => {
    if (subjects.length > few || mayHold(file.path)) called.get(subjectOf(file.path))?.push(file);
  };
  await inTurns(files, ({ path }) => path.length, look);
  return called;
}

/** Whoever is called like the file comes first; of two that are, the nearer. */
function proposals(
  of: Touched,
  called: readonly File[],
  mentions: readonly Mentioned[],
): readonly Proposal[] {
  const names = new Set(called.map(({ path }) => path));
  const byPath = new Map<string, Mentioned[]>();
  for (const each of mentions) byPath.set(each.path, [...(byPath.get(each.path) ?? []), each]);
  const mentioning = [...byPath]
    .sort(
      ([a, inA], [b, inB]) =>
        Number(names.has(b)) - Number(names.has(a)) ||
        apart(a, of.path) - apart(b, of.path) ||
        inB.length - inA.length,
    )
    .slice(0, most)
    .map(([path, inFile]) => {
      const shown = inFile.slice(0, mostInFile);
      const weight = shown.length + (names.has(path) ? 100 : 0);
      return proposal(of, { path, id: shown[0]?.id ?? "" }, { ranges: shown.map(around), weight });
    });
  const silent = called
    .filter(({ path }) => !byPath.has(path))
    .toSorted((a, b) => apart(a.path, of.path) - apart(b.path, of.path))
    .slice(0, mostByName)
    .map((file) => proposal(of, file, { ranges: [{ start: 1, end: longestFile }], weight: 50 }));
  return [...mentioning, ...silent];
}

function proposal(
  of: Touched,
  { path, id }: File,
  { ranges, weight }: { readonly ranges: readonly LineRange[]; readonly weight: number },
): Proposal {
  return {
    kind: "test",
    path,
    id,
    ranges: together(ranges, 2),
    reason: { code: "tests", names: named([of.path]) },
    serves: [of.path],
    weight,
  };
}

/** All of a test where it is short, else what stands around the mention. */
function around({ line, within }: Mentioned): LineRange {
  if (within === null) return { start: Math.max(1, line - 2), end: line + 8 };
  const { start, end } = within.range;
  return end - start < longestTest
    ? { start, end }
    : beginning({ start: Math.max(start, line - 6), end }, 20);
}
