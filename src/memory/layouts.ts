/** What was laid out last for each workspace, kept for a week, so that the next prompt begins as the last one did. Hashes alone. */

import { fieldOf, textOf } from "../model/foreign.ts";
import { nothingBefore, type Layout } from "../prompt/previous.ts";
import type { Layouts } from "../review/ports.ts";
import type { Folder } from "./folder.ts";
import { locked, type Clock } from "./lock.ts";

/** One entry of the file. */
interface Kept extends Layout {
  readonly of: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const name = "layouts.json";
/** Milliseconds. A provider keeps a beginning for a day at most; what a person worked on last week is another change. */
const longest = 7 * 24 * 60 * 60 * 1000;
/** The latest are kept. */
const most = 30;
/** Of sections and of pieces; of a larger prompt the beginning is enough. */
const mostHashes = 2000;
const longestHash = 64;

export interface KeptLayouts extends Layouts {
  /** What this window knows without the file. */
  forget(): void;
}

/** A window or a run knows its own without the file, which others write as well and which may be out of reach. */
export function openLayouts(folder: Folder, clock: Clock): KeptLayouts {
  const own = new Map<string, Layout>();
  return {
    async last(of) {
      const known = own.get(of);
      if (known !== undefined) return known;
      const kept = (await read(folder, clock.now())).find((each) => each.of === of);
      return kept === undefined ? null : { sections: kept.sections, pieces: kept.pieces };
    },
    async keep(of, layout) {
      own.set(of, layout);
      const { sections, pieces } = layout;
      const kept = {
        of,
        at: clock.now(),
        sections: sections.slice(0, mostHashes),
        pieces: pieces.slice(0, mostHashes),
      };
      await locked({ folder, name: `${name}.lock`, clock }, async () => {
        const others = (await read(folder, clock.now())).filter((each) => each.of !== of);
        await folder.write(name, JSON.stringify([kept, ...others].slice(0, most)));
      }).catch(() => undefined);
    },
    forget: () => own.clear(),
  };
}

async function read(folder: Folder, now: number): Promise<readonly Kept[]> {
  try {
    const all: unknown = JSON.parse((await folder.read(name)) ?? "[]");
    const kept = Array.isArray(all) ? all.filter(isKept) : [];
    return kept.filter(({ at }) => Math.abs(now - at) < longest);
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  const lists = Object.keys(nothingBefore).map((list) => fieldOf(value, list));
  return textOf(value, "of") !== null && typeof fieldOf(value, "at") === "number" && lists.every(isHashes);
}

function isHashes(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= mostHashes &&
    value.every((each) => typeof each === "string" && each.length <= longestHash)
  );
}
