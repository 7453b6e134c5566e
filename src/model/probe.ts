/** Finds out with tiny questions what an endpoint can do: exactly what a review would ask of it, with no code in it. */

import type { Effort, Spent } from "./asking.ts";
import { attempt, type Attempting } from "./attempt.ts";
import { listModels, type Catalogue } from "./catalogue.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EndpointMemory, Learned } from "./endpointMemory.ts";
import { faultIn, observe, wayBarred, type Facts, type Observed } from "./observed.ts";
import { patient } from "./patience.ts";
import { costUsd } from "./price.ts";
import type { Profiles } from "./profiles.ts";
import { Tally } from "./tally.ts";
import { question, tryOnce, wasTaken, wayOut, type Trial } from "./trial.ts";
import type { Rung, Terms } from "./wire.ts";

export interface ProbeSettings {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly model: string;
  readonly fallbackModels: readonly string[];
  readonly profiles: Profiles;
  /** What stands around each attempt, such as a budget; the bare attempt where it is not said. */
  readonly attempt?: Attempting;
  /** Milliseconds without a byte after which to give up. */
  readonly silence?: number;
}

export interface Probed {
  readonly observed: readonly Observed[];
  /** Whether a review would get an answer. */
  readonly usable: boolean;
  /** The model that answered, or was asked last. */
  readonly model: string;
  /** What to remember of each model of the endpoint; empty where nothing worked. */
  readonly learned: ReadonlyMap<string, Learned>;
  /** Null where no question was put. */
  readonly spent: Spent | null;
  readonly catalogue: Catalogue;
  readonly cancelled: boolean;
}

/** Tokens: of a whole answer, some thoughts included; and of one that only shows that the question was taken. */
const [wholeAnswer, leastAnswer] = [256, 16];
const efforts: readonly Effort[] = ["low", "medium", "high"];

/** USD at list price, for every rung and every effort; null where it is not known. */
export function probeWorstUsd(model: string, profiles: Profiles): number | null {
  const inputTokens = question.inputTokens * (4 + 2);
  const outputTokens = wholeAnswer * 4 + leastAnswer * 2;
  return costUsd(model, { inputTokens, cachedTokens: 0, outputTokens, reasoningTokens: 0 }, profiles);
}

/** Never throws. Goes only as far as it makes sense: without an address or a key nothing else is tried. */
export async function probe(settings: ProbeSettings, signal: AbortSignal): Promise<Probed> {
  return new Probing(settings, signal).run();
}

/** Takes the place of what was known of these models; limits that were met stay. */
export function remember({ origin }: Endpoint, { learned }: Probed, memory: EndpointMemory): void {
  for (const [model, each] of learned) {
    memory.learn(origin, model, { ...each, ceiling: memory.recall(origin, model)?.ceiling ?? null });
  }
}

class Probing {
  readonly #settings: ProbeSettings;
  readonly #signal: AbortSignal;
  readonly #tally = new Tally(question.inputTokens);
  readonly #trials = new Map<Rung, Trial>();
  #efforts: Facts["efforts"] = null;
  #subject: string;
  #isMissing = false;

  constructor(settings: ProbeSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#signal = signal;
    this.#subject = settings.model;
  }

