/** One part's rounds: ask, take in each finding as it completes, then take a second look at each. */

import type { Fault } from "../contract/failure.ts";
import type { Finding } from "../contract/finding.ts";
import type { Phase } from "../contract/progress.ts";
import type { Depth } from "../contract/scope.ts";
import { anchor } from "../finding/anchor.ts";
import { form } from "../finding/form.ts";
import { answerReader, type AnswerEnd, type AnswerEvent } from "../finding/read.ts";
import type { Ask, Called, Question, Spent } from "../model/asking.ts";
import { isSameFamily } from "../model/profiles.ts";
import type { Part, Plan, ShownText } from "../prompt/plan.ts";
import { askForMore, doubt, mostDoubted } from "../prompt/rounds.ts";
import type { Draft } from "./draft.ts";
import { groundOf } from "./ground.ts";
import { Reading, type OnDemand } from "./reading.ts";

export interface Rounds {
  readonly part: Part;
  readonly plan: Plan;
  readonly ask: Ask;
  readonly depth: Depth;
  readonly draft: Draft;
  /** Null where the model reads nothing by itself. */
  readonly onDemand: OnDemand | null;
}

/** How often a part is asked: a sweep ends earlier when nothing new comes. */
const mostSweeps: Readonly<Record<Depth, number>> = { quick: 1, standard: 1, deep: 3 };

/** `answered`: to the end, at least once. `tooLarge`: the endpoint takes no request of that size, so nothing was answered. */
export type PartEnd =
  { readonly kind: "answered" | "failed" } | { readonly kind: "tooLarge"; readonly fault: Fault };

export async function reviewPart(rounds: Rounds, signal: AbortSignal): Promise<PartEnd> {
  const { part, plan, depth, draft, onDemand } = rounds;
  const reading = onDemand === null ? null : new Reading({ ...onDemand, part, plan, draft });
  /** What this part found: others may be asked at the same time. */
  const mine = new Set<string>();
  const findings = (): readonly Finding[] => draft.findings.filter(({ id }) => mine.has(id));
  let answered = false;
  for (let sweep = 1; sweep <= mostSweeps[depth]; sweep += 1) {
    // What cannot be doubted need not be asked.
    if (sweep > 1 && reading?.leaves(2) === false) break;
    const known = new Set(mine);
    const further = sweep === 1 ? [] : [askForMore(findings())];
    const phase: Phase = { kind: "asking", part: part.number, parts: plan.parts.length };
    const fault = await hear({ ...rounds, mine, reading }, phase, further, signal);
    if (fault === null) answered = true;
    else if (isTooLarge(fault) && !answered) return { kind: "tooLarge", fault };
    else draft.fail(named(fault, rounds));

    const found = findings().filter(({ id }) => !known.has(id));
    if (depth === "quick") found.forEach(({ id }) => draft.confirm(id));
    if (found.length === 0 || signal.aborted) break;
    if (fault !== null) {
      // What just failed would most likely fail again, and cost again.
      if (depth !== "quick") draft.remark({ code: "secondLookMissing", args: { count: found.length } });
      break;
    }
    if (depth !== "quick") await lookAgain({ ...rounds, mine, reading }, found, signal);
  }
  return { kind: answered ? "answered" : "failed" };
}

/** A fault names its part only where there are several. */
export function named(fault: Fault, { part, plan }: Pick<Rounds, "part" | "plan">): Fault {
  return plan.parts.length === 1 ? fault : { ...fault, part: part.number };
}

function isTooLarge({ code }: Fault): boolean {
  return code === "requestTooLarge" || code === "contextTooLong";
}

interface Hearing extends Rounds {
  /** Ids of what this part found. */
  readonly mine: Set<string>;
  readonly reading: Reading | null;
}

