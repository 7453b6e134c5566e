/** What a person wants of the context: pieces that go before all others, and pieces that stay here. */

import type { Omission, Piece } from "./piece.ts";
import { pieceId } from "./pieceId.ts";

/** By the ids of pieces. */
export interface Wished {
  readonly pinned: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
}

export const nothingWished: Wished = { pinned: new Set(), dropped: new Set() };

export interface Granted {
  readonly pieces: readonly Piece[];
  readonly omitted: readonly Omission[];
}

/** `pieces` in the order of their rank. Who dropped a piece does not want it, pinned or not. */
export function grant(pieces: readonly Piece[], { pinned, dropped }: Wished): Granted {
  const wanted = pieces.filter((piece) => !dropped.has(idOf(piece)));
  const first = wanted.filter((piece) => pinned.has(idOf(piece)));
  const unwanted = pieces.filter((piece) => dropped.has(idOf(piece)));
  return {
    pieces: [
      ...first.map((piece) => ({ ...piece, pinned: true })),
      ...wanted.filter((piece) => !pinned.has(idOf(piece))),
    ],
    omitted: unwanted.map(({ kind, repository, name, reason }) => ({
      kind,
      repository,
      path: name,
      code: reason.code,
      reason: "dropped",
    })),
  };
}

function idOf({ kind, repository, name }: Piece): string {
  return pieceId({ kind, repository, path: name });
}
