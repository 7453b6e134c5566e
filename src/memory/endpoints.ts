/** What was found out about endpoints, kept for a week, so that a new window need not find it out by refusals again. */

import type { EndpointMemory, Learned } from "../model/endpointMemory.ts";
import { fieldOf, textOf } from "../model/foreign.ts";
import { rungs } from "../model/ladder.ts";
import type { Folder } from "./folder.ts";
import { locked, type Clock } from "./lock.ts";

/** One line of the file. */
interface Known {
  readonly origin: string;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly learned: Learned;
}

export interface KeptEndpoints extends EndpointMemory {
  /** Resolves when all that was learned so far is written, or can't be. */
  saved(): Promise<void>;
}

const name = "endpoints.json";
/** Milliseconds: endpoints change, and what they refused once they may take by then. */
const longest = 7 * 24 * 60 * 60 * 1000;
/** The latest are kept. */
const most = 100;
const longestText = 500;

/** Reads once; what can't be read is as good as nothing known. */
export async function openEndpoints(folder: Folder, clock: Clock): Promise<KeptEndpoints> {
  let all = await read(folder, clock.now());
  let saving = Promise.resolve();
  const save = async (known: Known): Promise<void> =>
    locked({ folder, name: `${name}.lock`, clock }, async () => {
      // Another process may have learned something meanwhile.
      const others = await read(folder, clock.now());
      await folder.write(name, JSON.stringify(withKnown(others, known)));
    }).catch(() => undefined);
  return {
    recall: (origin, model) => all.find(isAbout(origin, model))?.learned ?? null,
    learn(origin, model, learned) {
      const known = { origin, model, at: clock.now(), learned };
      all = withKnown(all, known);
      saving = saving.then(() => save(known));
    },
    saved: () => saving,
  };
}

function withKnown(all: readonly Known[], known: Known): readonly Known[] {
  const isSame = isAbout(known.origin, known.model);
  return [known, ...all.filter((each) => !isSame(each))].slice(0, most);
}

function isAbout(origin: string, model: string): (known: Known) => boolean {
  return (known) => known.origin === origin && known.model === model;
}

async function read(folder: Folder, now: number): Promise<readonly Known[]> {
  try {
    const all: unknown = JSON.parse((await folder.read(name)) ?? "[]");
    const known = Array.isArray(all) ? all.filter(isKnown) : [];
    return known.filter(({ at }) => Math.abs(now - at) < longest);
  } catch {
    return [];
  }
}

function isKnown(value: unknown): value is Known {
  const [origin, model, at] = [textOf(value, "origin"), textOf(value, "model"), fieldOf(value, "at")];
  const learned = fieldOf(value, "learned");
  const [without, successor, ceiling] = ["without", "successor", "ceiling"].map((field) =>
    fieldOf(learned, field),
  );
  return (
    isShort(origin) &&
    isShort(model) &&
    typeof at === "number" &&
    rungs.some((rung) => rung === fieldOf(learned, "rung")) &&
    Array.isArray(without) &&
    without.every(isShort) &&
    (successor === null || isShort(successor)) &&
    (ceiling === null || [fieldOf(ceiling, "tokens"), fieldOf(ceiling, "until")].every(isCount))
  );
}

function isShort(value: unknown): boolean {
  return typeof value === "string" && value.length <= longestText;
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
