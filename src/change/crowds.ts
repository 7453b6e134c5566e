/** Counts the folders of so many untracked files that naming and reading each would help nobody. */

import { setImmediate } from "node:timers/promises";
import { inSlices } from "./slices.ts";

/** Where package managers and interpreters put what they made. Few files in one of these may be somebody's own. */
const machineMade = /^(?:.*?\/)?(?:node_modules|bower_components|\.venv|venv|\.tox|__pycache__)(?=\/)/s;
const mostMachineMade = 100;
/** As many as a person may well add in one go, by importing a project for instance. */
const mostAnywhere = 10_000;

export interface Counted {
  /** Those that are in no crowd. */
  readonly paths: readonly string[];
  /** How many files each folder stands for. */
  readonly crowds: ReadonlyMap<string, number>;
}

/** A folder with a tracked file in it is no crowd. */
export async function countCrowds(
  untracked: readonly string[],
  isTrackedBelow: (folder: string) => boolean,
): Promise<Counted> {
  if (untracked.length <= mostMachineMade) return { paths: untracked, crowds: new Map() };
  const made = await collapse(untracked, (path) => machineMade.exec(path)?.slice(0, 1) ?? []);
  const known = pick(made, mostMachineMade, isTrackedBelow);
  const rest = await without(untracked, known);
  if (rest.length <= mostAnywhere) return { paths: rest, crowds: known };
  const folders = await collapse(rest, foldersOf);
  const large = pick(folders, mostAnywhere, isTrackedBelow);
  const innermost = new Map(
    [...large].filter(([folder]) => ![...large.keys()].some((each) => each.startsWith(`${folder}/`))),
  );
  return { paths: await without(rest, innermost), crowds: new Map([...known, ...innermost]) };
}

/** How many of the paths lie in each of the folders that `foldersIn` names. */
async function collapse(
  paths: readonly string[],
  foldersIn: (path: string) => readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const slice of inSlices(paths, () => 0)) {
    for (const path of slice)
      for (const folder of foldersIn(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
    await setImmediate();
  }
  return counts;
}

function pick(
  counts: ReadonlyMap<string, number>,
  most: number,
  isTrackedBelow: (folder: string) => boolean,
): Map<string, number> {
  return new Map([...counts].filter(([folder, count]) => count > most && !isTrackedBelow(folder)));
}

async function without(
  paths: readonly string[],
  crowds: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  if (crowds.size === 0) return paths;
  const rest: string[] = [];
  for (const slice of inSlices(paths, () => 0)) {
    rest.push(...slice.filter((path) => !foldersOf(path).some((folder) => crowds.has(folder))));
    await setImmediate();
  }
  return rest;
}

function foldersOf(path: string): readonly string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
