/** The list of models is asked for under the same rules as everything else that leaves. */

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { listModels, mayReview, type Catalogue } from "../../../src/model/catalogue.ts";
import { endpointAt } from "../../support/endpoint/asking.ts";
import { startStandIn, type Failure, type StandIn } from "../../support/endpoint/standIn.ts";

const { signal } = new AbortController();

describe("The catalogue of an endpoint", () => {
  let server: StandIn;
  beforeEach(async () => {
    server = await startStandIn({ models: ["o4-mini", "gpt-6-luna"] });
  });
  afterEach(() => server.close());

  function list(key: string | null = server.key, until = signal): Promise<Catalogue> {
    return listModels({ endpoint: endpointAt(server.baseUrl, "chat"), key }, until);
  }

  async function faultAfter(failure: Failure): Promise<string> {
    server.fail.next(failure);
    const listed = await list();
    return listed.kind === "failed" ? listed.fault.code : JSON.stringify(listed);
  }

  it("names the models that are there", async () => {
    assert.deepEqual(await list(), {
      kind: "listed",
      models: [
        { id: "o4-mini", shutdown: null },
        { id: "gpt-6-luna", shutdown: null },
      ],
    });
  });

  it("is asked for with a GET, the key and nothing else", async () => {
    await list();
    const { method, path, raw, headers } = await server.request(1);
    assert.deepEqual([method, path, raw.length], ["GET", "/v1/models", 0]);
    assert.equal(headers.authorization, `Bearer ${server.key}`);
    const own = Object.keys(headers).filter((name) => !["host", "connection"].includes(name));
    assert.deepEqual(own.sort(), [
      "accept",
      "accept-encoding",
      "accept-language",
      "authorization",
      "sec-fetch-mode",
      "user-agent",
    ]);
  });

  it("says why there is none", async () => {
    assert.equal(await faultAfter({ kind: "status", status: 401, code: "invalid_api_key" }), "wrongKey");
    assert.equal(await faultAfter({ kind: "status", status: 403 }), "forbidden");
    assert.equal(await faultAfter({ kind: "status", status: 404 }), "endpointMissing");
    assert.equal(await faultAfter({ kind: "status", status: 500 }), "serverError");
    assert.equal(await faultAfter({ kind: "page" }), "notAnApi");
    assert.equal(await faultAfter({ kind: "reset" }), "noNetwork");
  });

  it("does not follow a redirect, where its key would go along", async () => {
    const other = await startStandIn();
    try {
      server.fail.next({ kind: "redirect", to: `${other.baseUrl}/models` });
      await fetch(`${server.baseUrl}/models`);
      assert.equal(other.requests.length, 1, "a plain fetch follows");
      assert.equal(await faultAfter({ kind: "redirect", to: `${other.baseUrl}/models` }), "redirected");
      assert.equal(other.requests.length, 1);
    } finally {
      await other.close();
    }
  });

  it("does not read on without an end", async () => {
    assert.equal(await faultAfter({ kind: "flood", lines: "many" }), "answerTooLong");
    assert.equal(await (await server.request(1)).closed, "dropped");
  });

  it("does not wait for a silent endpoint for ever", async () => {
    server.fail.next({ kind: "silence", after: null });
    const endpoint = endpointAt(server.baseUrl, "chat");
    const listed = await listModels({ endpoint, key: null, silence: 20 }, signal);
    assert.equal(listed.kind === "failed" && listed.trouble.kind, "silent");
  });

  it("ends when it is no longer wanted", async () => {
    const stop = new AbortController();
    const gate = server.gate("headers");
    const listing = list(server.key, stop.signal);
    await gate.reached;
    stop.abort();
    const listed = await listing;
    assert.equal(listed.kind === "failed" && listed.fault.code, "interrupted");
    assert.equal(await (await server.request(1)).closed, "dropped");
  });

  it("says where nobody listens", async () => {
    await server.close();
    const listed = await list();
    assert.deepEqual(listed.kind === "failed" && listed.trouble, {
      kind: "unreachable",
      reason: "ECONNREFUSED",
    });
  });
});

describe("A list in another form", () => {
  async function listed(answer: unknown): Promise<Catalogue> {
    const server = await answering(JSON.stringify(answer));
    try {
      const { port } = server.address() as AddressInfo;
      return await listModels(
        { endpoint: endpointAt(`http://127.0.0.1:${port}/v1`, "chat"), key: null },
        signal,
      );
    } finally {
      server.close();
    }
  }

  it("may say when a model ends, by a date or in seconds", async () => {
    const data = [
      { id: "a", shutdown_date: "2026-12-11" },
      { id: "b", shutdown_date: 1_796_947_200 },
      { id: "c", shutdown_date: "some day" },
      { id: "d", shutdown_date: 1e300 },
      { id: "e", shutdown_date: null },
    ];
    const catalogue = await listed({ data });
    assert.deepEqual(catalogue.kind === "listed" && catalogue.models.map(({ shutdown }) => shutdown), [
      "2026-12-11",
      "2026-12-11",
      null,
      null,
      null,
    ]);
  });

  it("may be a bare list; what has no id is left out, and what is there twice is named once", async () => {
    const catalogue = await listed([{ id: "a" }, { id: " " }, { name: "b" }, null, "c", { id: "a" }]);
    assert.deepEqual(catalogue, { kind: "listed", models: [{ id: "a", shutdown: null }] });
  });

  it("may be one long line", async () => {
    const data = Array.from({ length: 400 }, (_, index) => ({ id: `m${index}`, text: "x".repeat(4000) }));
    const catalogue = await listed({ data });
    assert.equal(catalogue.kind === "listed" && catalogue.models.length, 400);
  });

  it("is none where it is something else", async () => {
    for (const answer of [{}, { data: {} }, "models", 1, null]) {
      assert.equal((await listed(answer)).kind, "failed", JSON.stringify(answer));
    }
  });

  it("offers for a review what answers in words", () => {
    const may = (id: string): boolean => mayReview({ id, shutdown: null });
    for (const id of ["o4-mini", "openai/gpt-6.1-terra", "llama3.1:70b", "imagine-chat", "qwen2.5-coder"]) {
      assert.ok(may(id), id);
    }
    for (const id of [
      "text-embedding-3-large",
      "nomic-embed-text:latest",
      "tts-1",
      "gpt-4o-mini-tts",
      "whisper-1",
      "dall-e-3",
      "gpt-image-1",
      "omni-moderation-latest",
      "gpt-4o-transcribe",
      "gpt-realtime",
      "sora-2",
    ]) {
      assert.ok(!may(id), id);
    }
  });
});

async function answering(text: string): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(200).end(text));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
