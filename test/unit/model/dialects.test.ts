/** A whole question through each dialect that people meet: what is asked, what comes back, and who is said to have answered. */

import assert from "node:assert/strict";
import { isSameFamily } from "../../../src/model/profiles.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { askOnce, endOf, settingsFor, textOfAnswer, type WireName } from "../../support/endpoint/asking.ts";
import { azure } from "../../support/endpoint/dialects/azure.ts";
import {
  startDialect,
  used,
  type Dialect,
  type DialectServer,
} from "../../support/endpoint/dialects/dialect.ts";
import { gateAi } from "../../support/endpoint/dialects/gateAi.ts";
import { inOnePiece } from "../../support/endpoint/dialects/inOnePiece.ts";
import { liteLlm } from "../../support/endpoint/dialects/liteLlm.ts";
import { ollama, strictOllama } from "../../support/endpoint/dialects/ollama.ts";
import { openai } from "../../support/endpoint/dialects/openai.ts";
import { openRouter, openRouterFailing } from "../../support/endpoint/dialects/openRouter.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Nothing to say about 日本語 and 😀." };
const good = JSON.stringify(value);

interface Case {
  readonly dialect: Dialect;
  readonly wire: WireName;
  /** The paths of its requests. */
  readonly paths: readonly string[];
}

const chat = "/chat/completions";
const cases: readonly Case[] = [
  { dialect: openai, wire: "responses", paths: ["/responses"] },
  { dialect: openai, wire: "chat", paths: [chat] },
  { dialect: azure, wire: "chat", paths: [chat] },
  { dialect: azure, wire: "responses", paths: ["/responses"] },
  { dialect: openRouter, wire: "chat", paths: [chat] },
  { dialect: liteLlm, wire: "chat", paths: [chat] },
  { dialect: liteLlm, wire: "responses", paths: ["/responses"] },
  { dialect: ollama, wire: "chat", paths: [chat] },
  { dialect: ollama, wire: "responses", paths: ["/responses", chat] },
  { dialect: strictOllama, wire: "chat", paths: [chat, chat, chat] },
  { dialect: gateAi, wire: "chat", paths: [chat] },
  { dialect: gateAi, wire: "responses", paths: ["/responses", chat] },
  { dialect: inOnePiece, wire: "chat", paths: [chat] },
  { dialect: inOnePiece, wire: "responses", paths: ["/responses"] },
];

