/** Lays the prompt out: chooses by rank what finds room, and puts it in the order that a provider's cache likes. */

import type { Omission, Piece } from "../context/piece.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { answerJson } from "./answer.ts";
import { candidatesOf, type Candidates, type Sources } from "./candidates.ts";
import { choose, type Chosen } from "./choose.ts";
import { coverageOf } from "./coverage.ts";
import { groundOfFile, groundOfPiece } from "./ground.ts";
import { instructions } from "./instructions.ts";
import type { CountTokens, Part, Plan, Room, ShownText } from "./plan.ts";
import { capacityOf, Filling } from "./room.ts";
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

/** Pure: the same input gives the same bytes. Rejects when `signal` is aborted or the tokens could not be counted. */
export async function layOut(material: Material): Promise<LaidOut> {
  const { files, omitted, room, boundary, count, signal } = material;
  const candidates = candidatesOf(material);
  const schema = JSON.stringify(answerJson);
  const frame = [instructions, schema, ...candidates.frame];
  const measuring = { capacity: capacityOf(room), countFactor: room.countFactor, count, signal };
  const filling = new Filling(measuring, all(frame, candidates));

  const hasRoom = await filling.takeTexts(frame);
  const chosen = hasRoom ? await choose(candidates, filling) : nothing;
  const shown = files.map((file) => showFile(file, chosen));
  const coverage = shown.map((file) => {
    const ground = file.ground.find(({ side }) => side === "new") ?? null;
    return coverageOf({ ...file, ground });
  });
  const isEmpty = chosen.hunks.size === 0 && candidates.diffs.length > 0;
  if (!hasRoom || isEmpty) return { kind: "nothingFits", coverage };

  const composed = compose(candidates, chosen);
  if (!isWalled(composed, { key: boundary, sections: countSections(candidates, chosen) })) {
    return layOut({ ...material, boundary: `${boundary}-1` });
  }
  const part: Part = {
    number: 1,
    material: composed,
    inputTokens: await filling.total([instructions, schema, composed]),
    shown: [...shown.flatMap(({ ground }) => ground), ...groundOfContext(candidates, chosen)],
  };
  const left = candidates.pieces.filter(({ piece }) => !chosen.pieces.has(piece));
  const noRoom = left.map(({ piece: { kind, path } }): Omission => ({ kind, path, reason: "noRoom" }));
  // One part for now: what found no room waits for a larger one.
  const plan = { instructions, parts: [part], coverage, omitted: [...omitted, ...noRoom] };
  return { kind: "laidOut", plan, coverage };
}

const nothing: Chosen = { hunks: new Map(), names: new Set(), whole: new Set(), pieces: new Set() };

function showFile(cleared: ClearedFile, chosen: Chosen) {
  const hunks = chosen.hunks.get(cleared) ?? new Set<number>();
  const ground = groundOfFile({
    cleared,
    hunks: cleared.file.hunks.filter((_, index) => hunks.has(index)),
    whole: chosen.whole.has(cleared),
  });
  return { cleared, hunks, named: chosen.names.has(cleared), ground };
}

/** Rules change least and stand first; what varies from run to run stands last. */
function compose({ opening, wishes, pieces, diffs, names, closing }: Candidates, chosen: Chosen): string {
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
    sections("openFile"),
    sections("changedFile"),
    ...diff,
    ...(named.length === 0 ? [] : [names.head, ...named, names.foot]),
    closing,
  ].join("");
}

function countSections({ wishes }: Candidates, { pieces, hunks, names }: Chosen): number {
  return pieces.size + hunks.size + (names.size > 0 ? 1 : 0) + (wishes === "" ? 0 : 1);
}

function groundOfContext({ pieces }: Candidates, chosen: Chosen): readonly ShownText[] {
  return pieces
    .filter(({ piece }) => piece.kind === "openFile" && chosen.pieces.has(piece))
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

/** Not by the rules of a language, which differ from machine to machine. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
