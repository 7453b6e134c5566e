/** The one policy of trying again: when, how often, and after how long. */

import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../contract/failure.ts";
import type { AskEvent } from "./asking.ts";
import type { Trouble } from "./trouble.ts";

export interface Patience {
  /** Resolves after so many milliseconds, or at once when `signal` is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1: jitter, so that many who were refused together don't come back together. */
  random(): number;
  /** Milliseconds without a byte after which an endpoint counts as silent. */
  readonly silence: number;
}

export const patient: Patience = {
  wait: (milliseconds, signal) =>
    delay(milliseconds, undefined, { signal }).then(
      () => undefined,
      () => undefined,
    ),
  random: Math.random,
  silence: 5 * 60_000,
};

/** What one question has put up with so far. */
export interface Endured {
  readonly tries: number;
  /** Milliseconds waited in all. */
  readonly waited: number;
}

/** How often one question is put anew after an error of the endpoint. */
const mostTries = 3;
/** How often after the endpoint said that it is too soon: it also said when. */
const mostLimits = 20;
/** Milliseconds; all waits of one question together. */
const longestWait = 5 * 60_000;
/** Milliseconds before the second attempt; doubled before each further one. */
const firstPause = 1000;
const firstPauseAtLimit = 5000;

/** Milliseconds to wait before the question is put again; null: don't. Only where no text has come. `random`: 0 to 1. */
export function pauseBefore(
  trouble: Trouble,
  fault: Fault,
  { tries, waited }: Endured,
  random: number,
): number | null {
  const limited = fault.code === "rateLimited";
  if (!limited && !mayPass(trouble, fault)) return null;
  const left = longestWait - waited;
  if (tries >= (limited ? mostLimits : mostTries) || left <= 0) return null;
  const told = trouble.kind === "refused" ? trouble.refusal.wait : null;
  const pause = (limited ? firstPauseAtLimit : firstPause) * 2 ** tries * (0.5 + random / 2);
  // A little later than told, because clocks differ and others were told the same.
  const wanted = told === null ? pause : told + 250 + random * 250;
  return Math.round(Math.min(left, wanted));
}

/** What may be over by the next attempt. Silence is not: it has taken its five minutes already. */
function mayPass(trouble: Trouble, fault: Fault): boolean {
  if (trouble.kind === "reset" || trouble.kind === "cut") return true;
  return trouble.kind === "refused" && fault.code === "serverError";
}

/** Second by second, so that whoever shows it can count down. */
export async function* waitVisibly(
  milliseconds: number,
  patience: Patience,
  signal: AbortSignal,
): AsyncIterable<AskEvent> {
  for (let left = milliseconds; left > 0 && !signal.aborted; left -= 1000) {
    yield { kind: "waiting", seconds: Math.ceil(left / 1000) };
    await patience.wait(Math.min(left, 1000), signal);
  }
}
