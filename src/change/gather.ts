/** Chapter one: every path that differs in a scope, with both texts and the lines that changed. */

import type { UnsentReason } from "../contract/coverage.ts";
import type { Fault } from "../contract/failure.ts";
import type { ReviewedRepository } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import type { Change, Content, FileChange, UnsavedText } from "./change.ts";
import { readContents, readTextAt } from "./contents.ts";
import type { Git } from "./git.ts";
import { cutHunks, type PairSide } from "./hunks.ts";
import { listIgnored } from "./ignored.ts";
import { readLedger, type LedgerEntry, type LedgerSide } from "./ledger.ts";
import { settle } from "./gitError.ts";
import { protect, type ProtectedGit } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { openScratch } from "./scratch.ts";
import { twoTrees, type Trees } from "./trees.ts";

/** The text of a path (relative to the root, with `/`) before the change; null when absent, no text, or over 1 MB. */
export type ReadBase = (path: string) => Promise<string | null>;

export type Gathered =
  | {
      readonly kind: "gathered";
      readonly change: Change;
      readonly readBase: ReadBase;
      /** Which of the paths git ignores; all of them when it cannot tell. */
      readonly ignored: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
      /** Removes the temporary objects; `readBase` is of no use afterwards. */
      readonly dispose: () => Promise<void>;
    }
  | { readonly kind: "failed"; readonly fault: Fault };

export interface GatherOptions {
  readonly scope: Scope;
  readonly repository: Repository;
  readonly git: Git;
  readonly unsaved: readonly UnsavedText[];
  /** What must not be read, by its name. */
  readonly withhold: (path: string) => UnsentReason | null;
  readonly signal: AbortSignal;
}

export async function gather(options: GatherOptions): Promise<Gathered> {
  const { scope, repository, unsaved, withhold, signal } = options;
  return settle(async () => {
    const plain = await protect({ git: options.git, folder: repository.root, signal });
    const scratch = await openScratch(repository);
    try {
      const git = plain.with(scratch.variables);
      const trees = await twoTrees(scope, { git, repository, scratch, unsaved, withhold });
      const files = await compare(trees, git, withhold);
      return {
        kind: "gathered",
        change: { repository: describe(repository, trees), files },
        readBase: async (path) => {
          const text = await settle(async () => readTextAt(git, trees.base.tree, path));
          return typeof text === "string" ? text : null;
        },
        ignored: async (paths) => listIgnored(git, paths),
        dispose: scratch.dispose,
      };
    } catch (error) {
      await scratch.dispose();
      throw error;
    }
  });
}

async function compare(
  trees: Trees,
  git: ProtectedGit,
  withhold: GatherOptions["withhold"],
): Promise<readonly FileChange[]> {
  const entries = await readLedger(git, trees.base.tree, trees.head.tree);
  const isWithheld = ({ path, oldPath }: LedgerEntry): boolean =>
    withhold(path) !== null || (oldPath !== null && withhold(oldPath) !== null);

  const sides = entries.map((entry) => {
    const held = isWithheld(entry);
    return { old: unread(entry.old, held), new: standIn(trees, entry.path) ?? unread(entry.new, held) };
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
  return files.map(({ entry, ...file }) => ({
    path: entry.path,
    oldPath: entry.oldPath,
    change: entry.change,
    old: file.old,
    new: file.new,
    hunks: hunks.get(entry) ?? [],
  }));
}

/** What can be said of a side without reading it; null when it has to be read. */
function unread({ mode }: LedgerSide, isWithheld: boolean): Content | null {
  if (mode === "000000") return { kind: "absent" };
  if (mode === "160000") return { kind: "submodule" };
  if (isWithheld) return { kind: "withheld" };
  return mode === "120000" ? { kind: "link" } : null;
}

function standIn(trees: Trees, path: string): Content | null {
  const reason = trees.notRead.get(path);
  return reason === undefined ? null : { kind: reason };
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
