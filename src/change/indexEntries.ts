/** What the index says about the work tree, with the flags taken off that let a file pass as unchanged. */

import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined, records } from "./records.ts";

export interface IndexEntry {
  /** Octal, as git prints it. */
  readonly mode: string;
  readonly id: string;
  /** The file need not exist: a sparse checkout leaves it out. */
  readonly isSparse: boolean;
}

/** By path. */
export type TrackedFiles = ReadonlyMap<string, IndexEntry>;

export interface TouchedFile {
  readonly path: string;
  readonly isDeleted: boolean;
}

/** `git` works on a copy of the index. Every tracked path; of one in conflict, one of its versions. */
export async function readEntries(git: ProtectedGit): Promise<TrackedFiles> {
  const entries = new Map<string, IndexEntry>();
  const hidden: string[] = [];
  const listed = await git.run(["ls-files", "-z", "--stage", "-v"]);
  for (const line of records(listed)) {
    const { 1: tag, 2: mode, 3: id, 4: path } = /^(.) (\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? [];
    if (tag === undefined || mode === undefined || id === undefined || path === undefined)
      throw failed("its index could not be understood.");
    entries.set(path, { mode, id, isSparse: tag.toUpperCase() === "S" });
    if (tag !== "H" && tag !== "M") hidden.push(path);
  }
  if (hidden.length > 0) {
    const list = joined(hidden);
    await git.run(["update-index", "--no-assume-unchanged", "-z", "--stdin"], list);
    await git.run(["update-index", "--no-skip-worktree", "-z", "--stdin"], list);
  }
  return entries;
}

/**
 * The tracked files that differ from the index. Refreshing first lets git compare by content what has only a new
 * time; it opens regular files of an unchanged size and nothing else, and no submodule.
 */
export async function listTouched(git: ProtectedGit): Promise<readonly TouchedFile[]> {
  await git.ask(["update-index", "-q", "--unmerged", "--ignore-missing", "--refresh"]);
  const args = [
    "diff-files",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--ignore-submodules=dirty",
  ];
  const touched = new Map<string, TouchedFile>();
  const { out, message } = await git.hear(args);
  // A file that git could not even look at is missing from the list, and git ends well all the same.
  const complaint = /^(?!warning: ).+$/m.exec(message)?.[0];
  if (complaint !== undefined) throw failed(complaint);
  const fields = records(out);
  for (let at = 0; at < fields.length; at += 2) {
    const [header, path] = fields.slice(at, at + 2);
    if (header === undefined || path === undefined) throw failed("a list of its ended in the middle.");
    touched.set(path, { path, isDeleted: header.endsWith(" D") });
  }
  return [...touched.values()];
}

export interface Untracked {
  /** What is neither tracked nor ignored. A repository of its own ends with `/`. */
  readonly paths: readonly string[];
  /** Folders that git may not look into. */
  readonly closed: readonly string[];
}

export async function listUntracked(git: ProtectedGit): Promise<Untracked> {
  const { out, message } = await git.hear(["ls-files", "-z", "--others", "--exclude-standard"]);
  const closed = message.matchAll(/^warning: could not open directory '(.+)\/': /gm);
  return { paths: records(out), closed: [...closed].map(([, folder = ""]) => folder) };
}
