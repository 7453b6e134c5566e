/** What follows an answer that ended well: usually nothing, else one more turn, with more room or with a word on its form. */

import type { Fault } from "../contract/failure.ts";
import { askForForm } from "../prompt/spelled.ts";
import type { Called, Question } from "./asking.ts";
import type { Ended } from "./attempt.ts";
import { faultOfEnding, type Asked } from "./faults.ts";
import { oneDown } from "./ladder.ts";
import { misfitOf } from "./promised.ts";
import { builtInProfiles, outputAllowance, type Profiles } from "./profiles.ts";
import type { Terms, Wanted } from "./wire.ts";

/** How a question is put this time. */
export interface Turn {
  readonly question: Question;
  /** Tokens of reasoning and answer together, before the model's own limit. */
  readonly reserve: number;
  /** It was raised: once is enough. */
  readonly isRoomier: boolean;
  /** Why it is put in this form: the first time, to have the form repaired, or on the next rung after that. */
  readonly form: "first" | "repair" | "nextRung";
}

export type Next =
  | { readonly kind: "done" }
  /** There is no answer yet: the model wants to know more first. */
  | { readonly kind: "called"; readonly called: Called }
  | { readonly kind: "failed"; readonly fault: Fault }
  /** `terms`: on the next rung, because the form was ignored twice; else null. */
  | { readonly kind: "again"; readonly turn: Turn; readonly terms: Terms | null };

export interface Answered {
  readonly ended: Ended;
  readonly how: Exclude<Ended["how"], { readonly kind: "trouble" }>;
  /** As it was handed on; of an answer in plain words, the object in it. */
  readonly text: string;
  readonly asked: Asked;
  readonly wanted: Wanted;
  /** As the story put it. */
  readonly question: Question;
  /** The built-in table where it is not said. */
  readonly profiles?: Profiles | undefined;
}

export function firstTurn(question: Question, reserve: number): Turn {
  return { question, reserve, isRoomier: false, form: "first" };
}

export function turnAfter(turn: Turn, answered: Answered): Next {
  const { ended, how, asked, wanted, question, profiles = builtInProfiles } = answered;
  if (how.kind !== "complete") {
    const more =
      how.kind === "outputUsedUp" && ended.bytes === 0 && !turn.isRoomier ? moreRoom(wanted, profiles) : null;
    if (more !== null) return again({ ...turn, reserve: more, isRoomier: true });
    return { kind: "failed", fault: faultOfEnding(how, asked) };
  }
  if (ended.called !== undefined && turn.question.tools === "offered")
    return { kind: "called", called: ended.called };
  const misfit = misfitOfAnswer(answered);
  if (misfit === null) return { kind: "done" };
  const fault: Fault = { code: "badAnswer", args: { host: asked.host, model: asked.model } };
  if (turn.form === "first") {
    return again({ ...turn, question: withMessage(question, askForForm(misfit)), form: "repair" });
  }
  const down = turn.form === "repair" ? oneDown(wanted) : null;
  return down === null ? { kind: "failed", fault } : again({ ...turn, question, form: "nextRung" }, down);
}

function again(turn: Turn, terms: Terms | null = null): Next {
  return { kind: "again", turn, terms };
}

function misfitOfAnswer({ ended, text, wanted }: Answered): ReturnType<typeof misfitOf> {
  const isLost = wanted.rung === "chatPlain" && text === "" && ended.text.trim() !== "";
  return isLost ? "withoutId" : misfitOf(text);
}

function withMessage(question: Question, message: string): Question {
  const { messages, tools, inputTokens } = question;
  return {
    ...question,
    messages: [...messages, message],
    // Nothing more has to be known for that.
    ...(tools === undefined ? {} : { tools: "closed" }),
    inputTokens: inputTokens + Buffer.byteLength(message),
  };
}

/** A repeated request costs all of its input again: for less than this much more output it is not worth it. */
const leastGain = 1.25;

/** Twice as many tokens, or as many as the model and its window have; null where that is hardly more. */
function moreRoom({ model, question, maxOutput }: Wanted, profiles: Profiles): number | null {
  const { contextWindow, countFactor } = profiles.of(model);
  const left = Math.floor((contextWindow - question.inputTokens * countFactor) * 0.98) - 500;
  const more = Math.min(outputAllowance(model, 2 * maxOutput, profiles), left);
  return more >= leastGain * maxOutput ? more : null;
}
