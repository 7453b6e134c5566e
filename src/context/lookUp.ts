/** Where the repository defines and mentions names: what collectors ask, and the tools that a model may call. */

import type { DefinitionIndex, Listing } from "../syntax/definitionIndex.ts";
import type { Definition } from "../syntax/outline.ts";
import { inTurns } from "../text/turns.ts";

/** Where a name is defined. */
export interface Place {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Of its blob in the snapshot. */
  readonly id: string;
  readonly definition: Definition;
}

/** Where a name is used. */
export interface Mentioned {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Of its blob in the snapshot. */
  readonly id: string;
  /** 1-based. */
  readonly line: number;
  /** The innermost definition that the line is in; null outside of all. */
  readonly within: Definition | null;
}

/**
 * Answers for one version of the repository, from what is indexed of it by now; names without an answer are missing.
 * Places are in the order of their files and lines, and of a name that is everywhere only the first hundreds. Nothing
 * in an answer has been through the door. Rejects only when the signal is aborted.
 */
export interface LookUp {
  readonly defining: (
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, readonly Place[]>>;
  readonly mentioning: (
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, readonly Mentioned[]>>;
}

export function lookUpIn(index: DefinitionIndex, listing: Listing): LookUp {
  const blobOf = (file: number): Pick<Place, "path" | "id"> => {
    const { path = "", id = "" } = listing.files[file] ?? {};
    return { path, id };
  };
  return {
    defining: async (names, signal) => {
      const found = await index.defining(listing, names, signal);
      return byName(found, ({ file, definition }) => [definition.name, { ...blobOf(file), definition }]);
    },
    mentioning: async (names, signal) => {
      const found = await index.mentioning(listing, names, signal);
      return byName(found, ({ file, name, line, within }) => [name, { ...blobOf(file), line, within }]);
    },
  };
}

/** In turns: names of a large change are found in tens of thousands of places. */
async function byName<Found, Answer>(
  found: readonly Found[],
  answerOf: (each: Found) => readonly [name: string, answer: Answer],
): Promise<ReadonlyMap<string, readonly Answer[]>> {
  const answers = new Map<string, Answer[]>();
  for (const [name, answer] of await inTurns(found, () => 0, answerOf)) {
    const known = answers.get(name);
    if (known === undefined) answers.set(name, [answer]);
    else known.push(answer);
  }
  return answers;
}
