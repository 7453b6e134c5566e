/** On which terms each model of an endpoint is asked: recalled at first, changed by refusals, and remembered once they have led to an answer. */

import type { Endpoint } from "./endpoint.ts";
import type { EndpointMemory, Learned } from "./endpointMemory.ts";
import { highestTerms, rungs } from "./ladder.ts";
import { pictures } from "./pictures.ts";
import type { Terms } from "./wire.ts";

/** Tokens: enough for the instructions, a little of a change, and an answer. */
const leastCeiling = 8000;
/** Milliseconds: a day, for accounts are raised. */
const ceilingHolds = 24 * 60 * 60_000;

/** For one review: what held in one round holds in the next. */
export class Footing {
  readonly #origin: string;
  readonly #memory: EndpointMemory;
  readonly #terms = new Map<string, Terms>();
  /** For a model of which nothing is known: what other models of this endpoint had to do without. */
  #latest: Terms;

  constructor(endpoint: Endpoint, memory: EndpointMemory) {
    this.#origin = endpoint.origin;
    this.#memory = memory;
    this.#latest = highestTerms(endpoint);
  }

  termsFor(model: string): Terms {
    return this.#terms.get(model) ?? this.#recalled(model) ?? this.#latest;
  }

  /** Whoever answered last time in place of this model. */
  successorOf(model: string): string | null {
    return this.#memory.recall(this.#origin, model)?.successor ?? null;
  }

  /** Where another round has changed the terms meanwhile, its change stands. */
  change(model: string, from: Terms, to: Terms): void {
    if (this.termsFor(model) !== from) return;
    this.#terms.set(model, to);
    this.#latest = to;
  }

  /** `answered` gave an answer in the promised form when `asked` was to be asked. */
  remember(asked: string, answered: string): void {
    const terms = this.termsFor(answered);
    this.#learn(answered, terms, answered === asked ? null : this.successorOf(answered));
    if (answered !== asked) this.#learn(asked, this.#recalled(asked) ?? terms, answered);
  }

  /** The most tokens of one request, as the endpoint said. One too small to be of use is not believed. */
  rememberCeiling(model: string, limit: unknown, now: number): void {
    if (typeof limit !== "number" || limit < leastCeiling) return;
    const { rung, without } = this.termsFor(model);
    const before = this.#memory.recall(this.#origin, model);
    this.#memory.learn(this.#origin, model, {
      rung,
      without: lasting(without),
      successor: before?.successor ?? null,
      ceiling: { tokens: limit, until: now + ceilingHolds },
    });
  }

  #recalled(model: string): Terms | null {
    const known = this.#terms.get(model);
    if (known !== undefined) return known;
    const learned = this.#memory.recall(this.#origin, model);
    // What was kept on disk may come from another version.
    if (learned === null || !rungs.includes(learned.rung)) return null;
    const terms = { rung: learned.rung, without: new Set(learned.without) };
    this.#terms.set(model, terms);
    return terms;
  }

  #learn(model: string, { rung, without }: Terms, successor: string | null): void {
    const before = this.#memory.recall(this.#origin, model);
    const learned = { rung, without: lasting(without), successor, ceiling: before?.ceiling ?? null };
    if (before === null || !isSame(before, learned)) this.#memory.learn(this.#origin, model, learned);
  }
}

/** What one review's pictures met with says little of the next one's. */
function lasting(without: ReadonlySet<string>): readonly string[] {
  return [...without].filter((name) => name !== pictures);
}

function isSame(a: Learned, b: Learned): boolean {
  return a.rung === b.rung && a.successor === b.successor && a.without.join() === b.without.join();
}
