/** Writes the working tree as a tree of git: staged, unstaged, untracked and unsaved text together, the repository untouched. */

import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { largestText, type Content, type UnsavedText, type Versions, type Withholding } from "./change.ts";
import { readEntries, type TrackedFiles } from "./indexEntries.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn, joined } from "./records.ts";
import type { Repository } from "./repository.ts";
import { listSaved } from "./saved.ts";
import type { Scratch } from "./scratch.ts";
import { inSlices } from "./slices.ts";
import { isBinary, isReadable, standingAt } from "./standing.ts";
import { writeStandIn } from "./standIns.ts";
import { takeIn } from "./takeIn.ts";

export interface WorkingTree {
  readonly tree: string;
  /** What stands for the paths of which the tree holds a stand-in. */
  readonly notRead: ReadonlyMap<string, Content>;
  /** How many files those of them stand for that are folders. */
  readonly counts: ReadonlyMap<string, number>;
  /** Paths of the submodules that the index names. */
  readonly submodules: readonly string[];
  /** Paths of repositories that lie untracked in this one. */
  readonly nested: readonly string[];
}

export interface Overlay {
  /** Writes into `scratch`. */
  readonly git: ProtectedGit;
  readonly repository: Repository;
  readonly scratch: Scratch;
  readonly unsaved: readonly UnsavedText[];
  readonly withholding: Withholding;
  readonly versions: Versions;
}

/** How one path gets into the tree: git reads it, nobody does, or it is gone. */
type Entry = { readonly kind: "read" | "remove"; readonly path: string } | StandIn;

interface StandIn {
  readonly kind: "standIn";
  readonly path: string;
  readonly mode: string;
  readonly content: Content;
}

/** In the measure of `inSlices`. */
const costOfLook = 8000;

const file = "100644";
const gitlink = "160000";

/**
 * What must not or cannot be read gets a stand-in, so that the ledger names it: a withheld file, a large one, a pipe.
 * Whether a tracked one of these differs is told by size and time, and at an equal size by git's own comparison.
 */
export async function writeWorkingTree(overlay: Overlay): Promise<WorkingTree> {
  const { git, withholding, versions } = overlay;
  const tracked = await readEntries(git);
  const { touched, untracked, closed, crowds } = await listSaved(overlay, tracked);
  const unsaved = overlay.unsaved.filter(({ path: name }) => isFile(name, tracked, untracked));
  const paths = [...touched, ...untracked.values(), ...unsaved].map((each) => each.path.replace(/\/$/, ""));
  await withholding.learn(paths, versions, git.signal);
  // A withheld one counts as it lies on the disk, unread.
  const texts = unsaved.filter(({ path: name }) => withholding.reasonFor(name) === null);

  const isUnsaved = new Set(texts.map((each) => each.path));
  const entries: Entry[] = [];
  for (const slice of inSlices([...touched, ...untracked.values()], () => costOfLook)) {
    const looks = slice.map(async ({ path: name, isDeleted }) => {
      if (isUnsaved.has(name)) return [];
      if (isDeleted && !isUtf8(name)) return [standIn(name, file, { kind: "unreadable" })];
      if (!isDeleted) return [await entryFor(name, overlay, tracked)];
      return tracked.get(name)?.isSparse === true ? [] : [{ kind: "remove", path: name } as const];
    });
    entries.push(...(await Promise.all(looks)).flat());
  }
  const all = [
    ...entries,
    ...texts
      .filter(isLarge)
      .map((each) => standIn(each.path, modeOf(each.path, tracked), { kind: "tooLarge" })),
    ...closed.map((folder) => standIn(folder, file, { kind: "unreadable" })),
    ...[...crowds.keys()].map((folder) => standIn(folder, file, { kind: "withheld", reason: "tooMany" })),
  ];

  const refused = await enter(all, git);
  const small = texts.filter((text) => !isLarge(text));
  refused.push(...(await enterUnsaved(small, overlay, tracked)));
  const late = refused.map((name) => standIn(name, modeOf(name, tracked), { kind: "encoding" }));
  await enter(late, git);
  const standIns = [...all, ...late].flatMap((entry) => (entry.kind === "standIn" ? [entry] : []));
  return {
    tree: await writeIndex(git),
    notRead: new Map(standIns.map((entry) => [entry.path, entry.content])),
    counts: crowds,
    submodules: [...tracked].flatMap(([name, { mode }]) => (mode === gitlink ? [name] : [])),
    nested: [...untracked.keys()].flatMap((name) => (name.endsWith("/") ? [name.slice(0, -1)] : [])),
  };
}

