/** The repository around a change, ready to be asked: what the change touches, and where names are defined and used. */

import type { Snapshot } from "../change/snapshot.ts";
import type { ClearedChange } from "../privacy/cleared.ts";
import type { DefinitionIndex } from "../syntax/definitionIndex.ts";
import type { ReadOutlines } from "../syntax/outline.ts";
import { grow } from "./growing.ts";
import type { AskTools, NamedPlace, ToolAnswer } from "./languageTools.ts";
import { lookUpIn, type LookUp } from "./lookUp.ts";
import { touchedBy, type Touched } from "./touched.ts";

export interface Surroundings {
  readonly touched: readonly Touched[];
  readonly lookUp: LookUp;
  readonly askTools: (places: readonly NamedPlace[]) => Promise<readonly ToolAnswer[]>;
  /** Paths of the files that are of a language. */
  readonly files: readonly { readonly path: string; readonly id: string }[];
  /** Texts by the id of their blob; what is no text is missing. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** The index of definitions, and how long to wait for it. */
export interface Definitions {
  /** Of the repository with this root (absolute). */
  readonly of: (root: string) => Promise<DefinitionIndex>;
  /** Milliseconds that a review may wait for an index that is not full yet. */
  readonly patience: number;
  /** Left out where there are none. */
  readonly askTools?: AskTools;
}

/** Null where the repository can't be asked. Rejects only when the signal is aborted. */
export async function surroundingsOf(of: {
  readonly cleared: ClearedChange;
  readonly snapshot: Snapshot | null;
  readonly outlines: ReadOutlines;
  readonly definitions: Definitions;
  readonly signal: AbortSignal;
}): Promise<Surroundings | null> {
  const { cleared, snapshot, outlines, definitions, signal } = of;
  if (snapshot === null) return null;
  const overAt = performance.now() + definitions.patience;
  const touched = await touchedBy(cleared.files, outlines, signal);
  if (touched.length === 0) return null;
  try {
    const index = await definitions.of(cleared.repository.root);
    const isOver = (): boolean => performance.now() > overAt;
    const listing = await grow(touched, { snapshot, index, isOver, signal });
    return {
      touched,
      lookUp: lookUpIn(index, listing),
      askTools: async (places) => (await definitions.askTools?.(cleared.repository.root, places)) ?? [],
      files: listing.files,
      read: async (ids) => {
        const contents = await snapshot.read(ids).catch(() => new Map<string, never>());
        return new Map(
          [...contents].flatMap(([id, content]) => (content.kind === "text" ? [[id, content.text]] : [])),
        );
      },
    };
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
