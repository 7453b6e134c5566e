/** Lays the prompt out: what there is to say becomes parts, and every file and piece is accounted for. */

import { setImmediate } from "node:timers/promises";
import type { Omission } from "../context/piece.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import { inTurns } from "../text/turns.ts";
import { candidatesOf, type Candidates, type Sources } from "./candidates.ts";
import { everyHunk, type Hunks } from "./choose.ts";
import { coverageOf } from "./coverage.ts";
import { fillParts, type Filled, type Limits } from "./fill.ts";
import { instructions } from "./instructions.ts";
import type { Plan } from "./plan.ts";
import { hashOf, hashOfPiece, type Layout } from "./previous.ts";
import { isWalled } from "./sections.ts";
import { partOf, shownIn } from "./shown.ts";

export interface Material extends Sources, Limits {
  /** Context that was left out before. */
  readonly omitted: readonly Omission[];
}

export type LaidOut =
  | { readonly kind: "laidOut"; readonly plan: Plan; readonly coverage: readonly FileCoverage[] }
  | { readonly kind: "nothingFits"; readonly coverage: readonly FileCoverage[] };

/** What it takes to see what a part shows of a file, as if it were bytes to go through. */
const perPart = 100;

/** Pure: the same input gives the same bytes. Rejects when `signal` is aborted or the tokens could not be counted. */
export async function layOut(material: Material): Promise<LaidOut> {
  const { files, omitted, boundary, narrow } = material;
  const candidates = candidatesOf(material);
  // Of thousands of files these two are long enough by themselves.
  await setImmediate();
  const toFill = { ...material, candidates, limits: material };
  const filled = await fillParts({ ...toFill, open: openIn(material, candidates) });
  const sheets = new Map(candidates.sheets.map((sheet) => [sheet.diff?.cleared, sheet]));
  const pictures = new Set(candidates.pictures.map(({ cleared }) => cleared));
  const coverage = await inTurns(
    files,
    () => filled.length * perPart,
    (cleared) => coverageOf(shownIn(cleared, { filled, sheets, narrow, pictures })),
  );
  if (filled.length === 0 || (filled[0]?.chosen.hunks.size === 0 && candidates.diffs.length > 0)) {
    return { kind: "nothingFits", coverage };
  }
  if (filled.some((each) => !isSafe(each, boundary))) {
    return layOut({ ...material, boundary: `${boundary}-1` });
  }

  const indexes = new Map(files.map((file, index) => [file, index]));
  const parts = await inTurns(
    [...filled.entries()],
    () => files.length * perPart,
    ([index, each]) => partOf(each, { number: index + 1, candidates, indexes, narrow }),
  );
  const left = candidates.pieces.filter((piece) => !filled.some(({ chosen }) => chosen.pieces.has(piece)));
  const noRoom = left.map(({ kind, repository, name: path, reason }): Omission => {
    return { kind, repository, path, code: reason.code, reason: "noRoom" };
  });
  await setImmediate();
  const plan: Plan = {
    instructions,
    parts,
    coverage,
    omitted: [...omitted, ...noRoom],
    layout: layoutOf(filled, boundary),
    room: material.room,
    boundary,
    split: async (part, window) => {
      const open: Hunks = new Map(
        [...part.hunks].flatMap(([index, hunks]) =>
          files[index] === undefined ? [] : [[files[index], hunks]],
        ),
      );
      const room = { ...material.room, window };
      const own = candidates.pictures.filter(({ cleared }) => part.pictured.has(indexes.get(cleared) ?? -1));
      const ofPart = { ...toFill, candidates: { ...candidates, pictures: own } };
      const smaller = await fillParts({ ...ofPart, open, limits: { ...material, room } });
      const safe = smaller.filter((each) => each.chosen.hunks.size > 0 && isSafe(each, boundary));
      return safe.map((each) => partOf(each, { number: part.number, candidates, indexes, narrow }));
    },
  };
  return { kind: "laidOut", plan, coverage };
}

function openIn({ narrow }: Material, candidates: Candidates): Hunks {
  if (narrow === undefined) return everyHunk(candidates);
  return new Map([...narrow].map(([file, around]) => [file, new Set(around.keys())]));
}

function isSafe({ written, material }: Filled, boundary: string): boolean {
  return isWalled(material, { key: boundary, sections: written.length });
}

function layoutOf(filled: readonly Filled[], key: string): Layout {
  const texts = filled.flatMap(({ written }) => written.map(({ text }) => text));
  const pieces = filled.flatMap(({ chosen }) => [...chosen.pieces]);
  return {
    sections: [...new Set(texts.map((text) => hashOf(key, text)))],
    pieces: [...new Set(pieces.map((piece) => hashOfPiece(key, piece)))],
  };
}
