/** Lists what lies on the disk and differs from the index: touched files, untracked ones, and what can only be counted. */

import path from "node:path";
import { countCrowds } from "./crowds.ts";
import { listTouched, listUntracked, type TrackedFiles } from "./indexEntries.ts";
import { unchangedInLfs } from "./lfs.ts";
import type { ProtectedGit } from "./protect.ts";
import type { Repository } from "./repository.ts";
import type { Scratch } from "./scratch.ts";

interface Place {
  readonly git: ProtectedGit;
  readonly repository: Repository;
  readonly scratch: Scratch;
}

export interface SavedFile {
  readonly path: string;
  readonly isDeleted: boolean;
}

export interface Saved {
  readonly touched: readonly SavedFile[];
  /** By path. */
  readonly untracked: ReadonlyMap<string, SavedFile>;
  /** Folders that git may not look into. */
  readonly closed: readonly string[];
  readonly crowds: ReadonlyMap<string, number>;
}

/** What differs from the index on the disk. */
export async function listSaved({ git, repository, scratch }: Place, tracked: TrackedFiles): Promise<Saved> {
  const [listed, { paths, closed }] = await Promise.all([listTouched(git), listUntracked(git)]);
  const files = listed.flatMap(({ path: name, isDeleted }) => {
    const id = isDeleted ? undefined : tracked.get(name)?.id;
    return id === undefined ? [] : [{ path: name, id }];
  });
  const unchanged = await unchangedInLfs(git, repository.root, files);
  // The temporary folder may lie in the work tree.
  const own = path.relative(repository.root, scratch.folder).split(path.sep).join("/");
  const others = paths.filter((each) => !each.startsWith(`${own}/`));
  const isTrackedBelow = (folder: string): boolean =>
    [...tracked.keys()].some((each) => each.startsWith(`${folder}/`));
  const counted = await countCrowds(others, isTrackedBelow);
  return {
    touched: listed.filter((each) => !unchanged.has(each.path)),
    untracked: new Map(counted.paths.map((each) => [each, { path: each, isDeleted: false }])),
    closed,
    crowds: counted.crowds,
  };
}
