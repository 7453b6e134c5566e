/** On the command line, where nothing is remembered between runs, each run says that its model ends soon. */

import assert from "node:assert/strict";
import { startStandIn } from "../../support/endpoint/standIn.ts";
import { createRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf } from "../../support/terminal.ts";

describe("A review by a model that ends soon", () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  it("says so in its notices, and with which flag to choose another", async () => {
    const server = await startStandIn({ models: ["o3"] });
    const repository = await createRepository({ "a.js": "a();\n" });
    const worker = sourceWorker();
    try {
      await repository.write("a.js", "b();\n");
      const environment = { SECOND_LOOK_API_KEY: server.key };
      const review = async (today: string): Promise<readonly string[]> => {
        Date.now = () => Date.parse(`${today}T12:00:00Z`);
        const argv = ["review", "--base-url", server.baseUrl, "--model", "o3", "--depth", "quick"];
        const { outcome } = await outcomeOf(argv, { worker, folder: repository.root, environment });
        assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
        return outcome.notices.flatMap(({ code, message }) => (code === "modelEnding" ? [message] : []));
      };
      const said = "o3 will be gone at its maker from 2026-12-11 on. Choose another with --model ID.";
      assert.deepEqual(await review("2026-12-01"), [said]);
      assert.deepEqual(await review("2026-12-01"), [said]);
      assert.deepEqual(await review("2026-10-01"), []);
    } finally {
      await worker.dispose();
      await repository.dispose();
      await server.close();
    }
  });
});
