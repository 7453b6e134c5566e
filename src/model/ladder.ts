/** The ladder: four ways to ask for the same answer, from the strictest down to plain words, and when to take the next one. */

import type { Fault } from "../contract/failure.ts";
import type { Question } from "./asking.ts";
import { chatWire } from "./chat.ts";
import type { Endpoint } from "./endpoint.ts";
import { refusedParameter } from "./optional.ts";
import { responsesWire } from "./responses.ts";
import type { Refusal, Trouble } from "./trouble.ts";
import type { Rung, Terms, Wire } from "./wire.ts";

export const rungs: readonly Rung[] = ["responses", "chatSchema", "chatJson", "chatPlain"];

const highest = { responses: "responses", chat: "chatSchema", editor: "chatPlain" } as const;

export function highestTerms({ wire }: Endpoint): Terms {
  return { rung: highest[wire], without: new Set() };
}

export function wireOf(rung: Rung): Wire<unknown> {
  return rung === "responses" ? responsesWire : chatWire;
}

/** Whether a request on these terms can say how long its answer may be. */
export function limitsOutput({ rung, without }: Terms): boolean {
  const names = rung === "responses" ? ["max_output_tokens"] : ["max_completion_tokens", "max_tokens"];
  return names.some((name) => !without.has(name));
}

/** The same on the next rung; null where there is none. */
export function oneDown({ rung, without }: Terms): Terms | null {
  const next = rungs[rungs.indexOf(rung) + 1];
  return next === undefined ? null : { rung: next, without };
}

/**
 * How to ask after a refusal of what was asked, which costs nothing: without a parameter first, then one rung further
 * down. Null where the refusal is about something else: a key, a limit, a model, the length, the server itself.
 */
export function giveWay({ terms, question }: Way, trouble: Trouble, fault: Fault): Terms | null {
  if (trouble.kind !== "refused") return null;
  const { rung, without } = terms;
  // The rungs below the first share one path.
  if (fault.code === "endpointMissing") return terms.rung === "responses" ? oneDown(terms) : null;
  if (fault.code !== "requestRefused") return null;
  const refused = refusedParameter(trouble, wireOf(rung).optional(question), without);
  if (refused !== null) return { rung, without: new Set([...without, refused]) };
  return isAboutForm(trouble.refusal) ? oneDown(terms) : null;
}

interface Way {
  readonly terms: Terms;
  readonly question: Question;
}

/** Also in the words of gateways and of the engines behind them. */
const form =
  /\b(response[_ ]?format|text\.format|json[_ ]?(schema|object|mode)|schema|structured[_ ]outputs?|guided[_ ]\w+|grammar)\b/i;

function isAboutForm({ status, param, message }: Refusal): boolean {
  if (status !== 400 && status !== 422) return false;
  return /^(text|response_format)\b/.test(param) || form.test(message);
}
