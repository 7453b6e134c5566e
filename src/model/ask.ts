/** Asks an endpoint: tries again where that helps, goes over to a fallback model, and leaves out what the endpoint won't have. */

import type { FailureArguments, Fault } from "../contract/failure.ts";
import type { Ask, AskEvent, Effort, Question } from "./asking.ts";
import { attempt, wireOf, type Ended } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import { faultOf, faultOfEnding, type Asked } from "./faults.ts";
import { withoutKey } from "./foreign.ts";
import { refusedParameter } from "./optional.ts";
import { patient, pauseBefore, waitVisibly, type Endured, type Patience } from "./patience.ts";
import { outputAllowance, profileOf } from "./profiles.ts";
import { Succession, type DearerOffer } from "./succession.ts";
import { Tally } from "./tally.ts";
import type { Wanted } from "./wire.ts";

export type { DearerOffer } from "./succession.ts";

export interface AskSettings {
  readonly endpoint: Endpoint;
  /** Goes to the endpoint's origin and nowhere else; null sends none. */
  readonly key: string | null;
  readonly model: string;
  /** Asked one after the other where the model is not found. */
  readonly fallbackModels: readonly string[];
  readonly effort: Effort;
  /** Tokens of reasoning and answer together. */
  readonly outputReserve: number;
  /** The same for every review of a repository. */
  readonly cacheKey: string;
  /** What the whole review would cost at worst with that model, in USD. */
  readonly worstUsdWith: (model: string) => number | null;
  /** Asked only where the worst price is over a quarter above that of `model`, or unknown where that was known. */
  readonly permitDearer: (offer: DearerOffer, signal: AbortSignal) => Promise<boolean>;
  readonly patience?: Patience;
}

/** What one review learns of its endpoint; what held in one round holds in the next. */
interface Line {
  readonly settings: AskSettings;
  readonly patience: Patience;
  readonly succession: Succession;
  /** Parameters that the endpoint has refused. */
  readonly without: Set<string>;
}

/** For one review. */
export function openAsk(settings: AskSettings): Ask {
  const line: Line = {
    settings,
    patience: settings.patience ?? patient,
    succession: new Succession({ ...settings, host: settings.endpoint.host }),
    without: new Set(),
  };
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
  pursuit: Pursuit,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, Fault | null> {
  const { settings, patience, succession, without } = line;
  let endured: Endured = { tries: 0, waited: 0 };
  while (succession.end === null && !signal.aborted) {
    const model = succession.current;
    const wanted = wantedOf(settings, model, pursuit.question, without);
    const { how, bytes } = yield* putOnce(line, wanted, pursuit.tally, signal);
    const asked = askedOf(settings, wanted);
    if (how.kind !== "trouble") return faultOfEnding(how, asked);

    const { trouble } = how;
    const fault = faultOf(trouble, asked, bytes > 0);
    if (bytes > 0) return fault;
    if (fault.code === "unknownModel") {
      await orAborted(succession.passOn(model, pursuit.question, signal), signal);
      endured = { ...endured, tries: 0 };
      continue;
    }
    yield* announce(succession);
    const refused = refusedParameter(trouble, wireOf(settings.endpoint).optional, without);
    if (refused !== null) {
      without.add(refused);
      continue;
    }
    const pause = pauseBefore(trouble, fault, endured, patience.random());
    if (pause === null) return fault;
    yield* waitVisibly(pause, patience, signal);
    endured = { tries: endured.tries + 1, waited: endured.waited + pause };
  }
  return succession.end ?? interrupted;
}

/** One attempt; a successor is announced as soon as it begins to answer. */
async function* putOnce(
  { settings, patience, succession }: Line,
  wanted: Wanted,
  tally: Tally,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, Ended> {
  const { endpoint, key } = settings;
  for await (const event of attempt({ endpoint, key, wanted, silence: patience.silence }, signal)) {
    if (event.kind !== "ended") {
      yield* announce(succession);
      yield event;
      continue;
    }
    tally.book(event.ended);
    if (event.ended.how.kind !== "trouble") yield* announce(succession);
    return event.ended;
  }
  throw new Error("The attempt did not say how it ended.");
}

const interrupted: Fault = { code: "interrupted" };

export function wantedOf(
  { effort, outputReserve, cacheKey }: AskSettings,
  model: string,
  question: Question,
  without: ReadonlySet<string>,
): Wanted {
  return {
    model,
    question,
    effort: profileOf(model).efforts.includes(effort) ? effort : null,
    maxOutput: outputAllowance(model, outputReserve),
    cacheKey,
    without,
  };
}

function askedOf({ endpoint }: AskSettings, { model, maxOutput }: Wanted): Asked {
  return { host: endpoint.host, path: wireOf(endpoint).path, model, outputReserve: maxOutput };
}

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
