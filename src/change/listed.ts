/** Names the files of a change without reading any of them, for a person who takes some of them out before the run. */

import type { ChangeKind } from "../contract/coverage.ts";
import type { Fault } from "../contract/failure.ts";
import type { Withholding } from "./change.ts";
import type { Git } from "./git.ts";
import { settle } from "./gitError.ts";
import { readLedger } from "./ledger.ts";
import { listInner } from "./inner.ts";
import { protect } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { openScratch } from "./scratch.ts";
import { sidesOf, type ComparingScope } from "./sides.ts";
import { writeTrees } from "./trees.ts";

export interface ListedFile {
  /** The name after the change; of a deleted file, the name before it. */
  readonly path: string;
  readonly oldPath: string | null;
  readonly change: ChangeKind;
}

export type Listed =
  | {
      readonly kind: "listed";
      readonly files: readonly ListedFile[];
      /** Paths of those whose own change belongs to this one, whether or not they are among the files. */
      readonly submodules: readonly string[];
    }
  | { readonly kind: "failed"; readonly fault: Fault };

/** A file of the working tree that was renamed comes as a deleted and an added one: its text would have to be read to tell. */
export async function listChanged(options: {
  readonly scope: ComparingScope;
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
}): Promise<Listed> {
  const { scope, repository, signal } = options;
  return settle(async () => {
    const plain = await protect({ git: options.git, folder: repository.root, signal });
    const scratch = await openScratch(repository);
    try {
      const git = plain.with(scratch.variables);
      const sides = await sidesOf(scope, git);
      const trees = await writeTrees(sides, { git, repository, scratch, unsaved: [], withholding: unread });
      const entries = await readLedger(git, trees.base.tree, trees.head.tree);
      return {
        kind: "listed",
        files: entries.map(({ path, oldPath, change }) => ({ path, oldPath, change })),
        submodules: (await listInner({ git, sides, trees, entries })).map(({ path }) => path),
      };
    } finally {
      await scratch.dispose();
    }
  });
}

const unread: Withholding = { learn: async () => undefined, reasonFor: () => "unticked" };
