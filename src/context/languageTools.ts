/** What an editor's own language tools know, asked only where the index leaves a doubt. */

import type { Place } from "./lookUp.ts";
import { contains } from "../text/lines.ts";

/** A name where it is used. */
export interface NamedPlace {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, in UTF-16 units. */
  readonly column: number;
  readonly name: string;
}

export interface ToolAnswer {
  readonly asked: NamedPlace;
  /** Where it is defined: relative to the same root, 1-based. */
  readonly path: string;
  readonly line: number;
}

/**
 * `root`: absolute. Resolves soon, to what was answered by then. Answers choose between definitions that the index has,
 * so a file that is not of the reviewed version can't come in by them.
 */
export type AskTools = (root: string, places: readonly NamedPlace[]) => Promise<readonly ToolAnswer[]>;

/** Names that are asked about; each one is a question to another process. */
const most = 40;

/** Those that have several definitions, the most doubtful first. */
export function doubtful(
  places: readonly NamedPlace[],
  found: ReadonlyMap<string, readonly Place[]>,
): readonly NamedPlace[] {
  const countOf = ({ name }: NamedPlace): number => found.get(name)?.length ?? 0;
  return places
    .filter((place) => countOf(place) > 1)
    .toSorted((a, b) => countOf(b) - countOf(a))
    .slice(0, most);
}

export function isMeant({ path, definition }: Place, answers: readonly ToolAnswer[]): boolean {
  return answers.some((answer) => answer.path === path && contains(definition.range, answer.line));
}
