/** A place beside the repository where git may write: a copy of the index, new objects, the texts of unsaved editors. */

import { copyFile, mkdir, mkdtemp, realpath, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { failed } from "./gitError.ts";
import type { Repository } from "./repository.ts";

export interface Scratch {
  /** Absolute real path. */
  readonly folder: string;
  /** A folder for unsaved texts, in the shape of a work tree. */
  readonly unsaved: string;
  /** Makes git write here; it still reads the repository's own objects. */
  readonly variables: Readonly<Record<string, string>>;
  readonly dispose: () => Promise<void>;
}

/** Readable for nobody else. */
export async function openScratch(repository: Repository): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-")));
  const [index, objects, unsaved] = ["index", "objects", "unsaved"].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const dispose = async (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await mkdir(objects);
    await mkdir(unsaved);
    await copyIndex(repository.index, index);
  } catch {
    await dispose();
    throw failed("the index could not be copied to the temporary folder.");
  }
  return {
    folder,
    unsaved,
    variables: {
      GIT_INDEX_FILE: index,
      GIT_OBJECT_DIRECTORY: objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(repository.objects),
    },
    dispose,
  };
}

/**
 * git takes a file for unchanged when size and time are those that it noted, unless the index is no younger than the
 * file. So a copy must not look younger than the original; one that looks a little older only makes git read more.
 */
async function copyIndex(original: string, copy: string): Promise<void> {
  const before = await stat(original).catch(() => null);
  // No index yet: git takes an absent one for an empty one.
  if (before === null) return;
  await copyFile(original, copy);
  const seconds = (Math.floor(before.mtimeMs) - 1) / 1000;
  await utimes(copy, seconds, seconds);
}

/** The variable is a list with separators; a quoted path is one entry whatever it holds. */
function quoted(folder: string): string {
  return `"${folder.split(path.sep).join("/").replaceAll(/[\\"]/g, "\\$&")}"`;
}
