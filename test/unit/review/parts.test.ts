/** A change that does not fit into one request: parts, what happens to each, and how it shows in the coverage. */

import assert from "node:assert/strict";
import type { AskEvent, Question } from "../../../src/model/asking.ts";
import type { Ask } from "../../../src/model/asking.ts";
import type { Leave } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import {
  answerText,
  aRequest,
  portsWith,
  realGit,
  settings,
  sourceWorker,
  spent,
} from "../../support/story.ts";

const files = ["a", "b", "c", "d", "e", "f"];
const quoteIn = (file: string): string => `export const first_${file} = 1;`;

/** The files whose diff a question shows. */
function shownIn({ messages: [material = ""] }: Question): readonly string[] {
  return files.filter((file) => material.includes(`+|${quoteIn(file)}`));
}

describe("A change for several requests", () => {
  let repository: TestRepository;
  let worker: RunningWorker;
  const asked: (readonly string[])[] = [];

  before(async () => {
    worker = sourceWorker();
    repository = await createRepository({ "z.txt": "z\n" });
    for (const file of files) {
      const lines = Array.from(
        { length: 300 },
        (_, line) => `export const ${file}_${line} = "${line * 7919}";`,
      );
      await repository.write(`src/${file}.ts`, [quoteIn(file), ...lines, ""].join("\n"));
    }
  });
  after(async () => {
    await worker.dispose();
    await repository.dispose();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  /** Room for two of the files. */
  const request = (part = {}) =>
    aRequest(repository.root, {
      settings: { ...settings, contextLimit: 13_500, outputReserve: 1000, ...part },
    });

  const answer = (shown: readonly string[]): readonly AskEvent[] => {
    const findings = shown.map((file) => ({
      path: `src/${file}.ts`,
      side: "new",
      startLine: 1,
      endLine: 1,
      severity: "minor",
      category: "correctness",
      title: `About ${file}`,
      explanation: "Because.",
      confidence: 0.9,
      quote: quoteIn(file),
      fix: null,
    }));
    return [
      { kind: "text", text: answerText({ findings, summary: "Seen." }) },
      { kind: "finished", spent },
    ];
  };

  const tell = (script: (shown: readonly string[], time: number) => readonly AskEvent[]): Ask =>
    async function* ask(question) {
      const shown = shownIn(question);
      const time = asked.push(shown);
      await Promise.resolve();
      yield* script(shown, time);
    };

  const run = async (ask: Ask, leaves: readonly Leave[] = [], limits = {}) => {
    const prices: (number | null)[] = [];
    const ports = {
      ...portsWith({ git: await realGit(), worker, ask }),
      permit: async ({ worstUsd }: { readonly worstUsd: number | null }): Promise<Leave> => {
        prices.push(worstUsd);
        return leaves[prices.length - 1] ?? { kind: "granted", ask, remarks: [] };
      },
    };
    const signal = new AbortController().signal;
    const { outcome } = await review(request(limits), ports, { signal, listen: () => undefined });
    return { outcome, prices };
  };

  it("is asked about in parts that show every hunk once, and is complete", async () => {
    const { outcome } = await run(tell(answer));
    assert.ok(asked.length > 1);
    assert.deepEqual(asked.flat().sort(), files);
    assert.equal(outcome.kind, "finished");
    assert.equal(outcome.coverage.complete, true);
    assert.deepEqual(
      outcome.findings.map(({ title }) => title).sort(),
      files.map((file) => `About ${file}`),
    );
    assert.ok(outcome.findings.every(({ anchor }) => anchor.kind === "anchored"));
    assert.equal(outcome.usage.requests, asked.length);
  });

  it("is asked about with the first part alone, and then with the others together", async () => {
    let running = 0;
    const most: number[] = [];
    const ask: Ask = async function* ask(question, signal) {
      running += 1;
      most.push(running);
      try {
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        yield* tell(answer)(question, signal);
      } finally {
        running -= 1;
      }
    };
    await run(ask);
    assert.equal(most[0], 1);
    assert.equal(most[1], 1, "the second begins when the first has ended");
    assert.ok(Math.max(...most) > 1, most.join());
  });

  it("keeps what the other parts found when one fails, and says which lines were not looked at", async () => {
    const failing = tell((shown, time) =>
      time === 2
        ? [{ kind: "failed", fault: { code: "serverError", args: { status: 500 } }, spent: null }]
        : answer(shown),
    );
    const { outcome } = await run(failing);
    const lost = asked[1] ?? [];
    assert.equal(outcome.kind, "finished");
    assert.equal(outcome.coverage.complete, false);
    assert.deepEqual(
      outcome.failures.map(({ code, part }) => [code, part]),
      [["serverError", 2]],
    );
    assert.deepEqual(
      outcome.coverage.files.filter(({ reason }) => reason === "notAsked").map(({ path }) => path),
      lost.map((file) => `src/${file}.ts`),
    );
    assert.equal(outcome.findings.length, files.length - lost.length);
  });

  it("fails when every part does", async () => {
    const fault = { code: "wrongKey" } as const;
    const { outcome } = await run(tell(() => [{ kind: "failed", fault, spent: null }]));
    assert.equal(outcome.kind, "failed");
    assert.ok(outcome.coverage.files.every(({ sent }) => sent === "none"));
  });

  it("goes in smaller parts where the endpoint takes less, after leave for what that may cost", async () => {
    const tooLarge = { code: "requestTooLarge", args: { limit: 9000, requested: 13_500 } } as const;
    const ask = tell((shown) =>
      shown.length > 1 ? [{ kind: "failed", fault: tooLarge, spent: null }] : answer(shown),
    );
    const { outcome, prices } = await run(ask);
    assert.deepEqual(outcome.failures, []);
    assert.equal(outcome.coverage.complete, true);
    assert.equal(outcome.findings.length, files.length);
    assert.deepEqual(
      asked
        .filter((shown) => shown.length === 1)
        .flat()
        .sort(),
      files,
    );
    assert.ok(prices.length > 1);
  });

  it("is not asked about in smaller parts without leave", async () => {
    const tooLarge = { code: "contextTooLong" } as const;
    const ask = tell(() => [{ kind: "failed", fault: tooLarge, spent: null }]);
    const granted: Leave = { kind: "granted", ask, remarks: [] };
    const refused: Leave = {
      kind: "refused",
      fault: { code: "overBudget", args: { worstUsd: 3, budgetUsd: 2 } },
    };
    const { outcome } = await run(ask, [granted, refused, refused, refused]);
    assert.equal(outcome.kind, "failed");
    assert.ok(outcome.failures.some(({ code }) => code === "overBudget"));
    assert.deepEqual(asked.flat().sort(), files, "each was asked about once");
  });

  it("gives up where even the smallest part is too large", async () => {
    const tooLarge = { code: "contextTooLong" } as const;
    const { outcome } = await run(tell(() => [{ kind: "failed", fault: tooLarge, spent: null }]));
    assert.equal(outcome.kind, "failed");
    assert.ok(outcome.failures.length > 0 && outcome.failures.every(({ code }) => code === "contextTooLong"));
    assert.ok(asked.length < 100, String(asked.length));
  });
});
