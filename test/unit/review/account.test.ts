/** A small account: so few tokens a minute that a large change can only be looked at in parts, with pauses in between. */

import assert from "node:assert/strict";
import type { Progress } from "../../../src/contract/progress.ts";
import { openAsk } from "../../../src/model/ask.ts";
import { parseEndpoint } from "../../../src/model/endpoint.ts";
import { ceilingFor, inMemory } from "../../../src/model/endpointMemory.ts";
import { Paces } from "../../../src/model/pace.ts";
import type { ReviewPorts } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, sourceWorker } from "../../support/story.ts";

const files = 40;
const lines = 230;
const word = (file: number, line: number): string => `planted${file}x${line}end`;

describe("A change of 150,000 tokens with 100,000 tokens a minute", () => {
  let repository: TestRepository;
  let worker: RunningWorker;
  let endpoint: StandIn;
  /** The one clock of client and server. */
  let now = 0;
  let refusals = 0;
  const memory = inMemory();
  const progress: Progress[] = [];

  before(async () => {
    worker = sourceWorker();
    repository = await createRepository({ "z.txt": "z\n" });
    for (let file = 0; file < files; file += 1) {
      const text = Array.from({ length: lines }, (_, line) => `  const ${word(file, line)} = ${line};\n`);
      await repository.write(`src/f${file}.ts`, text.join(""));
    }
    endpoint = await startStandIn({
      account: { tokensPerMinute: 100_000, now: () => now, refuses: () => (refusals += 1) },
    });
  });
  after(async () => {
    await endpoint.close();
    await worker.dispose();
    await repository.dispose();
  });

  const ports = async (): Promise<ReviewPorts> => {
    const parsed = parseEndpoint(endpoint.baseUrl);
    assert.ok(parsed.kind === "endpoint");
    const ask = openAsk({
      endpoint: parsed.endpoint,
      key: endpoint.key,
      model: "o4-mini",
      fallbackModels: [],
      effort: "medium",
      outputReserve: 32_000,
      cacheKey: "c",
      worstUsdWith: () => 1,
      permitDearer: async () => false,
      memory,
      patience: {
        wait: async (milliseconds) => {
          now += milliseconds;
        },
        random: () => 0,
        silence: 60_000,
      },
      paces: new Paces(() => now),
    });
    return portsWith({ git: await realGit(), worker, ask });
  };

  it("is looked at completely: every line arrives, and after the first refusal there is no other", async function () {
    this.timeout(120_000);
    const { signal } = new AbortController();
    const { outcome } = await review(aRequest(repository.root), await ports(), {
      signal,
      listen: (each) => progress.push(each),
    });
    assert.deepEqual(outcome.failures, []);
    assert.equal(outcome.coverage.complete, true);

    const [first, ...others] = endpoint.requests;
    assert.ok(first !== undefined && others.length >= 3, String(others.length));
    const received = Buffer.concat(others.map(({ raw }) => raw)).toString();
    for (let file = 0; file < files; file += 1)
      for (let line = 0; line < lines; line += 1)
        assert.ok(received.includes(word(file, line)), word(file, line));
    assert.equal(outcome.usage.requests, endpoint.requests.length);
    assert.equal(
      outcome.usage.byModel.reduce((sum, { requests }) => sum + requests, 0),
      endpoint.requests.length,
    );
    assert.equal(refusals, 1);
    assert.ok(now > 30_000 && now < 10 * 60_000, String(now));
  });

  it("shows how long it waits, second by second", () => {
    const waits = progress.flatMap(({ phase }) => (phase.kind === "waiting" ? [phase.seconds] : []));
    assert.ok(waits.length > 30 && waits.includes(1));
  });

  it("remembers for a day what the account takes", () => {
    const { origin } = new URL(endpoint.baseUrl);
    const at = (later: number) => ceilingFor(memory, { origin, model: "o4-mini", now: Date.now() + later });
    assert.equal(at(0), 100_000);
    assert.equal(at(25 * 60 * 60_000), null);
  });
});
