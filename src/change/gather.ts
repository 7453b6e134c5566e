/** Chapter one: every path that differs between the two sides, with both texts and the lines that changed. */

import type { ReviewedRepository } from "../contract/outcome.ts";
import { bytesInTrees, type ReadBytes } from "./bytes.ts";
import type { Change, Content, FileChange, UnsavedText, Withholding } from "./change.ts";
import { readContents } from "./contents.ts";
import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import type { Hidden, Rule } from "./hidden.ts";
import { cutHunks, type PairSide } from "./hunks.ts";
import { listIgnored } from "./ignored.ts";
import { lastCommitsAt, type ReadLastCommits } from "./lastCommits.ts";
import { readLedger, type LedgerEntry, type LedgerSide } from "./ledger.ts";
import { listInner, type InnerRepository } from "./inner.ts";
import { reasonByName } from "./names.ts";
import { protect, type ProtectedGit } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { saidOf, type Said } from "./said.ts";
import { openScratch } from "./scratch.ts";
import { searchIn, type SearchText } from "./search.ts";
import type { Sides } from "./sides.ts";
import { snapshotOf, type Snapshot } from "./snapshot.ts";
import { writeTrees, type Trees } from "./trees.ts";
import type { Fault } from "../contract/failure.ts";

/** The change in one repository, and what can be asked about it while its temporary objects are there. */
export interface GatheredChange {
  readonly change: Change;
  /** The base side as a whole; null where nothing is compared and there is no commit. */
  readonly base: Snapshot | null;
  readonly readBytes: ReadBytes;
  /** The head side as a whole; null where there is no repository. */
  readonly snapshot: Snapshot | null;
  readonly said: () => Promise<Said>;
  /** Over the same. */
  readonly search: SearchText | null;
  readonly lastCommits: ReadLastCommits;
  /** Which of the paths git ignores; all of them when it cannot tell. */
  readonly ignored: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Makes the withholding know further paths. */
  readonly learn: (paths: readonly string[]) => Promise<void>;
  /** Rules of git that the change adds and that keep something out of it. */
  readonly hiding: readonly Rule[];
  /** The repositories inside this one whose own change belongs to it. */
  readonly inner: readonly InnerRepository[];
  /** Removes the temporary objects. */
  readonly dispose: () => Promise<void>;
}

export type Gathered =
  ({ readonly kind: "gathered" } & GatheredChange) | { readonly kind: "failed"; readonly fault: Fault };

export interface GatherOptions {
  /** Finds the sides, once git is protected. */
  readonly sides: (git: ProtectedGit) => Promise<Sides>;
  readonly repository: Repository;
  readonly git: Git;
  readonly unsaved: readonly UnsavedText[];
  readonly withholding: Withholding;
  readonly signal: AbortSignal;
}

export async function gather(options: GatherOptions): Promise<Gathered> {
  const { repository, unsaved, withholding, signal } = options;
  return settle(async () => {
    const plain = await protect({ git: options.git, folder: repository.root, signal });
    const scratch = await openScratch(repository);
    try {
      const git = plain.with(scratch.variables);
      const sides = await options.sides(git);
      const trees = await writeTrees(sides, { git, repository, scratch, unsaved, withholding });
      const entries = await readLedger(git, trees.base.tree, trees.head.tree);
      const paths = entries.flatMap(({ path, oldPath }) => (oldPath === null ? [path] : [path, oldPath]));
      const learn = async (more: readonly string[]): Promise<void> =>
        withholding.learn(more, trees.versions, signal);
      await learn(paths);
      const files = await compare({ entries, trees, git, withholding });
      return {
        kind: "gathered",
        change: {
          repository: describe(repository, trees),
          files: [...files, ...trees.hidden.map(named)],
        },
        base: snapshotOf(git, trees.base.tree),
        readBytes: bytesInTrees({ git, entries, standIns: trees.notRead, root: repository.root }),
        snapshot: snapshotOf(git, trees.head.tree),
        said: async () => saidOf(git, sides),
        search: searchIn(git, trees.head.tree),
        lastCommits: sides.base.kind === "commit" ? lastCommitsAt(git, sides.base.commit) : async () => [],
        ignored: async (asked) => listIgnored(git, asked),
        learn,
        hiding: trees.hidden.flatMap(({ rule }) => rule ?? []),
        inner: await listInner({ git, sides, trees, entries }),
        dispose: scratch.dispose,
      };
    } catch (error) {
      await scratch.dispose();
      throw error;
    }
  });
}

interface Comparing {
  readonly entries: readonly LedgerEntry[];
  readonly trees: Trees;
  readonly git: ProtectedGit;
  readonly withholding: Withholding;
}

async function compare({ entries, trees, git, withholding }: Comparing): Promise<readonly FileChange[]> {
  const sides = entries.map((entry) => {
    const reason = reasonByName(entry, withholding.reasonFor);
    const withheld: Content | null = reason === null ? null : { kind: "withheld", reason };
    return {
      old: unread(entry.old, withheld),
      new: trees.notRead.get(entry.path) ?? unread(entry.new, withheld),
    };
  });
  const ids = entries.flatMap((entry, index) => [
    ...(sides[index]?.old === null ? [entry.old.id] : []),
    ...(sides[index]?.new === null ? [entry.new.id] : []),
  ]);
  const read = await readContents(git, ids);
  const content = (side: LedgerSide, known: Content | null | undefined): Content =>
    known ?? read.get(side.id) ?? { kind: "unreadable" };

  const files = entries.map((entry, index) => ({
    entry,
    old: content(entry.old, sides[index]?.old),
    new: content(entry.new, sides[index]?.new),
  }));
  const readable = files.filter((file) => isTextOrAbsent(file.old) && isTextOrAbsent(file.new));
  const cut = await cutHunks(
    git,
    readable.map(({ entry, ...file }) => ({
      old: pairSide(entry.old, file.old),
      new: pairSide(entry.new, file.new),
    })),
  );
  const hunks = new Map(readable.map(({ entry }, index) => [entry, cut[index] ?? []]));
  return files.map(({ entry, ...file }) => {
    const count = trees.counts.get(entry.path);
    return {
      path: entry.path,
      oldPath: entry.oldPath,
      change: entry.change,
      old: file.old,
      new: file.new,
      hunks: hunks.get(entry) ?? [],
      ...(count === undefined ? {} : { count }),
    };
  });
}

/** What can be said of a side without reading it; null when it has to be read. */
function unread({ mode }: LedgerSide, withheld: Content | null): Content | null {
  if (mode === "000000") return { kind: "absent" };
  if (mode === "160000") return { kind: "submodule" };
  return withheld ?? (mode === "120000" ? { kind: "link" } : null);
}

/** What git ignores is named without being looked at. */
function named({ path, rule }: Hidden): FileChange {
  const reason = rule === null ? "gitIgnored" : "newlyExcluded";
  return {
    path,
    oldPath: null,
    change: "added",
    old: { kind: "absent" },
    new: { kind: "withheld", reason },
    hunks: [],
  };
}

function isTextOrAbsent({ kind }: Content): boolean {
  return kind === "text" || kind === "absent";
}

function pairSide({ id }: LedgerSide, content: Content): PairSide | null {
  return content.kind === "text" ? { id, text: content.text } : null;
}

function describe({ id, root }: Repository, { base, head }: Trees): ReviewedRepository {
  return {
    id,
    root,
    base: { label: base.label, commit: base.commit },
    head: { label: head.label, commit: head.commit },
  };
}
