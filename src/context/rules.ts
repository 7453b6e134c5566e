/** Proposes the rules that people have written for those who change the repository, each for the files it is meant for. */

import type { Snapshot } from "../change/snapshot.ts";
import type { Collector } from "./collecting.ts";
import type { Candidate } from "./piece.ts";
import { isRuleFile, reachOf, rulePlaces, type RuleFile } from "./ruleReach.ts";

/** Files that are read; a repository of more has no rules but a library. */
const mostFiles = 200;

/** Always as they were before the change: it can't rewrite the rules of its own review. What they import is not followed. */
export const rules: Collector = async ({ cleared, base }) => {
  const changed = cleared.files.filter(({ withheld }) => withheld === null).map(({ file }) => file.path);
  if (base === null || changed.length === 0) return [];
  const found = await readRules(base, changed);
  const known = new Set<string>();
  return found.flatMap((file): readonly Candidate[] => {
    const { reason, files } = reachOf(file, found, changed);
    const serves = files.length === changed.length ? null : files;
    // Many repositories keep one text under several names, one for each tool.
    const key = JSON.stringify([file.text, serves]);
    if (files.length === 0 || known.has(key)) return [];
    known.add(key);
    return [{ kind: "rules", ...file, ranges: null, reason, serves, weight: 0 }];
  });
};

/** In git's order, without empty ones. */
async function readRules(base: Snapshot, changed: readonly string[]): Promise<readonly RuleFile[]> {
  const listed = await base.list(rulePlaces(changed));
  const files = listed.filter(({ path }) => isRuleFile(path)).slice(0, mostFiles);
  const contents = await base.read(files.map(({ id }) => id));
  return files.flatMap(({ path, id }) => {
    const content = contents.get(id);
    return content?.kind === "text" && content.text.trim() !== "" ? [{ path, text: content.text }] : [];
  });
}
