/** Tells which lines of which texts a part shows: the ground that quotes are looked for in. */

import type { Hunk } from "../change/change.ts";
import type { Piece } from "../context/piece.ts";
import type { Side } from "../contract/finding.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";
import type { ShownText } from "./plan.ts";

/** Both sides of a changed file, where anything of them is shown. `whole`: its new side is shown as a file, too. */
export function groundOfFile(shown: ShownHunks): readonly ShownText[] {
  return [groundOfSide("new", shown), groundOfSide("old", shown)].filter((text) => text !== null);
}

interface ShownHunks {
  readonly cleared: ClearedFile;
  readonly hunks: readonly Hunk[];
  readonly whole: boolean;
  /** Lines of the new side that are shown around the hunks. */
  readonly around?: readonly LineRange[];
}

/** Rules are no such ground: they are an older version of their file, and no finding belongs there. What is said of the change has no file. */
export function isOfFile({ kind }: Piece): boolean {
  return !unplaced.has(kind);
}

const unplaced: ReadonlySet<Piece["kind"]> = new Set(["rules", "author", "problems", "history"]);

export function groundOfPiece({ repository, path, name, lines, snapshot, ranges: shown }: Piece): ShownText {
  return { repository, path: name, names: [path], side: "new", sent: lines, snapshot, shown, changed: [] };
}

/** In order, and apart: runs that touch become one. */
export function joined(ranges: readonly LineRange[]): readonly LineRange[] {
  const inOrder = [...ranges].sort((a, b) => a.start - b.start);
  const apart: LineRange[] = [];
  for (const range of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || range.start > last.end + 1) apart.push(range);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return apart;
}

function groundOfSide(side: Side, { cleared, hunks, whole, around = [] }: ShownHunks): ShownText | null {
  const text = side === "new" ? cleared.new : cleared.old;
  if (text === null) return null;
  const { repository, file } = cleared;
  const changedKind = side === "new" ? "added" : "removed";
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => line[side] !== null);
  const shown = joined([
    ...lines.map((line) => lineRange(line[side])),
    ...(whole && side === "new" ? all(text.sent) : []),
    ...(side === "new" ? around : []),
  ]);
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

function all(lines: readonly string[]): readonly LineRange[] {
  return lines.length === 0 ? [] : [{ start: 1, end: lines.length }];
}
