/** Keeps the last outcome with the workspace, so that a reload of the window loses nothing that was paid for. */

import type { Memento } from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Tracked } from "./tracking.ts";

/** As it is kept: redacted as outcomes are; the reviewed lines themselves are never among it. */
export interface Kept {
  readonly outcome: Outcome;
  readonly tracked: ReadonlyMap<string, Tracked>;
}

type Later = "context" | "reads" | "focus";

interface Stored {
  /** One of an older version knows less. */
  readonly outcome: Omit<Outcome, Later> & Partial<Pick<Outcome, Later>>;
  readonly tracked: readonly (readonly [string, Tracked])[];
}

const name = "secondLook.lastReview";
/** Characters of JSON. */
const largest = 1024 * 1024;
/** Milliseconds. */
const longest = 7 * 24 * 60 * 60 * 1000;

export class LastReview {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Null when there is none, it is too old, or it was written by a version that writes otherwise. */
  read(now: number): Kept | null {
    const { outcome, tracked } = this.#memory.get<Partial<Stored>>(name) ?? {};
    if (outcome?.schemaVersion !== 1 || tracked === undefined) return null;
    if (now - Date.parse(outcome.startedAt) >= longest) return null;
    // An earlier version may have kept it without.
    const { context = null, reads = [], focus = "" } = outcome;
    const whole = { ...outcome, context, reads, focus };
    return { outcome: whole, tracked: new Map(tracked) };
  }

  /** Where it is too large for the workspace's storage, it is kept without its context, or not at all. */
  async keep({ outcome, tracked }: Kept): Promise<void> {
    const kept: Stored = { outcome, tracked: [...tracked] };
    const less: Stored = { ...kept, outcome: { ...outcome, context: null } };
    await this.#memory.update(name, [kept, less].find(isSmall));
  }

  async forget(): Promise<void> {
    await this.#memory.update(name, undefined);
  }
}

function isSmall(kept: Stored): boolean {
  return JSON.stringify(kept).length <= largest;
}
