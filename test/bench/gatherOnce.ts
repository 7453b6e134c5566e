/** Gathers uncommitted work as a review does, and for comparison does the least that a reviewer could do. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Git } from "../../src/change/git.ts";
import { survey } from "../../src/change/survey.ts";
import { Exclusions } from "../../src/privacy/exclusions.ts";

export interface Taken {
  readonly files: number;
  /** Added and removed. */
  readonly lines: number;
}

export const forever = new AbortController().signal;

export async function gatherOnce(folder: string, git: Git): Promise<Taken> {
  const surveyed = await survey({
    scope: { kind: "uncommitted" },
    folders: [folder],
    git,
    unsaved: async () => [],
    documentText: async () => null,
    withholdingFor: () =>
      new Exclusions({ exclude: [], unticked: new Set(), around: null, machineMade: "excluded" }),
    hookIndex: null,
    signal: forever,
  });
  if (surveyed.kind === "failed") throw new Error(JSON.stringify(surveyed.fault));
  const files = surveyed.changes.flatMap(({ change }) => change.files);
  const hunks = files.flatMap((file) => file.hunks);
  const lines = hunks.reduce(
    (sum, hunk) => sum + hunk.lines.filter(({ kind }) => kind !== "context").length,
    0,
  );
  await surveyed.dispose();
  return { files: files.filter((file) => file.new.kind === "text").length, lines };
}

/** The diff under the same safe settings, and the same files read from the disk. */
export async function leastWork(folder: string, files: readonly string[], git: Git): Promise<Taken> {
  const args = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty", "HEAD"];
  const result = await git.run({ folder, args, signal: forever });
  if (result.kind === "failed" || result.code !== 0) throw new Error("git diff failed.");
  const patch = result.out.toString();
  const texts = await Promise.all(files.map(async (file) => readFile(path.join(folder, file), "utf8")));
  return { files: texts.length, lines: patch.match(/^[-+](?!--|\+\+)/gm)?.length ?? 0 };
}
