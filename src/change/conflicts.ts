/** Makes an index in conflict one that can be written as a tree: one text for each path, or a stand-in. */

import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined, records } from "./records.ts";
import { writeStandIn } from "./standIns.ts";

/**
 * `asOurs`: what stood there before the merge, or nothing. `asStandIns`: something that differs from every version, so
 * that the ledger names the path. Works on a copy of the index; returns the paths.
 */
export async function settleConflicts(
  git: ProtectedGit,
  how: "asOurs" | "asStandIns",
): Promise<readonly string[]> {
  const ours = new Map<string, string | null>();
  for (const line of records(await git.run(["ls-files", "-z", "--unmerged"]))) {
    const { 1: entry, 2: stage, 3: path } = /^(\d+ [0-9a-f]+) (\d)\t(.*)$/s.exec(line) ?? [];
    if (entry === undefined || path === undefined) throw failed("its index could not be understood.");
    ours.set(path, stage === "2" ? entry : (ours.get(path) ?? null));
  }
  if (ours.size === 0) return [];
  const id = await writeStandIn(git);
  const lines = [...ours].flatMap(([path, entry]) => {
    const kept = how === "asStandIns" ? `100644 ${id}` : entry;
    // Removing the path first takes all of its versions away.
    return [`0 ${"0".repeat(id.length)}\t${path}`, ...(kept === null ? [] : [`${kept}\t${path}`])];
  });
  await git.run(["update-index", "-z", "--index-info"], joined(lines));
  return [...ours.keys()];
}
