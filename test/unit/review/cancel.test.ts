/** Cancel before anything is on the wire: in each state the review ends at once, and nothing is sent. */

import assert from "node:assert/strict";
import type { Phase } from "../../../src/contract/progress.ts";
import type { Ask } from "../../../src/model/asking.ts";
import type { ReviewPorts } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { aRequest, portsWith, realGit, settings, sourceWorker } from "../../support/story.ts";

/** As work that never ends by itself, but hears of the abort. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error("aborted"));
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

describe("A review that is cancelled", () => {
  let repository: TestRepository;
  let worker: RunningWorker;
  let asked = 0;
  const ask: Ask = async function* ask() {
    asked += 1;
    await Promise.resolve();
    yield { kind: "failed", fault: { code: "internal" }, spent: null };
  };

  before(async () => {
    worker = sourceWorker();
    repository = await createRepository({ "a.ts": "one\n" });
    const lines = Array.from({ length: 3000 }, (_, line) => `export const value${line} = ${line};\n`);
    await repository.write("a.ts", lines.join(""));
  });
  after(async () => {
    await worker.dispose();
    await repository.dispose();
  });
  beforeEach(() => {
    asked = 0;
  });

  /** Cancels as soon as the port is used that `stuck` replaces. */
  async function cancelIn(
    stuck: (ports: ReviewPorts, cancel: () => void) => Partial<ReviewPorts>,
  ): Promise<Phase["kind"][]> {
    const stop = new AbortController();
    const usual = portsWith({ git: await realGit(), worker, ask });
    const ports = { ...usual, ...stuck(usual, () => stop.abort()) };
    const phases: Phase["kind"][] = [];
    // So small a window that tokens have to be counted.
    const request = aRequest(repository.root, { settings: { ...settings, contextLimit: 120_000 } });
    const { outcome } = await review(request, ports, {
      signal: stop.signal,
      listen: ({ phase }) => phases.push(phase.kind),
    });
    assert.equal(outcome.kind, "cancelled");
    assert.deepEqual(outcome.failures, []);
    assert.ok(outcome.coverage.files.every(({ hunks }) => hunks.every(({ sent }) => !sent)));
    assert.equal(asked, 0);
    return phases;
  }

  it("while it gathers ends there, and git with it", async () => {
    const phases = await cancelIn(({ git }, cancel) => ({
      git: {
        ...git,
        run: async (call) => {
          if (!call.args.includes("diff-tree")) return git.run(call);
          cancel();
          return git.run(call);
        },
      },
    }));
    assert.deepEqual(new Set(phases), new Set(["gathering"]));
  });

  it("while it looks for secrets ends there", async () => {
    const phases = await cancelIn((_, cancel) => ({
      scan: async (_text, signal) => {
        cancel();
        return untilAborted(signal);
      },
    }));
    assert.equal(phases.at(-1), "clearing");
  });

  it("while it counts tokens ends there", async () => {
    const phases = await cancelIn((_, cancel) => ({
      count: async (_texts, signal) => {
        cancel();
        return untilAborted(signal);
      },
    }));
    assert.equal(phases.at(-1), "layingOut");
  });

  it("while leave is asked for ends there", async () => {
    const phases = await cancelIn((_, cancel) => ({
      permit: async () => {
        cancel();
        return { kind: "granted", ask, remarks: [] };
      },
    }));
    assert.equal(phases.at(-1), "askingLeave");
  });
});