/** What a partial clone or a sparse checkout left out need not be here to be named. */
export async function writeIndex(git: ProtectedGit): Promise<string> {
  return idIn(await git.run(["write-tree", "--missing-ok"]));
}

/** Whether git sees a file there in the work tree. */
function isFile(name: string, tracked: TrackedFiles, untracked: ReadonlyMap<string, unknown>): boolean {
  return tracked.get(name)?.mode.startsWith("100") ?? untracked.has(name);
}

async function entryFor(
  listed: string,
  { repository, withholding }: Overlay,
  tracked: TrackedFiles,
): Promise<Entry> {
  const name = listed.replace(/\/$/, "");
  const mode = modeOf(name, tracked);
  if (!isUtf8(name)) return standIn(name, mode, { kind: "unreadable" });
  const standing = await standingAt(repository.root, name);
  if (standing.kind === "absent") return { kind: "remove", path: name };
  if (standing.kind === "folder") return standIn(name, gitlink, { kind: "submodule" });
  if (standing.kind === "unreadable") return standIn(name, mode, { kind: "unreadable" });
  const reason = withholding.reasonFor(name);
  if (reason !== null) return standIn(name, mode, { kind: "withheld", reason });
  if (standing.kind === "link") return { kind: "read", path: name };
  if (standing.size > largestText) {
    const kind = (await isBinary(repository.root, name)) ? "binary" : "tooLarge";
    return standIn(name, mode, { kind });
  }
  return standing.isOpenToAll || (await isReadable(repository.root, name))
    ? { kind: "read", path: name }
    : standIn(name, mode, { kind: "unreadable" });
}

function standIn(name: string, mode: string, content: Content): StandIn {
  return { kind: "standIn", path: name, mode, content };
}

function modeOf(name: string, tracked: TrackedFiles): string {
  const mode = tracked.get(name)?.mode ?? file;
  return mode.startsWith("100") ? mode : file;
}

/** A name that is not UTF-8 came out changed: it can be told, but not opened. */
function isUtf8(name: string): boolean {
  return !name.includes("\ufffd");
}

/** Returns the paths that git could not take. */
async function enter(entries: readonly Entry[], git: ProtectedGit): Promise<string[]> {
  const paths = entries.flatMap((entry) => (entry.kind === "read" ? [entry.path] : []));
  const others = entries.filter((entry) => entry.kind !== "read");
  if (others.length > 0) {
    const id = await writeStandIn(git);
    const lines = others.map((entry) =>
      entry.kind === "standIn"
        ? `${entry.mode} ${id}\t${entry.path}`
        : `0 ${"0".repeat(id.length)}\t${entry.path}`,
    );
    await git.run(["update-index", "-z", "--index-info"], joined(lines));
  }
  return [...(await takeIn(git, paths, ["--remove"]))];
}

function isLarge({ text }: UnsavedText): boolean {
  return Buffer.byteLength(text) > largestText;
}

/**
 * The texts lie in a small work tree of their own, so that git takes them in like files: with the line ends that the
 * file has in the index, which git disregards when it is only asked for the hash of a text.
 */
async function enterUnsaved(
  texts: readonly UnsavedText[],
  overlay: Overlay,
  tracked: TrackedFiles,
): Promise<readonly string[]> {
  const { git, repository, scratch } = overlay;
  for (const { path: name, text } of texts) {
    const full = path.join(scratch.unsaved, name);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
    if (modeOf(name, tracked) === "100755") await chmod(full, 0o755);
  }
  const beside = git.at(scratch.unsaved).with({ GIT_DIR: repository.gitDir, GIT_WORK_TREE: scratch.unsaved });
  return takeIn(
    beside,
    texts.map((each) => each.path),
  );
}
