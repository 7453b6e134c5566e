/** What a person says of a model is what a review is laid out, priced and asked by. */

import assert from "node:assert/strict";
import type { Git } from "../../../src/change/git.ts";
import { fieldOf } from "../../../src/model/foreign.ts";
import { profilesWith } from "../../../src/model/ownProfiles.ts";
import type { Profiles } from "../../../src/model/profiles.ts";
import type { Estimate, ReviewRequest } from "../../../src/review/ports.ts";
import { review } from "../../../src/review/review.ts";
import { noUsage, withSpent } from "../../../src/review/usage.ts";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { askOnce, settingsFor } from "../../support/endpoint/asking.ts";
import { startStandIn } from "../../support/endpoint/standIn.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import {
  aRequest,
  portsWith,
  realGit,
  scriptedAsk,
  settings,
  sourceWorker,
  spent,
} from "../../support/story.ts";

describe("A profile of one's own", () => {
  let git: Git;
  let worker: RunningWorker;
  let repository: TestRepository;

  before(async () => {
    git = await realGit();
    worker = sourceWorker();
    repository = await createRepository({ "a.js": "a();\n" });
    await repository.write("a.js", "b();\n");
  });
  after(async () => {
    await worker.dispose();
    await repository.dispose();
  });

  async function run(profiles: Profiles, model = "o4-mini") {
    const request: ReviewRequest = {
      ...aRequest(repository.root),
      settings: { ...settings, model, profiles },
    };
    const ports = portsWith({ git, worker, ask: scriptedAsk({}) });
    const estimates: Estimate[] = [];
    const permit: typeof ports.permit = async (estimate, signal) => {
      estimates.push(estimate);
      return ports.permit(estimate, signal);
    };
    const options = { signal: new AbortController().signal, listen: () => undefined };
    const { outcome } = await review(request, { ...ports, permit }, options);
    return { outcome, estimate: estimates[0]! };
  }

  it("prices a review before and after, also by the dated name that answers", async () => {
    const { outcome, estimate } = await run(profilesWith({ "o4-mini": { inputUsd: 1000, outputUsd: 2000 } }));
    assert.equal(estimate.worstUsd, (estimate.inputTokens * 1000 + settings.outputReserve * 2000) / 1e6);
    // The scripted answer: 1,000 tokens in, 100 out, by o4-mini-2025-04-16.
    assert.equal(outcome.usage.cost.amount, 1.2);
  });

  it("of the very id that was asked prices what another name of it answers", () => {
    const answered = { ...spent, model: "gate/o4-mini", answeredBy: "o4-mini-2025-04-16" };
    const own = profilesWith({ "gate/o4-mini": { inputUsd: 10, outputUsd: 10 } });
    assert.equal(withSpent(noUsage(), answered, own).cost.amount, 0.011);
    const other = { ...answered, answeredBy: "o3" };
    assert.equal(withSpent(noUsage(), other, own).cost.amount, 0.0028);
  });

  it("limits how much is laid out", async () => {
    const { outcome } = await run(profilesWith({ "o4-mini": { contextWindow: 1000, maxOutput: 1000 } }));
    assert.deepEqual(
      outcome.failures.map(({ code }) => code),
      ["nothingFits"],
    );
  });

  it("makes an unknown model a known one", async () => {
    const codes = async (profiles: Profiles) =>
      (await run(profiles, "acme-1")).outcome.notices.map(({ code }) => code);
    assert.ok((await codes(profilesWith({}))).includes("unknownProfile"));
    assert.ok(
      !(await codes(profilesWith({ "acme-1": { contextWindow: 50_000 } }))).includes("unknownProfile"),
    );
  });

  it("is told of where it could not be understood", async () => {
    const { outcome } = await run(profilesWith({ "o4-mini": { contextWindow: "much" } }));
    const notice = outcome.notices.find(({ code }) => code === "profileIgnored");
    assert.match(notice?.message ?? "", /o4-mini\.contextWindow/);
  });

  it("shapes the request", async () => {
    const server = await startStandIn();
    try {
      const profiles = profilesWith({ "o4-mini": { maxOutput: 2000, efforts: [] } });
      await askOnce(settingsFor(server, "chat", { profiles }));
      await askOnce(settingsFor(server, "chat"));
      const shapes = server.requests.map(({ body }) => [
        fieldOf(body, "max_completion_tokens"),
        fieldOf(body, "reasoning_effort"),
      ]);
      assert.deepEqual(shapes, [
        [2000, null],
        [32_000, "medium"],
      ]);
    } finally {
      await server.close();
    }
  });
});
