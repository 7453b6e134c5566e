/** Knows again what an earlier prompt held, so that the next one begins as it did: by keyed hashes, which tell nobody anything. */

import { createHmac } from "node:crypto";
import type { Piece } from "../context/piece.ts";
import { pieceId } from "../context/pieceId.ts";

/** What a prompt held. `hashOf` makes the hashes; under another key nothing is known again. */
export interface Layout {
  /** Its sections in their order, those of all parts, each once. */
  readonly sections: readonly string[];
  /** The pieces that had room, in no order. */
  readonly pieces: readonly string[];
}

export const nothingBefore: Layout = { sections: [], pieces: [] };

/** `key`: that of the delimiters, which stays the same from run to run. */
export function hashOf(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url").slice(0, 16);
}

/** Lines don't count: a piece whose file was edited is still the same one, for the same reason. */
export function hashOfPiece(key: string, { kind, repository, name, reason }: Piece): string {
  return hashOf(key, `${pieceId({ kind, repository, path: name })} ${reason.code}`);
}

/**
 * What stands as it stood goes first, in the order that it had. What is new or was edited comes behind, in the order of
 * `texts`: it breaks the beginning that a provider has kept, and what is being edited will be edited again.
 */
export function asBefore<T extends { readonly text: string }>(
  texts: readonly T[],
  { key, previous }: { readonly key: string; readonly previous: Layout },
): readonly T[] {
  const places = new Map(previous.sections.map((hash, place) => [hash, place]));
  const placed = texts.map((each) => ({ each, place: places.get(hashOf(key, each.text)) ?? Infinity }));
  // Infinity less Infinity is no number; then the order of `texts` holds.
  return placed.sort((a, b) => a.place - b.place || 0).map(({ each }) => each);
}
