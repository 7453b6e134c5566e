/** Writes the working tree as a tree of git: staged, unstaged, untracked and unsaved text together, the repository untouched. */

import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { UnsentReason } from "../contract/coverage.ts";
import { largestText, type UnsavedText } from "./change.ts";
import { listTouched, listUntracked, readEntries, type IndexEntry } from "./indexEntries.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn, joined } from "./records.ts";
import type { Repository } from "./repository.ts";
import type { Scratch } from "./scratch.ts";
import { inSlices } from "./slices.ts";
import { isBinary, isReadable, standingAt } from "./standing.ts";

/** Why the tree holds a stand-in for a path instead of what is there. */
export type NotRead = "withheld" | "binary" | "tooLarge" | "unreadable" | "submodule";

export interface WorkingTree {
  readonly tree: string;
  readonly notRead: ReadonlyMap<string, NotRead>;
}

export interface Overlay {
  /** Writes into `scratch`. */
  readonly git: ProtectedGit;
  readonly repository: Repository;
  readonly scratch: Scratch;
  readonly unsaved: readonly UnsavedText[];
  readonly withhold: (path: string) => UnsentReason | null;
}

/** How one path gets into the tree: git reads it, nobody does, or it is gone. */
type Entry = { readonly kind: "read" | "remove"; readonly path: string } | StandIn;

interface StandIn {
  readonly kind: "standIn";
  readonly path: string;
  readonly mode: string;
  readonly reason: NotRead;
}

type Tracked = ReadonlyMap<string, IndexEntry>;

const file = "100644";
const gitlink = "160000";

/**
 * What must not or cannot be read gets a stand-in, so that the ledger names it: a withheld file, a large one, a pipe.
 * Whether a tracked one of these differs is told by size and time, and at an equal size by git's own comparison.
 */
export async function writeWorkingTree(overlay: Overlay): Promise<WorkingTree> {
  const { git, repository, scratch } = overlay;
  const tracked = await readEntries(git);
  const touched = await listTouched(git);
  // The temporary folder may lie in the work tree.
  const own = path.relative(repository.root, scratch.folder).split(path.sep).join("/");
  const { paths, closed } = await listUntracked(git);
  const untracked = paths.filter((each) => !each.startsWith(`${own}/`));

  const unsaved = unsavedOf(overlay, tracked, new Set(untracked));
  const isUnsaved = new Set(unsaved.map((each) => each.path));
  const saved = [...touched, ...untracked.map((each) => ({ path: each, isDeleted: false }))];
  const entries: Entry[] = [];
  for (const slice of inSlices(saved, () => 0)) {
    const looks = slice.map(async ({ path: name, isDeleted }) => {
      if (isUnsaved.has(name)) return [];
      if (isDeleted && !isUtf8(name)) return [standIn(name, file, "unreadable")];
      if (!isDeleted) return [await entryFor(name, overlay, tracked)];
      return tracked.get(name)?.isSparse ? [] : [{ kind: "remove", path: name } as const];
    });
    entries.push(...(await Promise.all(looks)).flat());
  }
  const [small, large] = [unsaved.filter((text) => !isLarge(text)), unsaved.filter(isLarge)];
  const all = [
    ...entries,
    ...large.map((each) => standIn(each.path, modeOf(each.path, tracked), "tooLarge")),
    ...closed.map((folder) => standIn(folder, file, "unreadable")),
  ];

  await enter(all, git);
  await enterUnsaved(small, overlay, tracked);
  // What a partial clone or a sparse checkout left out need not be here to be named.
  const tree = idIn(await git.run(["write-tree", "--missing-ok"]));
  const standIns = all.flatMap((entry) => (entry.kind === "standIn" ? [entry] : []));
  return { tree, notRead: new Map(standIns.map((entry) => [entry.path, entry.reason])) };
}

async function entryFor(listed: string, { repository, withhold }: Overlay, tracked: Tracked): Promise<Entry> {
  const name = listed.replace(/\/$/, "");
  const mode = modeOf(name, tracked);
  if (!isUtf8(name)) return standIn(name, mode, "unreadable");
  const standing = await standingAt(repository.root, name);
  if (standing.kind === "absent") return { kind: "remove", path: name };
  if (standing.kind === "folder") return standIn(name, gitlink, "submodule");
  if (standing.kind === "unreadable") return standIn(name, mode, "unreadable");
  if (withhold(name) !== null) return standIn(name, mode, "withheld");
  if (standing.kind === "link") return { kind: "read", path: name };
  if (standing.size > largestText) {
    return standIn(name, mode, (await isBinary(repository.root, name)) ? "binary" : "tooLarge");
  }
  return (await isReadable(repository.root, name))
    ? { kind: "read", path: name }
    : standIn(name, mode, "unreadable");
}

function standIn(name: string, mode: string, reason: NotRead): StandIn {
  return { kind: "standIn", path: name, mode, reason };
}

function modeOf(name: string, tracked: Tracked): string {
  const mode = tracked.get(name)?.mode ?? file;
  return mode.startsWith("100") ? mode : file;
}

/** A name that is not UTF-8 came out changed: it can be told, but not opened. */
function isUtf8(name: string): boolean {
  return !name.includes("\ufffd");
}

/** git reads files itself, because only it knows their filters, line ends and modes. */
async function enter(entries: readonly Entry[], git: ProtectedGit): Promise<void> {
  const paths = entries.flatMap((entry) => (entry.kind === "read" ? [entry.path] : []));
  const others = entries.filter((entry) => entry.kind !== "read");
  if (others.length > 0) {
    const id = idIn(await git.run(["hash-object", "-w", "--stdin"], `A stand-in: ${crypto.randomUUID()}`));
    const lines = others.map((entry) =>
      entry.kind === "standIn"
        ? `${entry.mode} ${id}\t${entry.path}`
        : `0 ${"0".repeat(id.length)}\t${entry.path}`,
    );
    await git.run(["update-index", "-z", "--index-info"], joined(lines));
  }
  if (paths.length > 0) await git.run([...takeIn, "--remove", "--stdin"], joined(paths));
}

const takeIn = ["update-index", "-z", "--add", "--replace"];

/** Only of files that git sees in the work tree. A withheld one counts as it lies on the disk, unread. */
function unsavedOf(
  { unsaved, withhold }: Overlay,
  tracked: Tracked,
  untracked: ReadonlySet<string>,
): readonly UnsavedText[] {
  return unsaved.filter(({ path: name }) => {
    const isFile = tracked.get(name)?.mode.startsWith("100") ?? untracked.has(name);
    return isFile && withhold(name) === null;
  });
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
  tracked: Tracked,
): Promise<void> {
  const { git, repository, scratch } = overlay;
  if (texts.length === 0) return;
  for (const { path: name, text } of texts) {
    const full = path.join(scratch.unsaved, name);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
    if (modeOf(name, tracked) === "100755") await chmod(full, 0o755);
  }
  const beside = git.with({ GIT_DIR: repository.gitDir, GIT_WORK_TREE: scratch.unsaved });
  await beside.run(["-C", scratch.unsaved, ...takeIn, "--stdin"], joined(texts.map((each) => each.path)));
}
