/** Asks an endpoint: tries again where that helps, in another way where it must, and asks a fallback model where the model is not there. */

import type { FailureArguments, Fault } from "../contract/failure.ts";
import type { Ask, AskEvent, Question } from "./asking.ts";
import { attempt, type Ended } from "./attempt.ts";
import { faultOf } from "./faults.ts";
import { withoutKey } from "./foreign.ts";
import { giveWay } from "./ladder.ts";
import { askedOf, openLine, wantedOf, type AskSettings, type Line } from "./line.ts";
import type { Pace } from "./pace.ts";
import { pauseBefore, waitVisibly, type Endured } from "./patience.ts";
import { hasPictures, pictures, refusesPictures } from "./pictures.ts";
import { answerWith } from "./promised.ts";
import type { Succession } from "./succession.ts";
import { Tally } from "./tally.ts";
import { firstTurn, turnAfter } from "./turns.ts";
import type { Wanted } from "./wire.ts";

export type { AskSettings } from "./line.ts";
export type { DearerOffer } from "./succession.ts";

/** For one review. */
export function openAsk(settings: AskSettings): Ask {
  const line = openLine(settings);
  return async function* ask(question, signal): AsyncGenerator<AskEvent, void> {
    const tally = new Tally(question.inputTokens);
    let fault: Fault | null;
    try {
      fault = yield* persist(line, { question, tally }, signal);
    } catch {
      fault = { code: "internal" };
    }
    if (signal.aborted && fault !== null) fault = interrupted;
    const spent = tally.spent(line.succession.current);
    if (fault === null && spent !== null) yield { kind: "finished", spent };
    else yield { kind: "failed", fault: discreet(fault ?? { code: "internal" }, settings.key), spent };
  };
}

interface Pursuit {
  readonly question: Question;
  readonly tally: Tally;
}

/** Puts the question until it is answered or nothing is left to try. Returns what went wrong in the end, or null. */
async function* persist(
  line: Line,
  { question, tally }: Pursuit,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, Fault | null> {
  const { settings, patience, succession, footing } = line;
  let endured: Endured = { tries: 0, waited: 0 };
  let turn = firstTurn(question, settings.outputReserve);
  await orAborted(succession.begin(question, signal), signal);
  while (succession.end === null && !signal.aborted) {
    const model = succession.current;
    const terms = footing.termsFor(model);
    const wanted = wantedOf(settings, model, terms, turn);
    const pace = line.paces.of(settings.endpoint.origin, model);
    const share = shareOf(wanted, pace.limit);
    yield* waitVisibly(pace.take(share), patience, signal);
    if (isAborted(signal)) break;
    const isBlind = hasPictures(turn.question) && !hasPictures(wanted.question);
    const { ended, text } = yield* putOnce(line, { wanted, tally, pace, isBlind }, signal);
    if (ended.how.kind === "trouble" && !ended.begun) pace.giveBack(share);
    const asked = askedOf(settings, wanted);
    const { how } = ended;
    if (how.kind !== "trouble") {
      const next = turnAfter(turn, {
        ended,
        how,
        text,
        asked,
        wanted,
        question,
        profiles: settings.profiles,
      });
      if (next.kind === "failed") return next.fault;
      if (next.kind !== "again") {
        footing.remember(settings.model, model);
        if (next.kind === "called") yield { kind: "called", ...next.called };
        return null;
      }
      if (next.terms !== null) footing.change(model, terms, next.terms);
      turn = next.turn;
      if (text !== "") yield { kind: "again" };
      continue;
    }

    const { trouble } = how;
    const fault = faultOf(trouble, asked, text !== "");
    if (fault.code === "requestTooLarge") footing.rememberCeiling(model, fault.args?.["limit"], Date.now());
    if (text !== "") return fault;
    if (refusesPictures(trouble, wanted.question)) {
      footing.change(model, terms, { ...terms, without: new Set([...terms.without, pictures]) });
      continue;
    }
    if (fault.code === "unknownModel") {
      await orAborted(succession.passOn(model, question, signal), signal);
      endured = { ...endured, tries: 0 };
      continue;
    }
    yield* announce(succession);
    const other = giveWay({ terms, question: wanted.question }, trouble, fault);
    if (other !== null) {
      footing.change(model, terms, other);
      continue;
    }
    const pause = pauseBefore(trouble, fault, endured, patience.random());
    if (pause === null) return fault;
    yield* waitVisibly(pause, patience, signal);
    endured = { tries: endured.tries + 1, waited: endured.waited + pause };
  }
  return succession.end ?? interrupted;
}

interface Put {
  readonly ended: Ended;
  /** What was handed on. */
  readonly text: string;
}

/** What a request takes of the tokens a minute. The endpoint may count a little more of it than we do. */
function shareOf({ question, maxOutput }: Wanted, limit: number | null): number {
  const own = question.inputTokens + maxOutput;
  const generous = Math.ceil(own * 1.02) + 500;
  return limit !== null && own <= limit ? Math.min(limit, generous) : generous;
}

/** Asked anew each time: it changes while others work. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

interface Putting {
  readonly wanted: Wanted;
  readonly tally: Tally;
  readonly pace: Pace;
  /** It goes without the pictures that belong to the question. */
  readonly isBlind: boolean;
}

/** One attempt; a successor is announced as soon as it begins to answer, and so is what it does not see. */
async function* putOnce(
  { settings, patience, succession }: Line,
  { wanted, tally, pace, isBlind }: Putting,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, Put> {
  const { endpoint, key, attempt: make = attempt } = settings;
  // Which object of an answer in plain words counts is known at its end.
  const isPlain = wanted.rung === "chatPlain";
  let left: readonly AskEvent[] = isBlind ? [{ kind: "picturesLeftOut", model: wanted.model }] : [];
  for await (const event of make({ endpoint, key, wanted, silence: patience.silence }, signal)) {
    if (event.kind === "limits") {
      pace.hear(event.limits);
      continue;
    }
    if (event.kind !== "ended") {
      yield* announce(succession);
      yield* left;
      left = [];
      if (!isPlain || event.kind !== "text") yield event;
      continue;
    }
    const { ended } = event;
    tally.book(ended);
    if (ended.how.kind !== "trouble") yield* announce(succession);
    if (ended.how.kind !== "trouble") yield* left;
    if (!isPlain) return { ended, text: ended.text };
    const text = answerWith(wanted.id, ended.text);
    if (text !== "") yield { kind: "text", text };
    return { ended, text };
  }
  throw new Error("The attempt did not say how it ended.");
}

const interrupted: Fault = { code: "interrupted" };

function* announce(succession: Succession): Iterable<AskEvent> {
  const change = succession.announce();
  if (change !== null) yield { kind: "replaced", ...change };
}

function discreet(fault: Fault, key: string | null): Fault {
  if (fault.args === undefined) return fault;
  const args = Object.entries(fault.args).map(([name, value]) => [
    name,
    typeof value === "string" ? withoutKey(value, key) : value,
  ]);
  return { ...fault, args: Object.fromEntries(args) as FailureArguments };
}

/** For a question to a person, whose dialog may not hear of the abort. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  await Promise.race([work, aborted]);
  signal.removeEventListener("abort", stop);
}
