/** Each attempt within a budget: what is held before it, and what it is settled at. */

import assert from "node:assert/strict";
import { attempt, type Attempting, type AttemptEvent, type Ended } from "../../../src/model/attempt.ts";
import { openAsk } from "../../../src/model/ask.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";
import { withinBudget, type Reserved, type Spending, type Worst } from "../../../src/model/spending.ts";
import { askOnce, endOf, endpointAt, eventsOf, settingsFor } from "../../support/endpoint/asking.ts";
import { startStandIn } from "../../support/endpoint/standIn.ts";

const { signal } = new AbortController();
const million = 1_000_000;
const wanted = {
  rung: "responses",
  without: new Set<string>(),
  model: "o4-mini",
  question: { instructions: "", messages: [], inputTokens: million },
  effort: null,
  maxOutput: million,
  cacheKey: "",
  id: "",
} as const;

/** List prices of o4-mini for a million tokens. */
const price = { input: 1.1, cached: 0.275, output: 4.4 };

const ended: Ended = {
  how: { kind: "complete" },
  text: "",
  bytes: 0,
  answeredBy: null,
  usage: { inputTokens: million, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  begun: true,
};

class Books implements Spending {
  readonly reserved: Worst[] = [];
  /** USD, null, or that nothing was sent. */
  readonly settled: (number | null | "nothing")[] = [];
  readonly #says: Reserved | null;

  constructor(says: Reserved | null = null) {
    this.#says = says;
  }

  async reserve(worst: Worst): Promise<Reserved> {
    this.reserved.push(worst);
    const settle = async (usd: number | null): Promise<void> => void this.settled.push(usd);
    const release = async (): Promise<void> => void this.settled.push("nothing");
    return this.#says ?? { kind: "reserved", settle, release };
  }
}

function endingWith(part: Partial<Ended>): Attempting {
  return async function* (): AsyncGenerator<AttemptEvent> {
    yield { kind: "thinking" };
    yield { kind: "ended", ended: { ...ended, ...part } };
  };
}

async function hearOut(events: AsyncIterable<AttemptEvent>): Promise<void> {
  let last: AttemptEvent | null = null;
  for await (const event of events) last = event;
  assert.equal(last?.kind, "ended");
}

async function settledAt(
  part: Partial<Ended>,
  model = "o4-mini",
): Promise<number | null | "nothing" | undefined> {
  const books = new Books();
  const within = withinBudget(endingWith(part), { spending: books, profiles: builtInProfiles });
  const attempted = { endpoint: endpointAt("http://127.0.0.1/v1", "responses"), key: null, silence: 1 };
  await hearOut(within({ ...attempted, wanted: { ...wanted, model } }, signal));
  assert.equal(books.reserved.length, 1);
  return books.settled[0];
}

describe("An attempt within the budget", () => {
  const usage = ended.usage!;
  const near = (actual: unknown, expected: number): void => {
    assert.ok(
      typeof actual === "number" && Math.abs(actual - expected) < 1e-9,
      `${String(actual)}, not ${expected}`,
    );
  };

  it("holds our own count and the whole allowance of output, at list price", async () => {
    const books = new Books();
    const within = withinBudget(endingWith({}), { spending: books, profiles: builtInProfiles });
    const attempted = {
      endpoint: endpointAt("http://127.0.0.1/v1", "responses"),
      key: null,
      silence: 1,
      wanted,
    };
    await hearOut(within(attempted, signal));
    near(books.reserved[0]?.usd, price.input + price.output);
    await hearOut(within({ ...attempted, wanted: { ...wanted, model: "someone/else" } }, signal));
    assert.equal(books.reserved[1]?.usd, null);
  });

  it("is settled by the larger of our own count and the reported one, with what was read from a cache", async () => {
    near(await settledAt({}), price.input);
    near(await settledAt({ usage: { ...usage, inputTokens: 1 } }), price.input);
    near(await settledAt({ usage: { ...usage, inputTokens: 2 * million } }), 2 * price.input);
    near(await settledAt({ usage: { ...usage, cachedTokens: million } }), price.cached);
    near(await settledAt({ usage: { ...usage, outputTokens: million } }), price.input + price.output);
    near(await settledAt({ bytes: 3 * million }), price.input + price.output);
    near(await settledAt({ usage: null, bytes: 3 * million }), price.input + price.output);
  });

  it("is settled at the dearer of the model that was asked and the one that answered", async () => {
    near(await settledAt({ answeredBy: "o3" }), 2);
    near(await settledAt({ answeredBy: "gpt-6-luna" }), price.input);
    near(await settledAt({ answeredBy: "nobody-knows" }), price.input);
    assert.equal(await settledAt({}, "someone/else"), null);
  });

  it("costs nothing where it was turned away, and is no request where it never left", async () => {
    const how = (trouble: object): Partial<Ended> =>
      ({ how: { kind: "trouble", trouble }, usage: null, begun: false }) as Partial<Ended>;
    const refusal = { status: 429, code: "rate_limit_exceeded", param: "", message: "", wait: null };
    assert.equal(await settledAt(how({ kind: "refused", refusal })), 0);
    assert.equal(await settledAt(how({ kind: "unreachable", reason: "ENOTFOUND" })), "nothing");
    near(await settledAt(how({ kind: "aborted" })), price.input);
    near(await settledAt(how({ kind: "silent" })), price.input);
  });

  it("stays at its worst where nobody heard it out", async () => {
    const books = new Books();
    const within = withinBudget(endingWith({}), { spending: books, profiles: builtInProfiles });
    const attempted = {
      endpoint: endpointAt("http://127.0.0.1/v1", "responses"),
      key: null,
      silence: 1,
      wanted,
    };
    for await (const event of within(attempted, signal)) if (event.kind === "thinking") break;
    assert.deepEqual(books.settled, []);
  });

  it("sends nothing that the budget refuses, and ends the question with the reason", async () => {
    const server = await startStandIn();
    try {
      const fault = { code: "overDailyBudget", args: { leftUsd: 0 } } as const;
      const spending = new Books({ kind: "refused", fault });
      const within = withinBudget(attempt, { spending, profiles: builtInProfiles });
      const events = await askOnce(
        settingsFor(server, "responses", { attempt: within, fallbackModels: ["gpt-6-luna"] }),
      );
      assert.deepEqual(endOf(events), { kind: "failed", fault, spent: null });
      assert.equal(spending.reserved.length, 1, "not tried again, and no other model either");
      assert.equal(server.requests.length, 0);
    } finally {
      await server.close();
    }
  });

  it("holds anew for each attempt, and has settled the one before", async () => {
    const server = await startStandIn();
    try {
      const spending = new Books();
      const order: string[] = [];
      const watching: Spending = {
        reserve: async (worst) => {
          order.push("held");
          const reserved = await spending.reserve(worst);
          if (reserved.kind === "refused") return reserved;
          return { ...reserved, settle: async (usd) => void order.push(usd === 0 ? "turned away" : "paid") };
        },
      };
      const within = withinBudget(attempt, { spending: watching, profiles: builtInProfiles });
      server.fail.next(
        { kind: "status", status: 500 },
        { kind: "status", status: 429, code: "rate_limit_exceeded" },
      );
      await eventsOf(openAsk(settingsFor(server, "responses", { attempt: within })));
      assert.deepEqual(order, ["held", "turned away", "held", "turned away", "held", "paid"]);
    } finally {
      await server.close();
    }
  });
});
