/** Proposes the tests of changed files: those that are called like them, and those that mention what the change touches. */

import type { Mentioned } from "./lookUp.ts";
import { languageFamily } from "./languages.ts";
import { apart } from "./nearness.ts";
import { beginning, named, together, type Proposal, type Proposer } from "./proposal.ts";
import type { Surroundings } from "./surroundings.ts";
import { isTest, subjectOf } from "./testNames.ts";
import type { Touched } from "./touched.ts";

/** Tests of one changed file by their names, and of one name by their mentions. */
const mostByName = 2;
const mostByMention = 3;
/** Lines of one test around a mention. */
const longestTest = 40;
/** Mentions in one file. */
const mostInFile = 6;

export const tests: Proposer = async ({ touched, lookUp, files }, signal) => {
  const own = new Set(touched.map(({ path }) => path));
  const candidates = files.filter(({ path }) => isTest(path) && !own.has(path));
  const sources = touched.filter((each) => !each.isTest);
  const bySubject = new Map<string, Surroundings["files"][number][]>();
  for (const file of candidates) {
    const subject = subjectOf(file.path);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), file]);
  }
  const found = await lookUp.mentioning([...new Set(sources.flatMap((each) => each.definitions))], signal);
  return sources.flatMap((of) => {
    const isOfLanguage = ({ path }: { readonly path: string }): boolean =>
      languageFamily(path) === languageFamily(of.path);
    const called = nearestTo(of, (bySubject.get(subjectOf(of.path)) ?? []).filter(isOfLanguage));
    const mentions = of.definitions.flatMap((name) =>
      (found.get(name) ?? []).filter(
        (each) => isTest(each.path) && !own.has(each.path) && isOfLanguage(each),
      ),
    );
    return proposals(of, new Set(called.slice(0, mostByName).map(({ path }) => path)), mentions);
  });
};

/** A test that is called like the file counts more; without a mention of the change, its beginning tells how it is made. */
function proposals(
  of: Touched,
  called: ReadonlySet<string>,
  mentions: readonly Mentioned[],
): readonly Proposal[] {
  const byPath = new Map<string, Mentioned[]>();
  for (const each of mentions) byPath.set(each.path, [...(byPath.get(each.path) ?? []), each]);
  const paths = [...byPath.keys()].sort(
    (a, b) =>
      Number(called.has(b)) - Number(called.has(a)) ||
      apart(a, of.path) - apart(b, of.path) ||
      (byPath.get(b)?.length ?? 0) - (byPath.get(a)?.length ?? 0),
  );
  return paths.slice(0, mostByMention).map((path) => {
    const inFile = (byPath.get(path) ?? []).slice(0, mostInFile);
    const ranges = inFile.map(({ line, within }) =>
      within === null ? { start: Math.max(1, line - 2), end: line + 8 } : aroundLine(within.range, line),
    );
    return {
      kind: "test",
      path,
      id: inFile[0]?.id ?? "",
      ranges: together(ranges, 2),
      reason: { code: "tests", names: named([of.path]) },
      serves: [of.path],
      weight: inFile.length + (called.has(path) ? 100 : 0),
    };
  });
}

/** All of a test where it is short, else what stands around the line. */
function aroundLine(range: { readonly start: number; readonly end: number }, line: number): typeof range {
  if (range.end - range.start < longestTest) return range;
  return beginning({ start: Math.max(range.start, line - 6), end: range.end }, 20);
}

function nearestTo<File extends { readonly path: string }>(
  of: Touched,
  files: readonly File[],
): readonly File[] {
  return [...files].sort((a, b) => apart(a.path, of.path) - apart(b.path, of.path));
}
