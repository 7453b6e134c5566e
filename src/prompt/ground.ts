/** Tells which lines of which texts a part shows: the ground that quotes are looked for in. */

import type { Hunk } from "../change/change.ts";
import type { Piece } from "../context/piece.ts";
import type { Side } from "../contract/finding.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { joined, type LineRange } from "../text/lines.ts";
import type { ShownText } from "./plan.ts";

/** Both sides of a changed file, where anything of them is shown. */
export function groundOfFile(shown: ShownHunks): readonly ShownText[] {
  return [groundOfSide("new", shown), groundOfSide("old", shown)].filter((text) => text !== null);
}

interface ShownHunks {
  readonly cleared: ClearedFile;
  readonly hunks: readonly Hunk[];
  /** Whether the old side is shown as a whole. */
  readonly before: boolean;
  /** Lines of the new side that are known beside the hunks. */
  readonly around?: readonly LineRange[];
}

/** Rules are no such ground: they are an older version of their file, and no finding belongs there. What is said of the change has no file. */
export function isOfFile({ kind }: Pick<Piece, "kind">): boolean {
  return !unplaced.has(kind);
}

const unplaced: ReadonlySet<Piece["kind"]> = new Set(["rules", "author", "problems", "history"]);

/** What pieces of one text show of it together. */
export function groundOfPieces([piece, ...others]: readonly [Piece, ...Piece[]]): ShownText {
  const { repository, path, name, lines: sent, snapshot } = piece;
  const shown = joined([piece, ...others].flatMap(({ ranges }) => ranges));
  return { repository, path: name, names: [path], side: "new", sent, snapshot, shown, changed: [] };
}

function groundOfSide(side: Side, { cleared, hunks, before, around = [] }: ShownHunks): ShownText | null {
  const text = side === "new" ? cleared.new : cleared.old;
  if (text === null) return null;
  const { repository, file } = cleared;
  const changedKind = side === "new" ? "added" : "removed";
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => line[side] !== null);
  const whole = before && text.sent.length > 0 ? [{ start: 1, end: text.sent.length }] : [];
  const beside = side === "new" ? around : whole;
  const shown = joined([...lines.map((line) => lineRange(line[side])), ...beside]);
  if (shown.length === 0) return null;
  return {
    repository,
    path: side === "new" ? file.path : (file.oldPath ?? file.path),
    names: namesOn(side, cleared),
    side,
    sent: text.sent,
    snapshot: text.snapshot,
    shown,
    changed: joined(lines.filter(({ kind }) => kind === changedKind).map((line) => lineRange(line[side]))),
  };
}

function namesOn(side: Side, { path, oldPath }: ClearedFile): readonly string[] {
  if (oldPath === null) return [path];
  return side === "new" ? [path, oldPath] : [oldPath, path];
}

function lineRange(line: number | null): LineRange {
  return { start: line ?? 0, end: line ?? 0 };
}
