/** Outside of reviews: which models there are, what the endpoint can do, and where it is. */

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { checkConnection } from "../../src/editor/checkConnection.ts";
import { chooseEndpoint } from "../../src/editor/chooseEndpoint.ts";
import type { AskedCheck, Connecting } from "../../src/editor/connecting.ts";
import { Endings } from "../../src/editor/endings.ts";
import { Keys } from "../../src/editor/keys.ts";
import { PreviewPages } from "../../src/editor/previewPages.ts";
import { selectModel } from "../../src/editor/selectModel.ts";
import { readSettings } from "../../src/editor/settings.ts";
import { wantedFor } from "../../src/editor/wanted.ts";
import type { Remark } from "../../src/contract/failure.ts";
import { parseEndpoint, type Endpoint } from "../../src/model/endpoint.ts";
import type { Memory } from "../../src/memory/memory.ts";
import { profileOf } from "../../src/model/profiles.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { aMemento, someSecrets, someStored, type TestMemento } from "./memories.ts";
import { aReviewer } from "./reviewer.ts";
import { set, tidy, write } from "./workspace.ts";

const nothing = { verdicts: [], findings: [], reply: "", summary: "ok" };

function endpointAt(baseUrl: string): Endpoint {
  const parsed = parseEndpoint(baseUrl);
  assert.ok(parsed.kind === "endpoint");
  return parsed.endpoint;
}

/** Presses Enter until it is answered: the editor does not tell when it shows a list. */
async function takeFirst<T>(choosing: Promise<T>): Promise<T> {
  const answers: T[] = [];
  const done = choosing.then((answer) => answers.push(answer));
  while (answers.length === 0) {
    const enter = vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await Promise.race([done, enter]);
  }
  return choosing;
}

