/** Puts pieces in the order of their worth: whoever comes first gets room first. */

import type { ContextReason } from "../contract/context.ts";
import { byCodeUnits } from "../text/order.ts";
import type { Piece } from "./piece.ts";

/**
 * Rules are short, and each part begins with them. Then what a reader needs first: what the author and the tools say, the
 * definition around the change, the signatures it relies on; then whole changed files, which earn their place more than anything
 * else that is long; then those who rely on the change; then what may help.
 */
const order: readonly ContextReason[] = [
  "ruleOfRepository",
  "ruleOfFolder",
  "ruleOfPattern",
  "saidByAuthor",
  "knownProblems",
  "aroundChange",
  "defines",
  "changed",
  "uses",
  "visible",
  "importedType",
  "tests",
  "definesWhole",
  "open",
  "lastCommits",
];

export function rank(pieces: readonly Piece[]): readonly Piece[] {
  return [...pieces].sort(
    (a, b) =>
      order.indexOf(a.reason.code) - order.indexOf(b.reason.code) ||
      b.weight - a.weight ||
      byCodeUnits(a.repository, b.repository) ||
      byCodeUnits(a.name, b.name) ||
      (a.ranges[0]?.start ?? 0) - (b.ranges[0]?.start ?? 0),
  );
}

/** What went along before goes along again, before what is new: only what is pinned, and what a reader needs first, comes first even so. */
export function keeping(ranked: readonly Piece[], wentAlong: (piece: Piece) => boolean): readonly Piece[] {
  const isFirst = ({ reason, pinned = false }: Piece): boolean =>
    pinned || order.indexOf(reason.code) < order.indexOf("changed");
  const tier = (piece: Piece): number => (isFirst(piece) ? 0 : wentAlong(piece) ? 1 : 2);
  return [...ranked].sort((a, b) => tier(a) - tier(b));
}
