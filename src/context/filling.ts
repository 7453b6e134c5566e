/** Fills the definition index of a repository when nobody waits for it, so that the next review finds it full. */

import type { Git } from "../change/git.ts";
import { protect } from "../change/protect.ts";
import { snapshotOf } from "../change/snapshot.ts";
import type { DefinitionIndex } from "../syntax/definitionIndex.ts";
import { grow } from "./growing.ts";

/** With what is committed; `root`: absolute. Rejects like git, or when the signal is aborted. */
export async function fill(of: {
  readonly git: Git;
  readonly root: string;
  readonly index: DefinitionIndex;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { git, root, index, signal } = of;
  const snapshot = snapshotOf(await protect({ git, folder: root, signal }), "HEAD");
  await grow([], { snapshot, index, isOver: () => signal.aborted, signal });
}
