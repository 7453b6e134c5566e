/** Lays the prompt out: fills one part after the other until every hunk has its place. */

import type { Omission, Piece } from "../context/piece.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { inPartOrder } from "./affinity.ts";
import { answerJson } from "./answer.ts";
import { candidatesOf, type Candidates, type Sources } from "./candidates.ts";
import { choose, everyHunk, onSheet, without, type Chosen, type Hunks } from "./choose.ts";
import { compose, type Written } from "./compose.ts";
import { coverageOf } from "./coverage.ts";
import { groundOfFile, groundOfPieces, isOfFile } from "./ground.ts";
import { instructions } from "./instructions.ts";
import type { Narrow } from "./narrow.ts";
import type { CountTokens, Part, Plan, Portion, Room, ShownText } from "./plan.ts";
import { asBefore, hashOf, hashOfPiece, nothingBefore, type Layout } from "./previous.ts";
import { capacityOf, Filling, fitsByBytes, framing, sum } from "./room.ts";
import { isWalled } from "./sections.ts";
import { addition, linesKnown, nothingOn, piecesOf, showsBefore, type Sheet } from "./sheets.ts";

export type LaidOut =
  | { readonly kind: "laidOut"; readonly plan: Plan; readonly coverage: readonly FileCoverage[] }
  | { readonly kind: "nothingFits"; readonly coverage: readonly FileCoverage[] };

export interface Material extends Sources {
  /** Context that was left out before. */
  readonly omitted: readonly Omission[];
  readonly room: Room;
  readonly count: CountTokens;
  readonly signal: AbortSignal;
}

/** A change of more is for a machine to look at; what is left has no room. */
const mostParts = 32;

/** Of each part, where there are several. */
const shareOfContext = 0.2;

const schema = JSON.stringify(answerJson);

