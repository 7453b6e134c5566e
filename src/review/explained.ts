/** Looks at what a prompt holds from one file: what is there for its sake, what was left out, and what is there for others. */

import type { MeantFor } from "../context/meantFor.ts";
import type { ContextPiece, ContextUse } from "../contract/context.ts";
import type { FileCoverage } from "../contract/coverage.ts";

export interface Explained {
  readonly file: FileCoverage;
  /** What there is of the file itself, whether it goes or not. */
  readonly own: readonly ContextPiece[];
  /** What goes along with it. */
  readonly along: readonly ContextPiece[];
  /** What was found for it and stays here. */
  readonly left: readonly ContextPiece[];
  /** What goes along with other files alone. */
  readonly others: readonly ContextPiece[];
}

/** `context` is null where nothing is laid out. */
export function explain(
  file: FileCoverage,
  { context, meantFor }: { readonly context: ContextUse | null; readonly meantFor: MeantFor },
): Explained {
  const pieces = context?.pieces ?? [];
  const own = pieces.filter((piece) => isOf(file, piece));
  // The changes of other files are no context of this one.
  const around = pieces.filter((piece) => !own.includes(piece) && !["diff", "named"].includes(piece.kind));
  const parts = new Set(own.flatMap((piece) => piece.parts.map(({ part }) => part)));
  const isMeant = ({ id, repository }: ContextPiece): boolean =>
    ["", file.repository].includes(repository) && meantFor.get(id)?.includes(file.path) !== false;
  const isAlong = (piece: ContextPiece): boolean =>
    isMeant(piece) && (parts.size === 0 || piece.parts.some(({ part }) => parts.has(part)));
  const went = around.filter(({ left }) => left === null);
  return {
    file,
    own,
    along: went.filter(isAlong),
    left: around.filter((piece) => piece.left !== null && isMeant(piece)),
    others: went.filter((piece) => !isAlong(piece)),
  };
}

/** Rules that the change edits are an older version of the file, and have their say like all others. */
function isOf(file: FileCoverage, { kind, repository, path }: ContextPiece): boolean {
  return kind !== "rules" && repository === file.repository && path === file.path;
}
