/** The stand-in streams as the service does: the official client's own accumulators take it. */

import assert from "node:assert/strict";
import { OpenAI } from "openai";
import { answerJson } from "../../../src/prompt/answer.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Fine — 日本語, 😀." };
const schema = { ...answerJson };

function clientOf({ baseUrl, key }: { readonly baseUrl: string; readonly key: string }): OpenAI {
  return new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0, organization: null, project: null });
}

function responses(content = "Look at this.") {
  return {
    model: "o4-mini",
    instructions: "Review.",
    input: [{ role: "user" as const, content }],
    text: { format: { type: "json_schema" as const, name: "answer", schema, strict: true } },
    reasoning: { effort: "medium" as const, summary: "auto" as const },
    max_output_tokens: 32_000,
    store: false,
  };
}

function chat(content = "Look at this.") {
  return {
    model: "o4-mini",
    messages: [
      { role: "system" as const, content: "Review." },
      { role: "user" as const, content },
    ],
    response_format: { type: "json_schema" as const, json_schema: { name: "answer", schema, strict: true } },
    reasoning_effort: "medium" as const,
    max_completion_tokens: 32_000,
    store: false,
    stream_options: { include_usage: true },
  };
}

describe("The stand-in", () => {
  let server: StandIn;
  beforeEach(async () => {
    server = await startStandIn({ answer: () => value });
  });
  afterEach(async () => server.close());

  it("satisfies the official accumulator of Responses", async () => {
    const final = await clientOf(server).responses.stream(responses()).finalResponse();
    assert.equal(final.status, "completed");
    assert.deepEqual(JSON.parse(final.output_text), value);
    assert.deepEqual(
      final.output.map(({ type }) => type),
      ["reasoning", "message"],
    );
    assert.equal(final.model, "o4-mini-2025-04-16");
    assert.ok((final.usage?.input_tokens ?? 0) > 100);
  });

  it("satisfies the official accumulator of Chat Completions", async () => {
    const final = await clientOf(server).chat.completions.stream(chat()).finalChatCompletion();
    assert.equal(final.choices[0]?.finish_reason, "stop");
    assert.deepEqual(JSON.parse(final.choices[0].message.content ?? ""), value);
    assert.ok((final.usage?.completion_tokens ?? 0) > 64);
  });

  it("satisfies them when the model declines, or runs out", async () => {
    const client = clientOf(server);
    server.fail.next(
      { kind: "refusal" },
      { kind: "incomplete", after: 0 },
      { kind: "incomplete", after: 20 },
      { kind: "contentFilter", after: 5 },
    );
    const declined = await client.responses.stream(responses()).finalResponse();
    assert.equal(declined.output_text, "");
    assert.match(JSON.stringify(declined.output), /"type":"refusal","refusal":"I'm sorry/);
    for (const [length, reason] of [
      [0, "max_output_tokens"],
      [20, "max_output_tokens"],
      [5, "content_filter"],
    ] as const) {
      const final = await client.responses.stream(responses()).finalResponse();
      assert.equal(final.status, "incomplete");
      assert.equal(final.incomplete_details?.reason, reason);
      assert.equal(final.output_text.length, length);
    }
    server.fail.next({ kind: "refusal" });
    const chatted = await client.chat.completions.create({ ...chat(), stream: true });
    let refusal = "";
    for await (const chunk of chatted) refusal += chunk.choices[0]?.delta.refusal ?? "";
    assert.match(refusal, /^I'm sorry/);
  });

  it("reads the beginning of a second request from its cache, in steps of 128", async () => {
    const client = clientOf(server);
    const long = Array.from({ length: 800 }, (_, index) => `line ${index}`).join("\n");
    const cached = async (content: string) => {
      const { usage } = await client.responses.stream(responses(content)).finalResponse();
      return usage?.input_tokens_details.cached_tokens ?? -1;
    };
    assert.equal(await cached(long), 0);
    const again = await cached(`${long}\nand more`);
    assert.ok(again >= 1024 && again % 128 === 0, `${again}`);
    assert.equal(await cached(`Other. ${long}`), 0, "what differs at its beginning is not the same prefix");
  });

  const refusals: readonly (readonly [string, number, string, Record<string, unknown>])[] = [
    ["a model that is not there", 404, "model_not_found", { model: "o4-maxi" }],
    ["a parameter there is not", 400, "unsupported_parameter", { thoroughness: "high" }],
    ["a sampling parameter", 400, "unsupported_parameter", { temperature: 0 }],
    ["an effort there is not", 400, "unsupported_value", { reasoning: { effort: "extreme" } }],
    ["what would be stored", 400, "invalid_value", { store: true }],
    ["an output over the model's", 400, "integer_out_of_range", { max_output_tokens: 100_001 }],
    [
      "an output that leaves no room for the input",
      400,
      "context_length_exceeded",
      { input: [{ role: "user", content: "a b ".repeat(60_000) }], max_output_tokens: 100_000 },
    ],
    ["a request without an answer's form", 400, "invalid_value", { text: { format: { type: "text" } } }],
    [
      "a schema that is not strict",
      400,
      "invalid_json_schema",
      { text: { format: { ...responses().text.format, strict: false } } },
    ],
    [
      "an open object",
      400,
      "invalid_json_schema",
      withSchema({ type: "object", properties: {}, required: [] }),
    ],
    [
      "an optional key",
      400,
      "invalid_json_schema",
      withSchema({
        type: "object",
        properties: { a: { type: "string" } },
        required: [],
        additionalProperties: false,
      }),
    ],
    [
      "a keyword that strict mode lacks",
      400,
      "invalid_json_schema",
      withSchema({
        type: "object",
        properties: { a: { type: "string", pattern: "x" } },
        required: ["a"],
        additionalProperties: false,
      }),
    ],
    ["a root that is a choice", 400, "invalid_json_schema", withSchema({ anyOf: [{ type: "string" }] })],
  ];
  for (const [what, status, code, change] of refusals) {
    it(`refuses ${what}`, async () => {
      const client = clientOf(server);
      const refused = client.responses.create({ ...responses(), stream: true, ...change } as Parameters<
        OpenAI["responses"]["create"]
      >[0]);
      await assert.rejects(refused, { status, code });
    });
  }

  it("lets in who has the key and calls it by a name of this machine, and nobody else", async () => {
    await assert.rejects(clientOf({ ...server, key: "wrong" }).models.list(), {
      status: 401,
      code: "invalid_api_key",
    });
    const models = await clientOf(server).models.list();
    assert.ok(models.data.some(({ id }) => id === "o4-mini"));
    const answer = await fetch(`${server.baseUrl}/models`, {
      headers: { authorization: `Bearer ${server.key}`, origin: "https://example.com" },
    });
    assert.equal(answer.headers.get("access-control-allow-origin"), null);
  });

  it("holds an answer at its gate until the test opens it, and tells of a client that goes away", async () => {
    const gate = server.gate({ after: 10 });
    const stream = clientOf(server).responses.stream(responses());
    const request = await gate.reached;
    assert.deepEqual(request.messages, ["Look at this."]);
    assert.equal(JSON.stringify(request.body), request.raw.toString());
    gate.open();
    await stream.finalResponse();
    assert.equal(await request.closed, "answered");

    server.gate("headers");
    const dropped = clientOf(server).responses.stream(responses());
    const second = await server.request(2);
    dropped.abort();
    await assert.rejects(dropped.finalResponse());
    assert.equal(await second.closed, "dropped");
  });
});

function withSchema(other: Record<string, unknown>): Record<string, unknown> {
  return { text: { format: { type: "json_schema", name: "answer", schema: other, strict: true } } };
}
