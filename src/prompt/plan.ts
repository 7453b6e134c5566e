/** The shape of a laid-out review: its parts, what each shows, and what found no room. */

import type { Omission } from "../context/piece.ts";
import type { ContextPiece, ContextReason } from "../contract/context.ts";
import type { FileCoverage } from "../contract/coverage.ts";
import type { Side } from "../contract/finding.ts";
import type { ClearedPicture } from "../privacy/cleared.ts";
import type { LineRange } from "../text/lines.ts";
import type { Layout } from "./previous.ts";

/** One version of one file as a part shows it; the ground that quotes are looked for in. */
export interface ShownText {
  readonly repository: string;
  /** The name on this side. */
  readonly path: string;
  /** What the part calls the file: first the name on this side, then the one on the other where it differs. */
  readonly names: readonly string[];
  readonly side: Side;
  /** The whole text as it may leave, one entry a line. */
  readonly sent: readonly string[];
  /** The same lines as they stand on this machine. */
  readonly snapshot: readonly string[];
  /** The lines that the part really holds. */
  readonly shown: readonly LineRange[];
  /** The changed lines of this side (added on the new side, removed on the old). Empty for mere context. */
  readonly changed: readonly LineRange[];
}

/** What a part holds of one kind from one file, and what it takes up there. */
export interface Portion {
  /** Stays the same from run to run, see `pieceId`. What was left out has one as well. */
  readonly id: string;
  readonly kind: ContextPiece["kind"];
  /** The `id` of its repository; empty where it belongs to all. */
  readonly repository: string;
  /** As it stands on this machine; empty where it is no file. */
  readonly path: string;
  /** Null where it needs none: the diff, names, wishes. */
  readonly reason: ContextReason | null;
  /** What the reasons name. */
  readonly names: readonly string[];
  readonly tokens: number;
}

/** One that goes with a part. */
export interface PartPicture extends ClearedPicture {
  /** What the material calls it. */
  readonly name: string;
  /** By our own count, for the model that is asked. */
  readonly tokens: number;
}

/** One request's worth of the change. */
export interface Part {
  /** 1-based; the parts that one was split into have its number. */
  readonly number: number;
  /** The material, as one user message: what changes least from run to run stands first. */
  readonly material: string;
  /** They follow the material, in the order in which it names them. */
  readonly pictures: readonly PartPicture[];
  /** Tokens of instructions, schema, material and pictures by our own count. */
  readonly inputTokens: number;
  /** Those of them that are instructions, schema and frame; the others are in `contents`. */
  readonly frameTokens: number;
  /** All that the part holds, in its order. */
  readonly contents: readonly Portion[];
  readonly shown: readonly ShownText[];
  /** The hunks that it shows: by the index of their file in `Plan.coverage`, each by its index in the file. */
  readonly hunks: ReadonlyMap<number, ReadonlySet<number>>;
  /** The files that it shows as pictures, by their index in `Plan.coverage`. */
  readonly pictured: ReadonlySet<number>;
}

export interface Plan {
  readonly instructions: string;
  readonly parts: readonly Part[];
  /** An entry for every path that differs. */
  readonly coverage: readonly FileCoverage[];
  readonly omitted: readonly Omission[];
  /** For the next run, which begins as this one did. */
  readonly layout: Layout;
  readonly room: Room;
  /** The key of the walls around what is not ours. */
  readonly boundary: string;
  /** Lays the hunks of a part out again under a smaller window; those that find no room then are in none of the parts. */
  readonly split: (part: Part, window: number) => Promise<readonly Part[]>;
}

/** How much a request may hold, in tokens: prompt, later rounds and reserve together make `window`. */
export interface Room {
  readonly window: number;
  readonly outputReserve: number;
  /** What the rounds after the first may add to the prompt. */
  readonly laterRounds: number;
  /** How many of the model's tokens our own count of one may mean at most. */
  readonly countFactor: number;
}

/** Exact token counts, one for each text. */
export type CountTokens = (texts: readonly string[], signal: AbortSignal) => Promise<readonly number[]>;
