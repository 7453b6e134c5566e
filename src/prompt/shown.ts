/** Tells what a part shows: its portions, its hunks, and the lines that quotes are looked for in. */

import type { ClearedFile } from "../privacy/cleared.ts";
import type { Candidates } from "./candidates.ts";
import { onSheet, type Chosen } from "./choose.ts";
import { picturedIn } from "./compose.ts";
import type { ShownFile } from "./coverage.ts";
import type { Filled } from "./fill.ts";
import { groundOfFile, groundOfPieces, isOfFile } from "./ground.ts";
import type { Narrow } from "./narrow.ts";
import { groundOfPictures, picturesIn } from "./pictures.ts";
import type { Part, ShownText } from "./plan.ts";
import { sum } from "./room.ts";
import { linesKnown, showsBefore, type Sheet } from "./sheets.ts";

export function partOf(
  { chosen, material, inputTokens, contents }: Filled,
  of: {
    readonly number: number;
    readonly candidates: Candidates;
    readonly indexes: ReadonlyMap<ClearedFile, number>;
    readonly narrow: Narrow | undefined;
  },
): Part {
  const hunks = [...chosen.hunks].flatMap(([file, indexes]) => {
    const index = of.indexes.get(file);
    return index === undefined ? [] : [[index, indexes] as const];
  });
  const pictured = picturedIn(of.candidates, chosen);
  return {
    number: of.number,
    material,
    pictures: picturesIn(pictured),
    inputTokens,
    frameTokens: inputTokens - sum(contents.map(({ tokens }) => tokens)),
    contents,
    shown: [
      ...of.candidates.sheets.flatMap((sheet) => groundIn(sheet, chosen, of.narrow)),
      ...pictured.flatMap(groundOfPictures),
    ],
    hunks: new Map(hunks),
    pictured: new Set(pictured.flatMap(({ cleared }) => of.indexes.get(cleared) ?? [])),
  };
}

/** What a part shows of a text. */
function groundIn(sheet: Sheet, chosen: Chosen, narrow: Narrow | undefined): readonly ShownText[] {
  const on = onSheet(sheet, chosen);
  const { hunks, pieces } = on;
  const cleared = sheet.diff?.cleared;
  if (cleared !== undefined && hunks.size > 0) {
    const around = [...hunks].flatMap((index) => {
      const { before, after } = narrow?.get(cleared)?.get(index) ?? {};
      return [before, after].filter((range) => range !== undefined);
    });
    return groundOfFile({
      cleared,
      hunks: cleared.file.hunks.filter((_, index) => hunks.has(index)),
      before: showsBefore(sheet, on),
      around: [...around, ...linesKnown(sheet, on)],
    });
  }
  const [first, ...others] = pieces;
  return first === undefined || !isOfFile(first) ? [] : [groundOfPieces([first, ...others])];
}

/** What all of the parts together show of a file. */
export function shownIn(
  cleared: ClearedFile,
  of: {
    readonly filled: readonly Filled[];
    readonly sheets: ReadonlyMap<ClearedFile | undefined, Sheet>;
    readonly narrow: Narrow | undefined;
    /** Those that could be shown as pictures. */
    readonly pictures: ReadonlySet<ClearedFile>;
  },
): ShownFile {
  const { filled, sheets, narrow, pictures } = of;
  const isPictured = filled.some(({ chosen }) => chosen.pictures.has(cleared));
  const sheet = sheets.get(cleared);
  return {
    cleared,
    isOpen: (hunk) => narrow === undefined || narrow.get(cleared)?.has(hunk) === true,
    hunks: new Set(filled.flatMap(({ chosen }) => [...(chosen.hunks.get(cleared) ?? [])])),
    picture: isPictured ? "shown" : pictures.has(cleared) ? "noRoom" : null,
    named: filled.some(({ chosen }) => chosen.names.has(cleared)),
    grounds: filled.flatMap(({ chosen }) =>
      sheet === undefined ? [] : groundIn(sheet, chosen, narrow).filter(({ side }) => side === "new"),
    ),
  };
}
