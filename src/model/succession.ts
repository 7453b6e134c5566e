/** Who is asked when the model is not there: the first of the fallback models that is, and that a person would pay for. */

import type { Fault } from "../contract/failure.ts";
import type { Question } from "./asking.ts";
import { builtInProfiles, outputAllowance, type Profiles } from "./profiles.ts";

/** A model that costs more than what was shown allows for. */
export interface DearerOffer {
  /** The one that is not there. */
  readonly model: string;
  readonly by: string;
  /** Of the whole review, in USD; null where the price is not known. */
  readonly worstUsd: number | null;
}

export interface Heirs {
  readonly host: string;
  readonly model: string;
  readonly fallbackModels: readonly string[];
  /** Tokens. */
  readonly outputReserve: number;
  /** The built-in table where it is not said. */
  readonly profiles?: Profiles;
  readonly worstUsdWith: (model: string) => number | null;
  readonly permitDearer: (offer: DearerOffer, signal: AbortSignal) => Promise<boolean>;
  /** Whoever answered last time in place of `model`; null where nobody had to. */
  readonly remembered: string | null;
}

/** Over this many times the price that was shown a person is asked again. */
const tolerated = 1.25;

/** A gateway that has the model under its vendor (`openai/o4-mini`) has the others so, too. */
function likeNamed(model: string, fallback: string): string {
  return fallback.includes("/") ? fallback : model.slice(0, model.lastIndexOf("/") + 1) + fallback;
}

/** Remembers for one review who answers, so that later rounds go there at once. */
export class Succession {
  readonly #heirs: Heirs;
  /** Who is asked, one after the other: whoever was found last time, then the model itself, then the fallbacks. */
  readonly #order: readonly string[];
  readonly #missing: string[] = [];
  #current: string;
  #isAnnounced = true;
  #end: Fault | null = null;
  #passing: Promise<void> | null = null;
  #beginning: Promise<void> | null = null;

  constructor(heirs: Heirs) {
    const { model, remembered } = heirs;
    const fallbackModels = heirs.fallbackModels.map((each) => likeNamed(model, each));
    const first = remembered !== null && fallbackModels.includes(remembered) ? [remembered] : [];
    this.#heirs = heirs;
    this.#order = [...first, model, ...fallbackModels];
    this.#current = model;
  }

  get current(): string {
    return this.#current;
  }

  /** Why nobody is left to ask; null while somebody is. */
  get end(): Fault | null {
    return this.#end;
  }

  /** Once for each successor, when it has turned out to be there. */
  announce(): { readonly model: string; readonly by: string } | null {
    if (this.#isAnnounced) return null;
    this.#isAnnounced = true;
    return { model: this.#heirs.model, by: this.#current };
  }

  /** Who would be asked first. */
  foremost(question: Question): string {
    return this.#order.find((each) => this.#fits(each, question)) ?? this.#heirs.model;
  }

  /** Before the first question: whoever was found last time is asked at once, if a person would pay for it. */
  async begin(question: Question, signal: AbortSignal): Promise<void> {
    this.#beginning ??= this.#share(question, signal);
    await this.#beginning;
  }

  /** After `missing` was not found. Of rounds that find this out together one looks for a successor, for all of them. */
  async passOn(missing: string, question: Question, signal: AbortSignal): Promise<void> {
    if (missing !== this.#current || this.#end !== null) return;
    if (!this.#missing.includes(missing)) this.#missing.push(missing);
    await this.#share(question, signal);
  }

  async #share(question: Question, signal: AbortSignal): Promise<void> {
    this.#passing ??= this.#pass(question, signal).finally(() => {
      this.#passing = null;
    });
    await this.#passing;
  }

  async #pass(question: Question, signal: AbortSignal): Promise<void> {
    const { host, model } = this.#heirs;
    const next = this.#order.find((each) => !this.#missing.includes(each) && this.#fits(each, question));
    if (next === undefined) {
      const tried = this.#missing.filter((each) => each !== model).join(", ");
      this.#end = { code: "unknownModel", args: { host, model, tried } };
    } else if (next === model) {
      this.#current = model;
      this.#isAnnounced = true;
    } else if (await this.#isAffordable(next, signal)) {
      this.#current = next;
      this.#isAnnounced = false;
    } else {
      const args = { host, model, by: next, worstUsd: this.#heirs.worstUsdWith(next) ?? "" };
      this.#end = { code: "fallbackTooDear", args };
    }
  }

  #fits(model: string, { inputTokens }: Question): boolean {
    // The prompt was laid out for it.
    if (model === this.#heirs.model) return true;
    const { outputReserve, profiles = builtInProfiles } = this.#heirs;
    const { contextWindow, countFactor } = profiles.of(model);
    return inputTokens * countFactor + outputAllowance(model, outputReserve, profiles) <= contextWindow;
  }

  async #isAffordable(next: string, signal: AbortSignal): Promise<boolean> {
    const { model, worstUsdWith, permitDearer } = this.#heirs;
    const [shown, worstUsd] = [worstUsdWith(model), worstUsdWith(next)];
    const isDearer = shown !== null && (worstUsd === null || worstUsd > tolerated * shown);
    return !isDearer || permitDearer({ model, by: next, worstUsd }, signal);
  }
}
