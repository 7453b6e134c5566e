/** What was found out about an endpoint, so that it need not be found out again: a port, and the form that lasts as long as the process. */

import type { Rung } from "./wire.ts";

/** Of one model at one origin. */
export interface Learned {
  /** The rung of the ladder that led to an answer. */
  readonly rung: Rung;
  /** Parameters that were refused, by their names on the wire. */
  readonly without: readonly string[];
  /** Who answered in place of the model, which was not there. */
  readonly successor: string | null;
  /** The most tokens of one request; `until` in milliseconds since 1970. */
  readonly ceiling: { readonly tokens: number; readonly until: number } | null;
}

export interface EndpointMemory {
  recall(origin: string, model: string): Learned | null;
  /** Takes the place of what was there. */
  learn(origin: string, model: string, learned: Learned): void;
}

/** The most tokens of one request to a model; null where none is known, or it is too long ago. */
export function ceilingFor(
  memory: EndpointMemory,
  of: { readonly origin: string; readonly model: string; readonly now: number },
): number | null {
  const ceiling = memory.recall(of.origin, of.model)?.ceiling ?? null;
  return ceiling === null || ceiling.until <= of.now ? null : ceiling.tokens;
}

export function inMemory(): EndpointMemory {
  const all = new Map<string, Learned>();
  const key = (origin: string, model: string): string => JSON.stringify([origin, model]);
  return {
    recall: (origin, model) => all.get(key(origin, model)) ?? null,
    learn: (origin, model, learned) => void all.set(key(origin, model), learned),
  };
}

/** Shared by all reviews of this process that bring no memory of their own. */
export const memoryOfThisProcess: EndpointMemory = inMemory();
