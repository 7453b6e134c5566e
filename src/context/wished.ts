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
  const isOf = (ids: ReadonlySet<string>) => (piece: Piece) => ids.has(idOf(piece));
  const wanted = pieces.filter((piece) => !isOf(dropped)(piece));
  return {
    pieces: [...wanted.filter(isOf(pinned)), ...wanted.filter((piece) => !isOf(pinned)(piece))],
    omitted: pieces.filter(isOf(dropped)).map(({ kind, repository, name, reason }) => ({
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
