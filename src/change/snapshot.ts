/** The version of the repository that is under review, as far as it can be read: every file of the head side. */

import type { Content } from "./change.ts";
import { readContents } from "./contents.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { records } from "./records.ts";

export interface SnapshotFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Of its blob. */
  readonly id: string;
}

/** Rejects like every call of git. Nothing in it has been through the door. */
export interface Snapshot {
  /** Regular files in git's order: no links, no submodules. */
  readonly list: () => Promise<readonly SnapshotFile[]>;
  /** By id; at most 64 MB of texts in one call, the rest is `tooLarge`. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Content>>;
}

/** `tree`: the id of a tree, or of a commit that has it. */
export function snapshotOf(git: ProtectedGit, tree: string): Snapshot {
  let listed: Promise<readonly SnapshotFile[]> | null = null;
  return {
    list: async () => (listed ??= list(git, tree)),
    read: async (ids) => readContents(git, ids),
  };
}

async function list(git: ProtectedGit, tree: string): Promise<readonly SnapshotFile[]> {
  const printed = await git.run(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree]);
  const files: SnapshotFile[] = [];
  for (const line of records(printed)) {
    const { 1: mode, 2: id, 3: path } = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined) {
      throw failed("its list of files could not be understood.");
    }
    if (mode.startsWith("100")) files.push({ path, id });
  }
  return files;
}