describe("A dialect", () => {
  let server: DialectServer | null = null;
  afterEach(async () => server?.close());

  for (const { dialect, wire, paths } of cases) {
    it(`is understood: ${dialect.name}, beginning with ${wire}`, async () => {
      assert.match(dialect.source, /\d{4}-\d{2}-\d{2}/, "it says where it is from, and of when");
      server = await startDialect(dialect, () => good);
      const settings = settingsFor(server, wire, { model: dialect.model, memory: inMemory() });
      const events = await askOnce(settings);
      const end = endOf(events);
      assert.equal(end.kind, "finished");
      assert.equal(textOfAnswer(events), good);
      assert.deepEqual(
        server.requests.map(({ path }) => path),
        paths,
      );
      const { model, answeredBy, reported, inputTokens, outputTokens } = end.spent;
      assert.deepEqual([model, answeredBy], [dialect.model, dialect.answeredBy]);
      assert.equal(reported, true);
      assert.deepEqual([inputTokens, outputTokens], [used.inputTokens, used.outputTokens]);
      assert.equal(server.requests[0]?.headers.authorization, `Bearer ${server.key}`);
      assert.equal("api-key" in server.requests[0].headers, false);

      assert.equal(endOf(await askOnce(settings)).kind, "finished");
      assert.equal(server.requests.length, paths.length + 1, "and known the second time");
    });
  }

  it("may say that its model is not there, each in its own words", async () => {
    for (const dialect of [openai, azure, openRouter, liteLlm, ollama]) {
      server = await startDialect(dialect, () => good);
      const end = endOf(await askOnce(settingsFor(server, "chat", { model: "gpt-0" })));
      assert.equal(end.kind === "failed" && end.fault.code, "unknownModel", dialect.name);
      await server.close();
    }
  });

  it("may answer from another model than the one asked: that is told apart from a name with its maker in front", () => {
    assert.equal(isSameFamily(gateAi.model, gateAi.answeredBy), false);
    for (const { model, answeredBy } of [openai, openRouter, liteLlm])
      assert.ok(isSameFamily(model, answeredBy));
  });

  it("may answer in one piece with something else in JSON: that is no API's answer", async () => {
    const other: Dialect = { ...inOnePiece, stream: () => ['{"login":', '"required"}'] };
    for (const wire of ["chat", "responses"] as const) {
      server = await startDialect(other, () => good);
      const end = endOf(await askOnce(settingsFor(server, wire, { model: inOnePiece.model })));
      assert.equal(end.kind === "failed" && end.fault.code, "notAnApi");
      assert.equal(server.requests.length, 1);
      await server.close();
    }
  });

  it("may decline in one piece", async () => {
    const refusal = "I can't look at that.";
    const [chatAnswer, response] = [
      { choices: [{ message: { content: null, refusal }, finish_reason: "stop" }] },
      { object: "response", status: "completed", output: [{ content: [{ type: "refusal", refusal }] }] },
    ];
    for (const [wire, whole] of [["chat", chatAnswer] as const, ["responses", response] as const]) {
      const declining: Dialect = { ...inOnePiece, stream: () => [JSON.stringify(whole)] };
      server = await startDialect(declining, () => good);
      const end = endOf(await askOnce(settingsFor(server, wire, { model: inOnePiece.model })));
      assert.equal(end.kind === "failed" && end.fault.code, "modelRefused", wire);
      await server.close();
    }
  });

  it("may repeat beside each stretch all that was said so far: it counts once", async () => {
    const stretches = [good.slice(0, 9), good.slice(9)];
    const events = stretches.map((content, index) => {
      const message = { content: stretches.slice(0, index + 1).join("") };
      return { choices: [{ delta: { content }, message, finish_reason: index === 1 ? "stop" : null }] };
    });
    const repeating: Dialect = {
      ...openai,
      stream: () => events.map((event) => `data: ${JSON.stringify(event)}\n\n`),
    };
    server = await startDialect(repeating, () => good);
    const heard = await askOnce(settingsFor(server, "chat", { model: openai.model }));
    assert.equal(textOfAnswer(heard), good);
  });

  it("may fail in the middle of a stream, and what came before that is kept", async () => {
    server = await startDialect(openRouterFailing, () => good);
    const events = await askOnce(settingsFor(server, "chat", { model: openRouter.model }));
    const end = endOf(events);
    assert.equal(end.kind === "failed" && end.fault.code, "serverError");
    assert.equal(end.kind === "failed" && end.fault.args?.["status"], 502);
    const text = textOfAnswer(events);
    assert.ok(text.length > 24 && good.startsWith(text));
    assert.equal(server.requests.length, 1);
    assert.equal(end.spent?.reported, false);
  });

  it("may not say what was used unless it is asked: then it is asked", async () => {
    server = await startDialect(ollama, () => good);
    await askOnce(settingsFor(server, "chat", { model: ollama.model }));
    assert.deepEqual((server.requests[0]?.body as Record<string, unknown>)["stream_options"], {
      include_usage: true,
    });
  });

  it("may know the limit by its older name alone", async () => {
    server = await startDialect(strictOllama, () => good);
    await askOnce(settingsFor(server, "chat", { model: ollama.model }));
    const { body } = server.requests.at(-1)!;
    assert.equal("max_tokens" in (body as object), true);
    assert.equal("max_completion_tokens" in (body as object), false);
    assert.equal("store" in (body as object), false);
  });
});
