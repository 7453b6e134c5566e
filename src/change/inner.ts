/** Lists the repositories inside one whose own change belongs to its change: submodules, and what lies untracked in the work tree. */

import { failed } from "./gitError.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ProtectedGit } from "./protect.ts";
import { records } from "./records.ts";
import type { FixedVersion, Sides } from "./sides.ts";
import type { Trees } from "./trees.ts";

export interface InnerRepository {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The versions of the submodule that the two sides name; null: its own HEAD and work tree, as nobody names another. */
  readonly sides: Sides | null;
}

const gitlink = "160000";

export async function listInner(of: {
  readonly git: ProtectedGit;
  readonly sides: Sides;
  readonly trees: Trees;
  readonly entries: readonly LedgerEntry[];
}): Promise<readonly InnerRepository[]> {
  const { git, sides, trees, entries } = of;
  if (sides.head.kind === "working") {
    const nested = trees.nested.map((path) => ({ path, sides: null }));
    if (trees.submodules.length === 0) return nested;
    const before = await linksAt(git, trees.base.tree);
    const submodules = trees.submodules.map((path): InnerRepository => {
      return { path, sides: { base: versionOf(before.get(path) ?? null), head: { kind: "working" } } };
    });
    return [...submodules, ...nested];
  }
  return entries
    .filter((entry) => entry.new.mode === gitlink)
    .map((entry) => ({
      path: entry.path,
      sides: {
        base: versionOf(entry.old.mode === gitlink ? entry.old.id : null),
        head: versionOf(entry.new.id),
      },
    }));
}

function versionOf(commit: string | null): FixedVersion {
  return commit === null
    ? { kind: "empty", label: "empty tree" }
    : { kind: "commit", commit, label: commit.slice(0, 8) };
}

async function linksAt(git: ProtectedGit, tree: string): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  for (const line of records(
    await git.run(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree]),
  )) {
    if (!line.startsWith(gitlink)) continue;
    const { 1: id, 2: path } = /^\d+ commit ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (id === undefined || path === undefined) throw failed("its list of files could not be understood.");
    links.set(path, id);
  }
  return links;
}
