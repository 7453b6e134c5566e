/** A key goes only where it was given for, and nothing of the environment goes along; shown with traps that fire. */

import assert from "node:assert/strict";
import { OpenAI } from "openai";
import { parseEndpoint } from "../../../src/model/endpoint.ts";
import { askOnce, endOf, question, settingsFor, wires } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";

const canary = ["ca", "nary"].join("");

const planted: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: `${canary}-key`,
  OPENAI_ADMIN_KEY: `${canary}-admin`,
  OPENAI_ORG_ID: `${canary}-organization`,
  OPENAI_PROJECT_ID: `${canary}-project`,
  OPENAI_WEBHOOK_SECRET: `${canary}-webhook`,
  OPENAI_CUSTOM_HEADERS: `authorization: Bearer ${canary}-header\nx-canary: ${canary}-custom`,
  OPENAI_LOG: "debug",
};

/** Sets variables for the time of one test. */
function plant(variables: Readonly<Record<string, string>>): void {
  let before: Record<string, string | undefined>;
  beforeEach(() => {
    before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    Object.assign(process.env, variables);
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}

function everything(server: StandIn): string {
  return server.requests
    .map(({ headers, raw, path }) => JSON.stringify(headers) + path + raw.toString())
    .join("\n");
}

describe("With canaries in the environment", () => {
  let server: StandIn;
  let elsewhere: StandIn;
  plant(planted);
  beforeEach(async () => {
    server = await startStandIn();
    elsewhere = await startStandIn();
    process.env["OPENAI_BASE_URL"] = elsewhere.baseUrl;
  });
  afterEach(async () => {
    Reflect.deleteProperty(process.env, "OPENAI_BASE_URL");
    await server.close();
    await elsewhere.close();
  });

  it("the package by itself sends them, even with a key and an address of its own", async () => {
    const client = new OpenAI({
      baseURL: server.baseUrl,
      apiKey: server.key,
      maxRetries: 0,
      logLevel: "off",
    });
    await client.models.list().catch(() => undefined);
    const seen = everything(server);
    for (const name of ["organization", "project", "header", "custom"])
      assert.match(seen, new RegExp(`${canary}-${name}`));
    await new OpenAI({ maxRetries: 0, logLevel: "off" }).models.list().catch(() => undefined);
    assert.equal(elsewhere.requests.length, 1, "and goes where the environment says");
  });

  for (const wire of wires) {
    it(`none of them leaves over ${wire}, whether there is a key or not`, async () => {
      for (const key of [server.key, null]) await askOnce(settingsFor(server, wire, { key }));
      assert.equal(server.requests.length, 2);
      assert.doesNotMatch(everything(server), new RegExp(canary, "i"));
      assert.equal(server.requests[0]?.headers.authorization, `Bearer ${server.key}`);
      assert.equal(elsewhere.requests.length, 0);
    });
  }

  it("nothing is written to the console, though a variable asks for it", async () => {
    const written: unknown[] = [];
    const { debug, error, info, log, warn } = console;
    const note = (...args: readonly unknown[]) => void written.push(args);
    Object.assign(console, { debug: note, error: note, info: note, log: note, warn: note });
    try {
      await new OpenAI({ baseURL: server.baseUrl, apiKey: server.key, maxRetries: 0 }).models
        .list()
        .catch(() => undefined);
      assert.ok(written.length > 0, "the package by itself writes");
      written.length = 0;
      await askOnce(settingsFor(server, "responses"));
      server.fail.next({ kind: "status", status: 400, message: "Bad." });
      await askOnce(settingsFor(server, "chat"));
    } finally {
      Object.assign(console, { debug, error, info, log, warn });
    }
    assert.deepEqual(written, []);
  });
});

describe("With a variable of the environment that can't be read", () => {
  plant({ OPENAI_CUSTOM_HEADERS: "not a name: x" });

  it("the failure names it", async () => {
    const server = await startStandIn();
    const end = endOf(await askOnce(settingsFor(server, "responses")));
    await server.close();
    assert.equal(end.kind === "failed" && end.fault.args?.["reason"], "OPENAI_CUSTOM_HEADERS");
  });
});

describe("A key", () => {
  it("does not follow a redirect, and neither does the change", async () => {
    const [server, other] = [await startStandIn(), await startStandIn()];
    try {
      server.fail.next({ kind: "redirect", to: `${other.baseUrl}/responses` });
      await fetch(`${server.baseUrl}/responses`, {
        method: "POST",
        headers: { "x-key": server.key },
        body: question.messages[0]!,
      });
      assert.ok(everything(other).includes(server.key), "a plain fetch takes it along");
      assert.ok(everything(other).includes(question.messages[0]!));
      for (const wire of wires) {
        server.fail.next({ kind: "redirect", to: `${other.baseUrl}/responses` });
        await askOnce(settingsFor(server, wire));
      }
      assert.equal(other.requests.length, 1);
    } finally {
      await server.close();
      await other.close();
    }
  });

  it("stays out of every event, whatever an endpoint echoes in its errors", async () => {
    const server = await startStandIn();
    try {
      for (const status of [400, 401, 403, 404, 402, 409]) {
        server.fail.next({ kind: "status", status, message: `Bad key: ${server.key}` });
        const events = await askOnce(settingsFor(server, "chat"));
        assert.ok(!JSON.stringify(events).includes(server.key), `status ${status}`);
      }
    } finally {
      await server.close();
    }
  });

  it("stays out of errors in a stream, too", async () => {
    const server = await startStandIn();
    try {
      server.fail.next({ kind: "errorEvent", code: "invalid_prompt", message: `Bad key: ${server.key}` });
      const end = endOf(await askOnce(settingsFor(server, "responses")));
      assert.equal(end.kind === "failed" && end.fault.args?.["reason"], "Bad key: …");
    } finally {
      await server.close();
    }
  });

  it("stays here when an address is not of the origin that the key was given for", async () => {
    const server = await startStandIn();
    try {
      const settings = settingsFor(server, "chat");
      const astray = { ...settings.endpoint, origin: "https://api.openai.com" };
      assert.equal(endOf(await askOnce({ ...settings, endpoint: astray })).kind, "failed");
      assert.equal(server.requests.length, 0);
      assert.equal(endOf(await askOnce(settings)).kind, "finished");
    } finally {
      await server.close();
    }
  });

  it("has no address that could carry it in the clear", () => {
    for (const address of [
      "http://api.example.com/v1",
      "http://10.0.0.7/v1",
      "http://127.0.0.1.example.com/v1",
    ]) {
      assert.equal(parseEndpoint(address).kind, "refused", address);
    }
  });
});
