/** Joins what was chosen for a part in the order that a provider's cache likes: what changes least stands first. */

import type { Piece } from "../context/piece.ts";
import type { Candidates } from "./candidates.ts";
import type { Chosen } from "./choose.ts";

/** What depends least on the text of the change stands first. */
const laidOut: readonly Piece["kind"][] = [
  "openFile",
  "test",
  "type",
  "definition",
  "caller",
  "history",
  "author",
  "problems",
  "changedFile",
];

/** Rules change least and stand first; what varies from run to run, and from part to part, stands last. */
export function compose(
  { opening, wishes, pieces, diffs, names, focus, closing }: Candidates,
  chosen: Chosen,
): string {
  const sections = (kind: Piece["kind"]): string =>
    pieces
      .filter(({ piece }) => piece.kind === kind && chosen.pieces.has(piece))
      .sort((a, b) => byCodeUnits(a.piece.path, b.piece.path))
      .map((each) => each.text())
      .join("");
  const diff = diffs
    .filter(({ cleared }) => chosen.hunks.has(cleared))
    .map(({ cleared, head, foot, hunk }) => {
      const shown = [...(chosen.hunks.get(cleared) ?? [])].sort((a, b) => a - b);
      return head + shown.map(hunk).join("") + foot;
    });
  const named = names.lines.filter(({ cleared }) => chosen.names.has(cleared)).map(({ text }) => text);
  return [
    opening,
    sections("rules"),
    wishes,
    ...laidOut.map(sections),
    ...diff,
    ...(named.length === 0 ? [] : [names.head, ...named, names.foot]),
    focus,
    closing,
  ].join("");
}

/** How many sections `compose` writes. */
export function countSections({ wishes, focus }: Candidates, { pieces, hunks, names }: Chosen): number {
  const asked = [wishes, focus].filter((section) => section !== "").length;
  return pieces.size + hunks.size + (names.size > 0 ? 1 : 0) + asked;
}

/** Not by the rules of a language, which differ from machine to machine. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
