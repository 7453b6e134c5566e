/** Lays the prompt out: fills one part after the other until every hunk has its place. */

import type { Omission } from "../context/piece.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { answerJson } from "./answer.ts";
import { candidatesOf, type Candidates, type Sources } from "./candidates.ts";
import { choose, everyHunk, without, type Chosen, type Hunks } from "./choose.ts";
import { compose, countSections } from "./compose.ts";
import { coverageOf } from "./coverage.ts";
import { groundOfFile, groundOfPiece, isOfFile } from "./ground.ts";
import { instructions } from "./instructions.ts";
import type { Narrow } from "./narrow.ts";
import type { CountTokens, Part, Plan, Room, ShownText } from "./plan.ts";
import { capacityOf, Filling, fitsByBytes } from "./room.ts";
import { isWalled } from "./sections.ts";

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

const schema = JSON.stringify(answerJson);

/** Pure: the same input gives the same bytes. Rejects when `signal` is aborted or the tokens could not be counted. */
export async function layOut(material: Material): Promise<LaidOut> {
  const { files, omitted, boundary, narrow } = material;
  const candidates = candidatesOf(material);
  const filled = await fillParts({ material, candidates, open: openIn(material, candidates) });
  const coverage = files.map((cleared) => coverageOf(shownIn(cleared, filled, material.narrow)));
  if (filled.length === 0 || (filled[0]?.chosen.hunks.size === 0 && candidates.diffs.length > 0)) {
    return { kind: "nothingFits", coverage };
  }
  if (filled.some((each) => !isSafe(each, candidates, boundary))) {
    return layOut({ ...material, boundary: `${boundary}-1` });
  }

  const indexes = new Map(files.map((file, index) => [file, index]));
  const parts = filled.map((each, index) => partOf(each, { number: index + 1, candidates, indexes, narrow }));
  const left = candidates.pieces.filter(
    ({ piece }) => !filled.some(({ chosen }) => chosen.pieces.has(piece)),
  );
  const noRoom = left.map(({ piece: { kind, repository, path, reason } }): Omission => {
    return { kind, repository, path, code: reason.code, reason: "noRoom" };
  });
  const plan: Plan = {
    instructions,
    parts,
    coverage,
    omitted: [...omitted, ...noRoom],
    room: material.room,
    split: async (part, window) => {
      const open: Hunks = new Map(
        [...part.hunks].flatMap(([index, hunks]) =>
          files[index] === undefined ? [] : [[files[index], hunks]],
        ),
      );
      const room = { ...material.room, window };
      const smaller = await fillParts({ material: { ...material, room }, candidates, open });
      const safe = smaller.filter((each) => each.chosen.hunks.size > 0 && isSafe(each, candidates, boundary));
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
  readonly material: string;
  readonly inputTokens: number;
}

/** None where not even the frame finds room. The first may be without hunks; each further one has some. */
async function fillParts(of: {
  readonly material: Material;
  readonly candidates: Candidates;
  readonly open: Hunks;
}): Promise<readonly Filled[]> {
  const { material, candidates } = of;
  const { room, count, signal } = material;
  const frame = [instructions, schema, ...candidates.frame];
  const capacity = capacityOf(room);
  const countsBytes = fitsByBytes(all(frame, candidates), capacity);
  const measuring = { capacity, countFactor: room.countFactor, countsBytes, count, signal };
  const filled: Filled[] = [];
  let { open } = of;
  do {
    const filling = new Filling(measuring);
    if (!(await filling.takeTexts(frame))) break;
    const chosen = await choose(candidates, open, filling);
    if (filled.length > 0 && chosen.hunks.size === 0) break;
    const composed = compose(candidates, chosen);
    const inputTokens = await filling.total([instructions, schema, composed]);
    filled.push({ chosen, material: composed, inputTokens });
    open = without(open, chosen.hunks);
  } while (open.size > 0 && filled.length < mostParts && filled[0]?.chosen.hunks.size !== 0);
  return filled;
}

function isSafe({ chosen, material }: Filled, candidates: Candidates, boundary: string): boolean {
  return isWalled(material, { key: boundary, sections: countSections(candidates, chosen) });
}

function partOf(
  { chosen, material, inputTokens }: Filled,
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
  const shown = of.candidates.diffs.flatMap(({ cleared }) => groundIn(cleared, chosen, of.narrow));
  return {
    number: of.number,
    material,
    inputTokens,
    shown: [...shown, ...groundOfContext(of.candidates, chosen)],
    hunks: new Map(hunks),
  };
}

function groundIn(cleared: ClearedFile, chosen: Chosen, narrow: Narrow | undefined): readonly ShownText[] {
  const hunks = chosen.hunks.get(cleared) ?? new Set<number>();
  return groundOfFile({
    cleared,
    hunks: cleared.file.hunks.filter((_, index) => hunks.has(index)),
    whole: chosen.whole.has(cleared),
    around: [...hunks].flatMap((index) => {
      const { before, after } = narrow?.get(cleared)?.get(index) ?? {};
      return [before, after].filter((range) => range !== undefined);
    }),
  });
}

/** What all of the parts together show of a file. */
function shownIn(
  cleared: ClearedFile,
  filled: readonly Filled[],
  narrow: Narrow | undefined,
): Parameters<typeof coverageOf>[0] {
  return {
    cleared,
    isOpen: (hunk) => narrow === undefined || narrow.get(cleared)?.has(hunk) === true,
    hunks: new Set(filled.flatMap(({ chosen }) => [...(chosen.hunks.get(cleared) ?? [])])),
    named: filled.some(({ chosen }) => chosen.names.has(cleared)),
    grounds: filled.flatMap(({ chosen }) =>
      groundIn(cleared, chosen, narrow).filter(({ side }) => side === "new"),
    ),
  };
}

function groundOfContext({ pieces }: Candidates, chosen: Chosen): readonly ShownText[] {
  return pieces
    .filter(({ piece, of }) => of === null && isOfFile(piece) && chosen.pieces.has(piece))
    .map(({ piece }) => groundOfPiece(piece));
}

function* all(frame: readonly string[], { diffs, names, pieces }: Candidates): Iterable<string> {
  yield* frame;
  for (const { cleared, head, foot, hunk } of diffs) {
    yield head + foot;
    for (const index of cleared.file.hunks.keys()) yield hunk(index);
  }
  for (const { text } of names.lines) yield text;
  for (const piece of pieces) yield piece.text();
}
