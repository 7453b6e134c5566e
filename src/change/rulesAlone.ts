/** Sets up a repository that holds nothing but the rule files of one version, so that nobody else has a say in what they mean. */

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ProtectedGit } from "./protect.ts";
import type { Scratch } from "./scratch.ts";

/**
 * git at work there. Neither the work tree under review nor `info/exclude`, `info/attributes` or a person's own files
 * count. `name` is that of its folder in `scratch`; `texts` are by path; git takes a file
 * of which no text can be made for none.
 */
export async function openRulesAlone(
  git: ProtectedGit,
  scratch: Scratch,
  { name, texts }: { readonly name: string; readonly texts: ReadonlyMap<string, string | null> },
): Promise<ProtectedGit> {
  const workTree = path.join(scratch.folder, name);
  const gitDir = `${workTree}.git`;
  await mkdir(path.join(gitDir, "objects"), { recursive: true });
  await mkdir(path.join(gitDir, "refs"), { recursive: true });
  await writeFile(path.join(gitDir, "HEAD"), "ref: refs/heads/none\n");
  await mkdir(workTree, { recursive: true });
  for (const [file, text] of texts) {
    if (text === null) continue;
    const full = path.join(workTree, file);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
  }
  const variables = {
    GIT_DIR: gitDir,
    GIT_WORK_TREE: workTree,
    GIT_INDEX_FILE: `${workTree}.index`,
    GIT_ATTR_NOSYSTEM: "1",
  };
  return git.at(workTree).with(variables);
}

/** The files of that name in every folder that holds one of the paths, the root among them. */
export function filesAbove(paths: readonly string[], name: string): readonly string[] {
  const folders = new Set<string>();
  for (const file of paths) {
    // A folder has been seen with all that are above it.
    for (let end = file.lastIndexOf("/"); ; end = file.lastIndexOf("/", end - 1)) {
      const folder = file.slice(0, end + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
      if (end <= 0) break;
    }
  }
  folders.add("");
  return [...folders].map((folder) => folder + name);
}