/** Pure: the same input gives the same bytes. Rejects when `signal` is aborted or the tokens could not be counted. */
export async function layOut(material: Material): Promise<LaidOut> {
  const { files, omitted, boundary, narrow } = material;
  const candidates = candidatesOf(material);
  const filled = await fillParts({ material, candidates, open: openIn(material, candidates) });
  const sheets = new Map(candidates.sheets.map((sheet) => [sheet.diff?.cleared, sheet]));
  const coverage = files.map((cleared) => coverageOf(shownIn(cleared, { filled, sheets, narrow })));
  if (filled.length === 0 || (filled[0]?.chosen.hunks.size === 0 && candidates.diffs.length > 0)) {
    return { kind: "nothingFits", coverage };
  }
  if (filled.some((each) => !isSafe(each, boundary))) {
    return layOut({ ...material, boundary: `${boundary}-1` });
  }

  const indexes = new Map(files.map((file, index) => [file, index]));
  const parts = filled.map((each, index) => partOf(each, { number: index + 1, candidates, indexes, narrow }));
  const left = candidates.pieces.filter((piece) => !filled.some(({ chosen }) => chosen.pieces.has(piece)));
  const noRoom = left.map(({ kind, repository, name: path, reason }): Omission => {
    return { kind, repository, path, code: reason.code, reason: "noRoom" };
  });
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
      const smaller = await fillParts({ material: { ...material, room }, candidates, open });
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

interface Filled {
  readonly chosen: Chosen;
  readonly written: readonly Written[];
  readonly material: string;
  readonly inputTokens: number;
  readonly contents: readonly Portion[];
}

interface ToFill {
  readonly material: Material;
  readonly candidates: Candidates;
  readonly open: Hunks;
}

/** Where one part is not enough, each has room for what helps with its files. None where not even the frame finds room. */
async function fillParts({ material, candidates, open }: ToFill): Promise<readonly Filled[]> {
  const { room, count, signal } = material;
  const capacity = capacityOf(room);
  const countsBytes = fitsByBytes(all(frameOf(candidates), candidates), capacity);
  const known = new Map<object, readonly number[]>();
  const measuring = { capacity, countFactor: room.countFactor, countsBytes, count, signal, known };
  const ordered = { ...candidates, diffs: inPartOrder(candidates, capacity) };
  const one = await fillPart({ material, candidates: ordered, open }, { ...measuring, forContext: 0 });
  if (one === null || without(open, one.chosen.hunks).size === 0) return one === null ? [] : [one];
  const forContext = Math.min(Math.floor(capacity * shareOfContext), mostTokensOf(candidates.pieces));
  const filled: Filled[] = [];
  let left = open;
  while (left.size > 0 && filled.length < mostParts) {
    const part = await fillPart({ material, candidates: ordered, open: left }, { ...measuring, forContext });
    if (part === null || (filled.length > 0 && part.chosen.hunks.size === 0)) break;
    filled.push(part);
    if (part.chosen.hunks.size === 0) break;
    left = without(left, part.chosen.hunks);
  }
  return filled;
}

async function fillPart(
  { material, candidates, open }: ToFill,
  measuring: ConstructorParameters<typeof Filling>[0],
): Promise<Filled | null> {
  const { boundary: key, previous = nothingBefore } = material;
  const filling = new Filling(measuring);
  const said = [candidates.wishes, candidates.focus];
  const [wishes = 0, focus = 0, ...sizes] = await filling.measure([...said, ...frameOf(candidates)]);
  if (!filling.take(wishes + focus + sum(sizes))) return null;
  const chosen = await choose(candidates, open, filling);
  const written = asBefore(compose(candidates, chosen, { wishes, focus }), { key, previous });
  return { chosen, written, ...(await weigh(written, candidates, filling)) };
}

/** By their bytes, for a guess is enough. */
function mostTokensOf(pieces: readonly Piece[]): number {
  return sum(
    pieces.flatMap(({ lines, ranges }) =>
      ranges.map(({ start, end }) => Buffer.byteLength(lines.slice(start - 1, end).join("\n"))),
    ),
  );
}

function frameOf({ frame }: Candidates): readonly string[] {
  return [instructions, schema, ...frame];
}

/** The message, and what each portion of it comes to. */
async function weigh(
  written: readonly Written[],
  { opening, closing }: Candidates,
  filling: Filling,
): Promise<Pick<Filled, "material" | "inputTokens" | "contents">> {
  const texts = written.map(({ text }) => text);
  const material = [opening, ...texts, closing].join("");
  const counts = await filling.count([instructions, schema, opening, closing, ...texts]);
  if (counts === null) {
    return { material, inputTokens: filling.used, contents: written.flatMap(({ holds }) => holds) };
  }
  const contents = written.flatMap(({ holds }, index) => shared(holds, counts[index + 4] ?? 0));
  return { material, inputTokens: Math.min(filling.used, sum(counts) + framing), contents };
}

/** The tokens of a section, told apart by what was taken for each of its portions. */
function shared(portions: readonly Portion[], tokens: number): readonly Portion[] {
  const all = sum(portions.map((portion) => portion.tokens));
  let [taken, told] = [0, 0];
  return portions.map((portion) => {
    taken += portion.tokens;
    const before = told;
    told = Math.round((tokens * taken) / Math.max(1, all));
    return { ...portion, tokens: told - before };
  });
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

function partOf(
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
  return {
    number: of.number,
    material,
    inputTokens,
    frameTokens: inputTokens - sum(contents.map(({ tokens }) => tokens)),
    contents,
    shown: of.candidates.sheets.flatMap((sheet) => groundIn(sheet, chosen, of.narrow)),
    hunks: new Map(hunks),
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
function shownIn(
  cleared: ClearedFile,
  of: {
    readonly filled: readonly Filled[];
    readonly sheets: ReadonlyMap<ClearedFile | undefined, Sheet>;
    readonly narrow: Narrow | undefined;
  },
): Parameters<typeof coverageOf>[0] {
  const { filled, sheets, narrow } = of;
  const sheet = sheets.get(cleared);
  return {
    cleared,
    isOpen: (hunk) => narrow === undefined || narrow.get(cleared)?.has(hunk) === true,
    hunks: new Set(filled.flatMap(({ chosen }) => [...(chosen.hunks.get(cleared) ?? [])])),
    named: filled.some(({ chosen }) => chosen.names.has(cleared)),
    grounds: filled.flatMap(({ chosen }) =>
      sheet === undefined ? [] : groundIn(sheet, chosen, narrow).filter(({ side }) => side === "new"),
    ),
  };
}

/** All that could be asked for, at its longest. */
function* all(
  frame: readonly string[],
  { wishes, focus, diffs, sheets, names }: Candidates,
): Iterable<string> {
  yield* frame;
  yield wishes;
  yield focus;
  for (const { cleared, head, foot, hunk } of diffs) {
    yield head() + foot;
    for (const index of cleared.file.hunks.keys()) yield hunk(index);
  }
  for (const { text } of names.lines) yield text;
  for (const sheet of sheets) for (const piece of piecesOf(sheet)) yield addition(sheet, nothingOn, piece);
}
