/** Reads what people have labelled, in the languages for which there is no tool at hand. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { distinct, type CommitUses, type Use } from "./use.ts";

export interface Labelled {
  readonly language: string;
  /** How many added lines were read. */
  readonly lines: number;
  readonly commits: readonly CommitUses[];
}

/**
 * By repository. One entry a line that was read, `uses` by name: where the repository defines it, `path:line`, at that
 * commit. A line that uses nothing of the repository is no entry.
 */
type LabelFile = Readonly<
  Record<string, { readonly language: string; readonly lines: readonly LabelledLine[] }>
>;

interface LabelledLine {
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  readonly uses: Readonly<Record<string, readonly string[]>>;
}

const file = path.join(import.meta.dirname, "labels.json");

/** Null where nobody has labelled the repository; `name` is its folder's. */
export async function labelsOf(name: string): Promise<Labelled | null> {
  const labels = JSON.parse(await readFile(file, "utf8")) as LabelFile;
  const found = labels[name];
  if (found === undefined) return null;
  const commits = [...new Set(found.lines.map(({ commit }) => commit))].map((commit) => {
    const lines = found.lines.filter((line) => line.commit === commit);
    return { commit, uses: distinct(lines.flatMap(usesOf)) };
  });
  return { language: found.language, lines: found.lines.length, commits };
}

function usesOf({ path: where, line, uses }: LabelledLine): readonly Use[] {
  return Object.entries(uses).map(([name, places]) => ({
    path: where,
    line,
    name,
    definedAt: places.map((place) => {
      const colon = place.lastIndexOf(":");
      return { path: place.slice(0, colon), line: Number(place.slice(colon + 1)) };
    }),
  }));
}