/** A second look that fails leaves its findings unconfirmed and says so: it takes nothing away. */
async function lookAgain(rounds: Hearing, found: readonly Finding[], signal: AbortSignal): Promise<void> {
  const { part, plan, draft } = rounds;
  const phase: Phase = { kind: "secondLook", part: part.number, parts: plan.parts.length };
  const fault = await hear(rounds, phase, [doubt(found.slice(0, mostDoubted))], signal);
  // Whoever waits for the rest of a review should know that a budget has ended it.
  if (fault?.code === "overDailyBudget" || fault?.code === "spendingUnknown") draft.fail(fault);
  const doubted = new Set(found.map(({ id }) => id));
  const unconfirmed = draft.findings.filter(({ id, status }) => doubted.has(id) && status === "unconfirmed");
  if (fault !== null || unconfirmed.length > 0) {
    draft.remark({ code: "secondLookMissing", args: { count: unconfirmed.length } });
  }
}

/** Asks one question, as often as the model wants to read first, and takes in what it says. Returns what went wrong, or null. */
async function hear(
  hearing: Hearing,
  phase: Phase,
  further: readonly string[],
  signal: AbortSignal,
): Promise<Fault | null> {
  const { part, plan, draft, reading } = hearing;
  const question: Question = {
    instructions: plan.instructions,
    messages: [part.material, ...further],
    pictures: part.pictures,
    inputTokens: part.inputTokens + further.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
  // A second look comes after every sweep.
  const keeping = phase.kind === "asking" ? 1 : 0;
  reading?.beginRound();
  for (;;) {
    const equipped = reading?.equip(question, keeping) ?? question;
    const { fault, called } = await hearOnce(hearing, phase, equipped, signal);
    if (reading === null) return fault;
    if (fault !== null) {
      if (!mayGoWithout(fault) || !reading.giveUp() || !reading.leaves(1 + keeping)) return fault;
      continue;
    }
    if (called === null) return null;
    draft.enter({ kind: "reading", part: part.number, parts: plan.parts.length });
    const place = { after: question.messages.length, spoken: called.spoken };
    if (!(await reading.answer(called, place, signal))) return { code: "interrupted" };
  }
}

/** What came back from reading may be what an endpoint has no room for, or does not understand. */
function mayGoWithout(fault: Fault): boolean {
  return isTooLarge(fault) || fault.code === "requestRefused";
}

interface Once {
  /** What went wrong, or null. */
  readonly fault: Fault | null;
  /** What the model wants to read before it answers, and the tokens that it took to say so; null where it has answered. */
  readonly called: (Called & { readonly spoken: number }) | null;
}

async function hearOnce(
  { part, ask, draft, mine, reading }: Hearing,
  phase: Phase,
  question: Question,
  signal: AbortSignal,
): Promise<Once> {
  const ended = (fault: Fault | null): Once => ({ fault, called: null });
  const shown = reading?.shown ?? part.shown;
  let reader = answerReader();
  let called: Called | null = null;
  let pictures: "seen" | "unseen" = "seen";
  draft.enter(phase);
  for await (const event of ask(question, signal)) {
    switch (event.kind) {
      case "text":
        draft.countAsSent(part, pictures);
        for (const heard of reader.push(event.text)) takeIn(heard, { shown, draft, mine });
        break;
      case "again":
        // What it has found stays, and found once more it is still one: see `merge`.
        reader = answerReader();
        break;
      case "called":
        if (question.tools === "offered") called = event;
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
      case "picturesLeftOut":
        pictures = "unseen";
        draft.remark({ code: "picturesUnread", args: { model: event.model } });
        break;
      case "finished": {
        const { spent } = event;
        draft.spend(spent);
        sayWhoAnswered(spent, draft);
        return called === null
          ? ended(faultOf(reader.end()))
          : { fault: null, called: { ...called, spoken: spent.outputTokens } };
      }
      case "failed":
        if (event.spent !== null) draft.spend(event.spent);
        return ended(event.fault);
    }
  }
  return ended({ code: "internal" });
}

interface TakingIn extends Pick<Hearing, "draft" | "mine"> {
  readonly shown: readonly ShownText[];
}

function takeIn(heard: AnswerEvent, { shown, draft, mine }: TakingIn): void {
  switch (heard.kind) {
    case "finding": {
      const place = anchor(heard.finding, shown);
      const id = draft.nextId();
      mine.add(id);
      draft.add(form({ found: heard.finding, place, id, shown }), groundOf(place, shown));
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
