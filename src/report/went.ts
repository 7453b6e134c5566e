/** What went along with the change, and what did not, in one line. */

import type { ContextPiece } from "../contract/context.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import type { Outcome } from "../contract/outcome.ts";
import { plural } from "./figures.ts";
import { unsentReasons } from "./reasons.ts";

type Kind = ContextPiece["kind"];

const nouns: Readonly<Partial<Record<Kind, string>>> = {
  rules: "rule file",
  changedFile: "whole changed file",
  openFile: "open file",
  definition: "definition",
  caller: "caller",
  type: "type",
  test: "test",
};

/** Of these there is one at most. */
const single: Readonly<Partial<Record<Kind, string>>> = {
  author: "what the author says",
  problems: "known problems",
  history: "earlier commits",
};
const singles = new Set(Object.values(single));

export function contextLine({ context }: Outcome): string {
  // What needs no reason is the change itself, or was asked for.
  const pieces = context?.pieces.filter(({ reason }) => reason !== null) ?? [];
  if (pieces.length === 0) return "";
  const went = pieces.filter(({ left }) => left === null);
  const left = grouped(pieces, (piece) => piece.left).filter(([reason]) => reason !== null);
  const parts = [
    went.length === 0 ? "nothing beside the change" : counted(went),
    ...(left.length === 0 ? [] : [`left out: ${left.map(leftOut).join(", ")}`]),
  ];
  return `Context: ${parts.join("; ")}.`;
}

function leftOut([reason, pieces]: readonly [UnsentReason | null, readonly ContextPiece[]]): string {
  return `${counted(pieces)} (${reason === null ? "" : unsentReasons[reason]})`;
}

function counted(pieces: readonly ContextPiece[]): string {
  return grouped(pieces, nounOf)
    .map(([noun, { length }]) => (singles.has(noun) ? noun : plural(length, noun)))
    .join(", ");
}

function nounOf({ kind, reason }: ContextPiece): string {
  return reason === "aroundChange" ? "changed-file excerpt" : (single[kind] ?? nouns[kind] ?? "piece");
}

/** In the order of their first ones. */
function grouped<K>(
  pieces: readonly ContextPiece[],
  by: (piece: ContextPiece) => K,
): readonly (readonly [K, readonly ContextPiece[]])[] {
  return [...new Set(pieces.map(by))].map((key) => [key, pieces.filter((piece) => by(piece) === key)]);
}
