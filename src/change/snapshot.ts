/** One version of the repository as a whole, as far as it can be read: every file of one side. */

import type { Content } from "./change.ts";
import { readContents } from "./contents.ts";
import { failed } from "./gitError.ts";
import { foldersAbove } from "../text/folders.ts";
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
  /** Regular files in git's order: no links, no submodules. `at`: only these files, and what is in these folders. */
  readonly list: (at?: readonly string[]) => Promise<readonly SnapshotFile[]>;
  /** By id; at most 64 MB of texts in one call, the rest is `tooLarge`. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Content>>;
}

/** Paths that git is asked about by name: a command line has its limit, on Windows 32,767 characters. */
const mostNamed = 200;

/** `tree`: the id of a tree, or of a commit that has it. */
export function snapshotOf(git: ProtectedGit, tree: string): Snapshot {
  let listed: Promise<readonly SnapshotFile[]> | null = null;
  const all = async (): Promise<readonly SnapshotFile[]> => (listed ??= list(git, tree, []));
  return {
    list: async (at) => {
      if (at === undefined) return all();
      const wanted = new Set(at.filter((path) => path !== "" && !/^\.\.(\/|$)|^\/|\0/.test(path)));
      if (wanted.size === 0) return [];
      if (wanted.size <= mostNamed) return list(git, tree, [...wanted]);
      return (await all()).filter(
        ({ path }) => wanted.has(path) || foldersAbove(path).some((folder) => wanted.has(folder)),
      );
    },
    read: async (ids) => readContents(git, ids),
  };
}

async function list(
  git: ProtectedGit,
  tree: string,
  at: readonly string[],
): Promise<readonly SnapshotFile[]> {
  const printed = await git.run(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree, ...at]);
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
