/** Fills parts with what finds room, one after the other, until every hunk that is asked about has its place. */

import type { Piece } from "../context/piece.ts";
import { inPartOrder } from "./affinity.ts";
import { answerJson } from "./answer.ts";
import type { Candidates } from "./candidates.ts";
import { choose, without, type Chosen, type Hunks } from "./choose.ts";
import { compose, type Written } from "./compose.ts";
import { instructions } from "./instructions.ts";
import type { CountTokens, Portion, Room } from "./plan.ts";
import { mostForPictures } from "./pictures.ts";
import { asBefore, nothingBefore, type Layout } from "./previous.ts";
import { capacityOf, Filling, fitsByBytes, framing, sum, type Measuring } from "./room.ts";
import { addition, nothingOn, piecesOf } from "./sheets.ts";

/** A change of more is for a machine to look at; what is left has no room. */
const mostParts = 32;

/** Of each part, where there are several. */
const shareOfContext = 0.2;

const schema = JSON.stringify(answerJson);

export interface Filled {
  readonly chosen: Chosen;
  readonly written: readonly Written[];
  readonly material: string;
  readonly inputTokens: number;
  readonly contents: readonly Portion[];
}

export interface Limits {
  readonly room: Room;
  readonly count: CountTokens;
  readonly signal: AbortSignal;
}

export interface ToFill {
  readonly candidates: Candidates;
  /** The hunks that are asked about. */
  readonly open: Hunks;
  /** The key of the delimiters. */
  readonly boundary: string;
  readonly previous?: Layout;
  readonly limits: Limits;
}

/** Where one part is not enough, each has room for what helps with its files. None where not even the frame finds room. */
export async function fillParts(toFill: ToFill): Promise<readonly Filled[]> {
  const { candidates, open, limits } = toFill;
  const { room, count, signal } = limits;
  const capacity = capacityOf(room);
  const forText = capacity - mostForPictures(candidates.pictures);
  const countsBytes = fitsByBytes(all(frameOf(candidates), candidates), forText);
  const known = new Map<object, readonly number[]>();
  const measuring = { capacity, countFactor: room.countFactor, countsBytes, count, signal, known };
  const ordered = { ...toFill, candidates: { ...candidates, diffs: inPartOrder(candidates, capacity) } };
  const one = await fillPart(ordered, { ...measuring, forContext: 0 });
  if (one === null || without(open, one.chosen.hunks).size === 0) return one === null ? [] : [one];
  const forContext = Math.min(Math.floor(capacity * shareOfContext), mostTokensOf(candidates.pieces));
  const filled: Filled[] = [];
  let left = open;
  let { pictures } = candidates;
  while (left.size > 0 && filled.length < mostParts) {
    const rest = { ...ordered, candidates: { ...ordered.candidates, pictures }, open: left };
    const part = await fillPart(rest, { ...measuring, forContext });
    if (part === null || (filled.length > 0 && part.chosen.hunks.size === 0)) break;
    filled.push(part);
    if (part.chosen.hunks.size === 0) break;
    left = without(left, part.chosen.hunks);
    pictures = pictures.filter(({ cleared }) => !part.chosen.pictures.has(cleared));
  }
  return filled;
}

async function fillPart(
  { candidates, open, boundary: key, previous = nothingBefore }: ToFill,
  measuring: Measuring,
): Promise<Filled | null> {
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
  const frame = [instructions, schema, opening, closing];
  const counts = await filling.count([...frame, ...texts]);
  if (counts === null) {
    return { material, inputTokens: filling.used, contents: written.flatMap(({ holds }) => holds) };
  }
  const contents = written.flatMap(({ holds, beside }, index) =>
    shared(holds, beside + (counts[frame.length + index] ?? 0)),
  );
  const own = sum(counts) + sum(written.map(({ beside }) => beside)) + framing;
  return { material, inputTokens: Math.min(filling.used, own), contents };
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
