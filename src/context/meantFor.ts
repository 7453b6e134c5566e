/** Tells for which of the changed files a piece is there. */

import type { Piece } from "./piece.ts";
import { pieceId } from "./pieceId.ts";

/** By the id of a piece: the changed files that it is meant for, by their path after the change; null: all of its repository. */
export type MeantFor = ReadonlyMap<string, readonly string[] | null>;

/** Pieces of one kind that are cut from one text have one id, and are meant for the files of them all. */
export function meantForIn(pieces: readonly Piece[]): MeantFor {
  const files = new Map<string, readonly string[] | null>();
  for (const { kind, repository, name, serves } of pieces) {
    const id = pieceId({ kind, repository, path: name });
    const known = files.get(id);
    const isForAll = serves === null || known === null;
    files.set(id, isForAll ? null : [...new Set([...(known ?? []), ...serves])]);
  }
  return files;
}