describe("Connecting", () => {
  let server: StandIn;
  let stored: Memory;
  let memory: TestMemento;
  let pages: PreviewPages;
  let keys: Keys;
  let asked: AskedCheck[];
  let agrees: boolean;
  let said: Remark[];
  let of: Connecting;

  before(() => {
    pages = new PreviewPages();
  });
  after(() => pages.dispose());

  beforeEach(async () => {
    server = await startStandIn({ answer: () => nothing, models: ["gpt-6-luna", "o4-mini", "tts-1"] });
    await set("baseUrl", server.baseUrl);
    [asked, said] = [[], []];
    agrees = true;
    memory = aMemento();
    stored = someStored();
    keys = new Keys(someSecrets());
    await keys.store(endpointAt(server.baseUrl), server.key);
    of = {
      keys,
      pages,
      stored: async () => stored,
      memory,
      endings: new Endings(memory, (remark) => said.push(remark)),
      questions: {
        key: async () => null,
        check: async (check) => {
          asked.push(check);
          return agrees;
        },
      },
    };
  });
  afterEach(async () => {
    for (const name of ["baseUrl", "model", "profiles"]) await set(name, undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await server.close();
  });

  it("offers the model of now first, and writes what is chosen to the person's own settings", async () => {
    await set("model", "gpt-6-luna");
    assert.equal(await takeFirst(selectModel(of)), "gpt-6-luna");
    server.offer(["gpt-6.1-terra", "zeta"]);
    assert.equal(await takeFirst(selectModel(of)), "gpt-6.1-terra");
    assert.equal(
      vscode.workspace.getConfiguration("secondLook").inspect("model")?.globalValue,
      "gpt-6.1-terra",
    );
    assert.equal(readSettings(undefined).review.model, "gpt-6.1-terra");
    assert.deepEqual(
      server.requests.map(({ method, path }) => `${method} ${path}`),
      ["GET /v1/models", "GET /v1/models"],
    );
  });

  it("shows in a page what the endpoint can do, and keeps it for reviews", async () => {
    const report = await checkConnection(of);
    assert.equal(report?.usable, true);
    const endpoints = await stored.endpoints();
    assert.equal(endpoints.recall(endpointAt(server.baseUrl).origin, "o4-mini")?.rung, "chatSchema");
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.path, "/Connection.txt");
    assert.match(document.getText(), /^Check of http:\/\/127\.0\.0\.1:\d+\/v1 for o4-mini\n/);
    assert.match(document.getText(), /A review works here, with o4-mini\./);
    assert.equal(asked.length, 1);
    await checkConnection(of);
    assert.equal(asked.length, 1, "a yes holds for the address");
  });

  it("asks first, with address and price, and sends nothing without a yes", async () => {
    agrees = false;
    assert.equal(await checkConnection(of), null);
    const [question] = asked;
    assert.equal(question?.endpoint.origin, endpointAt(server.baseUrl).origin);
    assert.ok((question.worstUsd ?? 1) < 0.01);
    assert.equal(server.requests.length, 0);
    await checkConnection(of);
    assert.equal(asked.length, 2, "a no is asked again");
  });

  it("asks nothing where a key is missing and none is given", async () => {
    await set("baseUrl", "https://gateway.example/v1");
    assert.equal(await checkConnection(of), null);
    assert.equal(await selectModel(of), null);
    assert.deepEqual(asked, []);
  });

  it("takes what the person says of a model", async () => {
    await set("profiles", { "o4-mini": { contextWindow: 50_000, inputUsd: "free" } });
    const { profiles } = readSettings(undefined).review;
    assert.equal(profiles.of("o4-mini").contextWindow, 50_000);
    assert.deepEqual(profiles.ignored, ["o4-mini.inputUsd"]);
  });

  it("offers where one is first, and sets it", async () => {
    await set("baseUrl", undefined);
    await set("model", "something-else");
    await keys.store(endpointAt("https://api.openai.com/v1"), "a-key");
    assert.equal(await takeFirst(chooseEndpoint(of)), "https://api.openai.com/v1");
    assert.equal(readSettings(undefined).baseUrl, "https://api.openai.com/v1");
    assert.equal(readSettings(undefined).review.model, "o4-mini");
  });

  describe("a model that ends soon", () => {
    const now = Date.parse("2026-12-01T12:00:00Z");
    const [here, elsewhere] = ["https://api.openai.com/v1", "https://gateway.example/v1"].map(endpointAt) as [
      Endpoint,
      Endpoint,
    ];

    it("is announced once, and not again in another window", async () => {
      assert.equal((await of.endings.announce(here, profileOf("o3"), now)).length, 1);
      assert.deepEqual(await of.endings.announce(here, profileOf("o3"), now), []);
      const later = new Endings(memory, (remark) => said.push(remark));
      assert.deepEqual(await later.announce(here, profileOf("o3"), now), []);
      assert.deepEqual(
        said.map(({ code, args }) => [code, args?.["date"]]),
        [["modelEnding", "2026-12-11"]],
      );
    });

    it("is a notice of the first review that goes to it, and of no later one", async () => {
      const reviewer = aReviewer();
      const endpoint = endpointAt(server.baseUrl);
      await reviewer.keys.store(endpoint, server.key);
      const soon = new Date(Date.now() + 10 * 24 * 60 * 60_000).toISOString().slice(0, 10);
      await reviewer.endings.heard(endpoint, [{ id: "o4-mini", shutdown: soon }]);
      try {
        const notices: string[] = [];
        for (const text of ["a();", "b();"]) {
          await write("a.js", [text, ""]);
          const outcome = await reviewer.reviewing.review(wantedFor({ kind: "uncommitted" }));
          assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
          notices.push(
            ...outcome.notices.flatMap(({ code, message }) => (code === "modelEnding" ? [message] : [])),
          );
        }
        assert.equal(notices.length, 1);
        assert.match(
          notices[0] ?? "",
          new RegExp(`o4-mini .* ${soon} .*gpt-6\\.1-terra.*Second Look: Select Model`),
        );
      } finally {
        reviewer.dispose();
        await tidy();
      }
    });

    it("is announced for each model, and not while it is far off", async () => {
      await of.endings.announce(here, profileOf("o3"), now);
      assert.equal((await of.endings.announce(here, profileOf("gpt-5-mini"), now)).length, 1);
      assert.deepEqual(await of.endings.announce(here, profileOf("gpt-4.1"), now), []);
    });

    it("ends when its endpoint says so", async () => {
      await of.endings.heard(elsewhere, [
        { id: "o3", shutdown: "2027-06-01" },
        { id: "gpt-6-luna", shutdown: "2026-12-05" },
      ]);
      assert.deepEqual(await of.endings.announce(elsewhere, profileOf("o3"), now), []);
      const [luna] = await of.endings.announce(elsewhere, profileOf("gpt-6-luna"), now);
      assert.equal(luna?.args?.["date"], "2026-12-05");
      assert.equal((await of.endings.announce(here, profileOf("o3"), now)).length, 1);
    });
  });
});
