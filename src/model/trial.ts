/** One tiny question, put as a review would put it, and how that went: what a check of an endpoint is made of. */

import { randomUUID } from "node:crypto";
import type { Fault } from "../contract/failure.ts";
import type { Effort, Question } from "./asking.ts";
import type { Attempting, Ended } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import { faultOf, faultOfEnding, type Asked } from "./faults.ts";
import { giveWay, wireOf } from "./ladder.ts";
import { answerWith, misfitOf } from "./promised.ts";
import type { Terms, Wanted } from "./wire.ts";

/** It holds no code, and the least that an answer can be is a good answer. */
export const question: Question = {
  instructions:
    "This checks a connection; there is nothing to review. Answer in the promised form: verdicts and findings are empty lists, reply is empty, summary is the word ok.",
  messages: ["Say ok."],
  // A little more than is counted for the longest form of it, which has the schema in the prompt.
  inputTokens: 600,
};

export interface Trial {
  readonly terms: Terms;
  readonly ended: Ended;
  /** Null where an answer in the promised form came. */
  readonly fault: Fault | null;
  /** An answer came in full, but not in the promised form. */
  readonly misfits: boolean;
  /** Of text, in which the answer came. */
  readonly stretches: number;
}

export interface Trying {
  readonly attempt: Attempting;
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly model: string;
  readonly terms: Terms;
  /** Null where the model has no such thing. */
  readonly effort: Effort | null;
  /** Tokens. */
  readonly maxOutput: number;
  /** Milliseconds without a byte after which to give up. */
  readonly silence: number;
}

/** Never throws. */
export async function tryOnce(trying: Trying, signal: AbortSignal): Promise<Trial> {
  const { attempt, endpoint, key, model, terms, effort, maxOutput, silence } = trying;
  const wanted = { ...terms, model, question, effort, maxOutput, cacheKey: "check", id: randomUUID() };
  let stretches = 0;
  for await (const event of attempt({ endpoint, key, wanted, silence }, signal)) {
    if (event.kind === "text") stretches += 1;
    if (event.kind !== "ended") continue;
    const asked = { host: endpoint.host, path: wireOf(terms.rung).path, model, outputReserve: maxOutput };
    return { terms, ended: event.ended, stretches, ...judge(event.ended, wanted, asked) };
  }
  throw new Error("The attempt did not say how it ended.");
}

/** What a review would do after this refusal; null where it would not ask again. */
export function wayOut({ terms, ended, fault }: Trial): Terms | null {
  if (ended.how.kind !== "trouble" || fault === null || ended.bytes > 0) return null;
  return giveWay({ terms, question }, ended.how.trouble, fault);
}

/** Whether the endpoint took the question, however that ended. */
export function wasTaken({ ended }: Trial): boolean {
  return ended.how.kind !== "trouble" || ended.begun;
}

function judge(ended: Ended, { rung, id }: Wanted, asked: Asked): Pick<Trial, "fault" | "misfits"> {
  const { how, bytes } = ended;
  if (how.kind === "trouble") return { fault: faultOf(how.trouble, asked, bytes > 0), misfits: false };
  if (how.kind !== "complete") return { fault: faultOfEnding(how, asked), misfits: false };
  const text = rung === "chatPlain" ? answerWith(id, ended.text) : ended.text;
  if (misfitOf(text) === null) return { fault: null, misfits: false };
  return { fault: { code: "badAnswer", args: { host: asked.host, model: asked.model } }, misfits: true };
}
