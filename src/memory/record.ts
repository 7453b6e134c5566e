/** A record of what was asked and answered, for whoever wants to know why something was said: redacted, and here alone. */

import { randomBytes } from "node:crypto";
import type { Outcome } from "../contract/outcome.ts";
import { requestOf, type Attempt, type Attempting, type Ended } from "../model/attempt.ts";
import { withoutKey } from "../model/foreign.ts";
import { withoutPixels } from "../model/pictures.ts";
import { costUsd } from "../model/price.ts";
import type { Profiles } from "../model/profiles.ts";
import { Tally } from "../model/tally.ts";
import type { Folder } from "./folder.ts";
import type { Clock } from "./lock.ts";
import type { Exchange, Line } from "./recorded.ts";
import { keepWithin, nameAt } from "./recordsKept.ts";

/** Writes down one review, in a file of its own. What can't be written is left out: no review fails for it. */
export class ReviewRecord {
  readonly #folder: Folder;
  readonly #clock: Clock;
  readonly #name: string;
  #isOpen = false;
  #written = Promise.resolve();

  constructor(folder: Folder, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    this.#name = `open-${nameAt(clock.now())}-${randomBytes(6).toString("hex")}.jsonl`;
  }

  /** The same attempts, each written down once it has ended. */
  of(attempt: Attempting, profiles: Profiles): Attempting {
    const write = async (exchange: Exchange): Promise<void> => this.#write(exchange);
    const now = (): string => new Date(this.#clock.now()).toISOString();
    return async function* (attempted, signal) {
      const at = now();
      for await (const event of attempt(attempted, signal)) {
        if (event.kind === "ended") await write(exchangeOf({ at, attempted, ended: event.ended, profiles }));
        yield event;
      }
    };
  }

  /** By its outcome the record is found again. One in which nothing was asked leaves none. */
  async close(outcome: Outcome): Promise<void> {
    if (!this.#isOpen) return;
    const { kind, startedAt, durationMs, usage, failures } = outcome;
    const told = { kind, startedAt, durationMs, usage, failures: failures.map(({ code }) => code) };
    await this.#write({ kind: "outcome", outcome: told });
    const name = this.#name.replace(/^open-[^-]+/, nameAt(Date.parse(startedAt)));
    await this.#folder.rename(this.#name, name).catch(() => undefined);
  }

  /** Line by line: parts of a review are asked side by side. */
  async #write(line: Line): Promise<void> {
    this.#written = this.#written.then(async () => this.#append(line));
    await this.#written;
  }

  async #append(line: Line): Promise<void> {
    const text = `${JSON.stringify(line)}\n`;
    try {
      await keepWithin(this.#folder, { now: this.#clock.now(), coming: Buffer.byteLength(text) });
      await this.#folder.append(this.#name, text);
      this.#isOpen = true;
    } catch {
      // The review goes on.
    }
  }
}

function exchangeOf(of: {
  readonly at: string;
  readonly attempted: Attempt;
  readonly ended: Ended;
  readonly profiles: Profiles;
}): Exchange {
  const { endpoint, key, wanted } = of.attempted;
  const { how, text, usage, answeredBy } = of.ended;
  const tally = new Tally(wanted.question.inputTokens);
  tally.book(of.ended);
  const spent = tally.spent(wanted.model);
  const exchange: Exchange = {
    kind: "exchange",
    at: of.at,
    request: requestOf(endpoint, wanted),
    model: wanted.model,
    answeredBy,
    answer: text,
    usage,
    usd: spent === null ? 0 : costUsd(spent.answeredBy, spent, of.profiles),
    ended: how.kind === "trouble" ? how.trouble : { kind: how.kind },
  };
  return scrub(exchange, key);
}

/** The key is no part of a request, but an endpoint may put it into an answer. What pictures show is not kept. */
function scrub<T>(value: T, key: string | null): T {
  const shortened = JSON.stringify(value, (_, each: unknown) =>
    typeof each === "string" ? withoutPixels(each) : each,
  );
  return JSON.parse(shortened, (_, each: unknown) =>
    typeof each === "string" ? withoutKey(each, key) : each,
  ) as T;
}
