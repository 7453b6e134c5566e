/** Who is asked when the model is not there: the first of the fallback models that is, and that a person would pay for. */

import type { Fault } from "../contract/failure.ts";
import type { Question } from "./asking.ts";
import { outputAllowance, profileOf } from "./profiles.ts";

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
  readonly worstUsdWith: (model: string) => number | null;
  readonly permitDearer: (offer: DearerOffer, signal: AbortSignal) => Promise<boolean>;
}

/** Over this many times the price that was shown a person is asked again. */
const tolerated = 1.25;

/** Remembers for one review who answers, so that later rounds go there at once. */
export class Succession {
  readonly #heirs: Heirs;
  readonly #missing: string[] = [];
  #current: string;
  #isAnnounced = true;
  #end: Fault | null = null;
  #passing: Promise<void> | null = null;

  constructor(heirs: Heirs) {
    this.#heirs = heirs;
    this.#current = heirs.model;
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

  /** After `missing` was not found. Of rounds that find this out together one looks for a successor, for all of them. */
  async passOn(missing: string, question: Question, signal: AbortSignal): Promise<void> {
    if (missing !== this.#current || this.#end !== null) return;
    this.#passing ??= this.#pass(missing, question, signal).finally(() => {
      this.#passing = null;
    });
    await this.#passing;
  }

  async #pass(missing: string, question: Question, signal: AbortSignal): Promise<void> {
    this.#missing.push(missing);
    const { host, model, fallbackModels } = this.#heirs;
    const next = fallbackModels.find((each) => !this.#missing.includes(each) && this.#fits(each, question));
    if (next === undefined) {
      const tried = this.#missing.slice(1).join(", ");
      this.#end = { code: "unknownModel", args: { host, model, tried } };
    } else if (await this.#isAffordable(next, signal)) {
      this.#current = next;
      this.#isAnnounced = false;
    } else {
      const args = { host, model, by: next, worstUsd: this.#heirs.worstUsdWith(next) ?? "" };
      this.#end = { code: "fallbackTooDear", args };
    }
  }

  #fits(model: string, { inputTokens }: Question): boolean {
    const { contextWindow, countFactor } = profileOf(model);
    return inputTokens * countFactor + outputAllowance(model, this.#heirs.outputReserve) <= contextWindow;
  }

  async #isAffordable(next: string, signal: AbortSignal): Promise<boolean> {
    const { model, worstUsdWith, permitDearer } = this.#heirs;
    const [shown, worstUsd] = [worstUsdWith(model), worstUsdWith(next)];
    const isDearer = shown !== null && (worstUsd === null || worstUsd > tolerated * shown);
    return !isDearer || permitDearer({ model, by: next, worstUsd }, signal);
  }
}
