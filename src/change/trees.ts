/** Writes the two versions that are compared as trees of git. */

import type { ComparedSide } from "../contract/outcome.ts";
import { generatedAt } from "./attributes.ts";
import type { Content, ReadTexts, Versions } from "./change.ts";
import { settleConflicts } from "./conflicts.ts";
import { listHidden, type Hidden } from "./hidden.ts";
import { writeIndex, writeWorkingTree, type Overlay, type WorkingTree } from "./overlay.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn } from "./records.ts";
import type { FixedVersion, Sides } from "./sides.ts";
import { textsAt, textsOnDisk } from "./texts.ts";

export interface TreeSide extends ComparedSide {
  /** The id of a tree, or of a commit that has it. */
  readonly tree: string;
}

export interface Trees extends Omit<WorkingTree, "tree"> {
  /** What git ignores, though the version before the change had no rule for it. */
  readonly hidden: readonly Hidden[];
  readonly base: TreeSide;
  readonly head: TreeSide;
  readonly versions: Versions;
}

export async function writeTrees(sides: Sides, writing: Omit<Overlay, "versions">): Promise<Trees> {
  const { git, repository, scratch } = writing;
  if (sides.base.kind === "index") await settleConflicts(git, "asOurs");
  const base = await write(sides.base, git);
  const disk = textsOnDisk(repository.root);
  const atBase = textsAt(git, base.tree);
  const generated = generatedAt(git, atBase, scratch);
  // Where there was nothing before, no rule could have said otherwise: those of the first version are not new.
  const isFirst = sides.base.kind === "empty";
  const before = (head: ReadTexts): ReadTexts => (isFirst ? head : atBase);
  if (sides.head.kind === "working") {
    const versions = { base: before(disk), head: disk, disk, generated };
    const [{ tree, ...rest }, hidden] = await Promise.all([
      writeWorkingTree({ ...writing, versions }),
      isFirst ? [] : listHidden(git, scratch, versions.base),
    ]);
    const head = { label: "working tree", commit: null, tree };
    return { base, head, versions, hidden, ...rest };
  }

  const conflicts = sides.head.kind === "index" ? await settleConflicts(git, "asStandIns") : [];
  const head = await write(sides.head, git);
  const after = textsAt(git, head.tree);
  return {
    base,
    head,
    versions: { base: before(after), head: after, disk, generated },
    notRead: new Map(conflicts.map((path): [string, Content] => [path, { kind: "unmerged" }])),
    counts: new Map(),
    submodules: [],
    nested: [],
    hidden: [],
  };
}

async function write(version: FixedVersion, git: ProtectedGit): Promise<TreeSide> {
  switch (version.kind) {
    case "commit":
      return { label: version.label, commit: version.commit, tree: version.commit };
    case "empty":
      return { label: version.label, commit: null, tree: idIn(await git.run(["mktree"])) };
    case "index":
      return { label: "index", commit: null, tree: await writeIndex(git) };
  }
}
