/** One part's rounds: ask, take in each finding as it completes, then take a second look at each. */

import type { Fault } from "../contract/failure.ts";
import type { Finding } from "../contract/finding.ts";
import type { Phase } from "../contract/progress.ts";
import type { Depth } from "../contract/scope.ts";
import { anchor } from "../finding/anchor.ts";
import { form } from "../finding/form.ts";
import { answerReader, type AnswerEnd, type AnswerEvent } from "../finding/read.ts";
import type { Ask, Question, Spent } from "../model/asking.ts";
import { isSameFamily } from "../model/profiles.ts";
import type { Part, Plan } from "../prompt/plan.ts";
import { askForMore, doubt, mostDoubted } from "../prompt/rounds.ts";
import type { Draft } from "./draft.ts";
import { groundOf } from "./ground.ts";

interface Rounds {
  readonly part: Part;
  readonly plan: Plan;
  readonly ask: Ask;
  readonly depth: Depth;
  readonly draft: Draft;
}

/** How often a part is asked: a sweep ends earlier when nothing new comes. */
const mostSweeps: Readonly<Record<Depth, number>> = { quick: 1, standard: 1, deep: 3 };

/** Says whether the part was answered to the end. */
export async function reviewPart(rounds: Rounds, signal: AbortSignal): Promise<boolean> {
  const { part, plan, depth, draft } = rounds;
  const before = new Set(draft.findings.map(({ id }) => id));
  let answered = false;
  for (let sweep = 1; sweep <= mostSweeps[depth]; sweep += 1) {
    const known = new Set(draft.findings.map(({ id }) => id));
    const further = sweep === 1 ? [] : [askForMore(draft.findings.filter(({ id }) => !before.has(id)))];
    const fault = await hear(
      rounds,
      { kind: "asking", part: part.number, parts: plan.parts.length },
      further,
      signal,
    );
    if (fault === null) answered = true;
    else draft.fail(plan.parts.length === 1 ? fault : { ...fault, part: part.number });

    const found = draft.findings.filter(({ id }) => !known.has(id));
    if (depth === "quick") found.forEach(({ id }) => draft.confirm(id));
    if (found.length === 0 || signal.aborted) break;
    if (fault !== null) {
      // What just failed would most likely fail again, and cost again.
      if (depth !== "quick") draft.remark({ code: "secondLookMissing", args: { count: found.length } });
      break;
    }
    if (depth !== "quick") await lookAgain(rounds, found, signal);
  }
  return answered;
}

/** A second look that fails leaves its findings unconfirmed and says so: it takes nothing away. */
async function lookAgain(rounds: Rounds, found: readonly Finding[], signal: AbortSignal): Promise<void> {
  const { part, plan, draft } = rounds;
  const phase: Phase = { kind: "secondLook", part: part.number, parts: plan.parts.length };
  const fault = await hear(rounds, phase, [doubt(found.slice(0, mostDoubted))], signal);
  const unconfirmed = draft.findings.filter((finding) => finding.status === "unconfirmed");
  if (fault !== null || unconfirmed.length > 0) {
    draft.remark({ code: "secondLookMissing", args: { count: unconfirmed.length } });
  }
}

/** Asks one question and takes in the answer as it comes. Returns what went wrong, or null. */
async function hear(
  { part, plan, ask, draft }: Rounds,
  phase: Phase,
  further: readonly string[],
  signal: AbortSignal,
): Promise<Fault | null> {
  const question: Question = {
    instructions: plan.instructions,
    messages: [part.material, ...further],
    inputTokens: part.inputTokens + further.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
  const reader = answerReader();
  draft.enter(phase);
  for await (const event of ask(question, signal)) {
    switch (event.kind) {
      case "text":
        draft.countAsSent();
        for (const heard of reader.push(event.text)) takeIn(heard, part, draft);
        break;
      case "thinking":
        draft.enter(phase);
        break;
      case "waiting":
        draft.enter({ kind: "waiting", seconds: event.seconds });
        break;
      case "replaced":
        draft.remark({ code: "modelReplaced", args: { model: event.model, by: event.by } });
        break;
      case "finished":
        draft.spend(event.spent);
        sayWhoAnswered(event.spent, draft);
        return faultOf(reader.end());
      case "failed":
        if (event.spent !== null) draft.spend(event.spent);
        return event.fault;
    }
  }
  return { code: "internal" };
}

function takeIn(heard: AnswerEvent, part: Part, draft: Draft): void {
  switch (heard.kind) {
    case "finding": {
      const place = anchor(heard.finding, part.shown);
      draft.add(
        form({ found: heard.finding, place, id: draft.nextId(), shown: part.shown }),
        groundOf(place, part.shown),
      );
      break;
    }
    case "invalid":
      draft.countInvalid();
      break;
    case "verdict":
      if (heard.verdict.holds === "yes") draft.confirm(heard.verdict.finding);
      if (heard.verdict.holds === "no") draft.setAside(heard.verdict.finding, heard.verdict.reason);
      break;
    case "summary":
      draft.summarise(heard.summary);
      break;
  }
}

function sayWhoAnswered({ model, answeredBy }: Spent, draft: Draft): void {
  if (!isSameFamily(model, answeredBy))
    draft.remark({ code: "otherModelAnswered", args: { model, answeredBy } });
}

/** The wire said that the answer is complete; what was read decides whether that is so. */
function faultOf(end: AnswerEnd): Fault | null {
  switch (end.kind) {
    case "complete":
      return null;
    case "cut":
      return { code: "streamCut" };
    case "notJson":
    case "empty":
      return { code: "badAnswer" };
  }
}