  async run(): Promise<Probed> {
    const { endpoint, key, model, profiles, silence } = this.#settings;
    const listing = { endpoint, key, ...(silence === undefined ? {} : { silence }) };
    const catalogue = await listModels(listing, this.#signal);
    if (wayBarred(catalogue) === null && faultIn(catalogue)?.code !== "wrongKey") {
      await this.#tryRungs(catalogue);
      await this.#tryEfforts();
    }
    const [best, subject] = [this.#best(), this.#subject];
    const found = { subject, isMissing: this.#isMissing, trials: this.#trials, efforts: this.#efforts };
    return {
      observed: observe({ endpoint, key, model, profiles, catalogue, best, ...found }),
      usable: best !== null,
      model: subject,
      learned: this.#learned(best),
      spent: this.#tally.spent(subject),
      catalogue,
      cancelled: this.#signal.aborted,
    };
  }

  /** Both wires with a schema; the rungs below only where neither gives an answer in the promised form. */
  async #tryRungs(catalogue: Catalogue): Promise<void> {
    const heirs = this.#settings.fallbackModels.filter(
      (each) => catalogue.kind !== "listed" || catalogue.models.some(({ id }) => id === each),
    );
    for (const rung of this.#order()) {
      if (this.#signal.aborted || (isLower(rung) && this.#best() !== null)) return;
      let trial = await this.#tryRung(rung);
      while (trial.fault?.code === "unknownModel") {
        this.#isMissing = true;
        const heir = heirs.shift();
        if (heir === undefined) break;
        this.#subject = heir;
        trial = await this.#tryRung(rung);
      }
      this.#trials.set(rung, trial);
      if (trial.fault !== null && endsIt.has(trial.fault.code)) return;
    }
  }

  /** What a review would ask first comes first. */
  #order(): readonly Rung[] {
    const { wire } = this.#settings.endpoint;
    const upper: readonly Rung[] =
      wire === "responses" ? ["responses", "chatSchema"] : ["chatSchema", "responses"];
    return [...upper, "chatJson", "chatPlain"];
  }

  async #tryRung(rung: Rung): Promise<Trial> {
    let terms: Terms = { rung, without: new Set() };
    for (;;) {
      const trial = await this.#put(terms, "low", wholeAnswer);
      const next = wayOut(trial);
      // A parameter less; another rung is tried for itself.
      if (next === null || next.rung !== rung) return trial;
      terms = next;
    }
  }

  /** Those beside the one that the questions were put with. They are refused at once, or cost next to nothing. */
  async #tryEfforts(): Promise<void> {
    const best = this.#best();
    if (best === null || this.#settings.profiles.of(this.#subject).efforts.length === 0) return;
    const { terms } = best;
    if ([...terms.without].some((name) => /effort$|^reasoning$/.test(name))) {
      this.#efforts = { taken: [], refused: efforts };
      return;
    }
    const [taken, refused]: [Effort[], Effort[]] = [["low"], []];
    for (const effort of efforts.slice(1)) {
      if (this.#signal.aborted) return;
      const trial = await this.#put(terms, effort, leastAnswer);
      if (wasTaken(trial)) taken.push(effort);
      else if (wayOut(trial) !== null) refused.push(effort);
    }
    this.#efforts = { taken, refused };
  }

  /** `maxOutput` in tokens. */
  async #put(terms: Terms, effort: Effort, maxOutput: number): Promise<Trial> {
    const { endpoint, key, profiles, silence = patient.silence } = this.#settings;
    const attempting = this.#settings.attempt ?? attempt;
    const model = this.#subject;
    const known = profiles.of(model).efforts.includes(effort) ? effort : null;
    const trying = { attempt: attempting, endpoint, key, model, terms, effort: known, maxOutput, silence };
    const trial = await tryOnce(trying, this.#signal);
    this.#tally.book(trial.ended);
    return trial;
  }

  /** The first that gave an answer in the promised form; else the first that took the question and ran out of room. */
  #best(): Trial | null {
    const trials = this.#order().flatMap((rung) => this.#trials.get(rung) ?? []);
    const good = trials.find(({ fault }) => fault === null);
    return good ?? trials.find(({ ended }) => ended.how.kind === "outputUsedUp") ?? null;
  }

  #learned(best: Trial | null): ReadonlyMap<string, Learned> {
    const learned = new Map<string, Learned>();
    if (best === null) return learned;
    const { rung, without } = best.terms;
    const terms = { rung, without: [...without], ceiling: null };
    learned.set(this.#subject, { ...terms, successor: null });
    const { model } = this.#settings;
    if (model !== this.#subject) learned.set(model, { ...terms, successor: this.#subject });
    return learned;
  }
}

/** What every other rung would meet as well. */
const endsIt: ReadonlySet<string> = new Set([
  "wrongKey",
  "unknownModel",
  "quotaExceeded",
  "overDailyBudget",
  "spendingUnknown",
  "interrupted",
]);

function isLower(rung: Rung): boolean {
  return rung === "chatJson" || rung === "chatPlain";
}
