/** The ladder: which refusal leads to the next way of asking, which does not, and what of it is remembered. */

import assert from "node:assert/strict";
import type { FailureCode } from "../../../src/contract/failure.ts";
import { openAsk, type AskSettings } from "../../../src/model/ask.ts";
import { inMemory, memoryOfThisProcess } from "../../../src/model/endpointMemory.ts";
import { parseEndpoint } from "../../../src/model/endpoint.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { highestTerms } from "../../../src/model/ladder.ts";
import { describeRequest } from "../../../src/model/preview.ts";
import type { Rung } from "../../../src/model/wire.ts";
import { answerJson } from "../../../src/prompt/answer.ts";
import { askForId } from "../../../src/prompt/spelled.ts";
import {
  askOnce,
  endOf,
  eventsOf,
  question,
  settingsFor,
  textOfAnswer,
  wires,
  type WireName,
} from "../../support/endpoint/asking.ts";
import {
  chatPath,
  startStandIn,
  type Failure,
  type ReceivedRequest,
  type StandIn,
  type StandInOptions,
} from "../../support/endpoint/standIn.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Nothing to say." };

/** The id that the last message asks to repeat; empty where none does. */
function idIn(messages: readonly string[]): string {
  const last = messages.at(-1) ?? "";
  const [, id = ""] = /"([0-9a-f-]{36})"/.exec(last) ?? [];
  return last === askForId(id) ? id : "";
}

/** Answers as a good model does, wherever it stands on the ladder. */
function goodAnswer(messages: readonly string[]): unknown {
  const id = idIn(messages);
  if (id === "") return value;
  const whole = { request: id, ...value };
  return `Let me think: {"request": "no"}.\n\`\`\`json\n${JSON.stringify(whole)}\n\`\`\`\nThat is all.`;
}

function rungOf({ path, body, messages }: ReceivedRequest): Rung {
  if (path !== chatPath) return "responses";
  const type = textOf(body, "response_format", "type");
  if (type === null) return idIn(messages) === "" ? assert.fail("no form and no id") : "chatPlain";
  return type === "json_schema" ? "chatSchema" : "chatJson";
}

describe("The ladder", () => {
  let server: StandIn;
  async function start(options: StandInOptions = {}): Promise<void> {
    server = await startStandIn({ answer: goodAnswer, ...options });
  }
  afterEach(async () => server.close());

  const rungsAsked = (): readonly Rung[] => server.requests.map(rungOf);

  async function ask(wire: WireName, part: Partial<AskSettings> = {}) {
    const events = await askOnce(settingsFor(server, wire, part));
    return { events, end: endOf(events), text: textOfAnswer(events) };
  }

  it("begins at Responses for the provider's own origin, and at Chat with a schema for every other", async () => {
    await start();
    for (const [address, rung] of [
      ["https://api.openai.com/v1", "responses"],
      ["https://api.openai.com.example.com/v1", "chatSchema"],
      ["https://gateway.example.com/v1", "chatSchema"],
      ["http://localhost:11434/v1", "chatSchema"],
    ] as const) {
      const parsed = parseEndpoint(address);
      assert.equal(parsed.kind === "endpoint" && highestTerms(parsed.endpoint).rung, rung, address);
    }
  });

  it("leads all the way down, each refusal costs nothing, and the answer is the same", async () => {
    await start({ paths: [chatPath], forms: ["text"] });
    const { end, text } = await ask("responses");
    assert.equal(end.kind, "finished");
    assert.deepEqual(rungsAsked(), ["responses", "chatSchema", "chatJson", "chatPlain"]);
    const { request, ...answer } = JSON.parse(text) as Record<string, unknown>;
    assert.equal(request, idIn(server.requests[3]!.messages));
    assert.deepEqual(answer, value);
    assert.equal(end.spent.requests, 4);
    assert.equal(end.spent.reported, true);
    const ids = [text, (await ask("responses")).text].map((each) => textOf(JSON.parse(each), "request"));
    assert.notEqual(ids[0], ids[1], "each request has an id of its own");
  });

  for (const [forms, rungs] of [
    [["json_schema"], ["chatSchema"]],
    [["json_object"], ["chatSchema", "chatJson"]],
    [
      ["json_object", "text"],
      ["chatSchema", "chatJson"],
    ],
    [["text"], ["chatSchema", "chatJson", "chatPlain"]],
  ] as const) {
    it(`ends where ${forms.join(" and ")} can be asked for`, async () => {
      await start({ forms });
      const { end, text } = await ask("chat");
      assert.equal(end.kind, "finished");
      assert.deepEqual(rungsAsked(), rungs);
      assert.equal(textOf(JSON.parse(text), "summary"), value.summary);
    });
  }

  it("has the schema in the prompt where none is sent beside it, after instructions that stay the same", async () => {
    await start({ forms: ["text"] });
    await ask("chat");
    const [schema, json, plain] = server.requests.map(({ body }) => textOf(body, "messages", 0, "content"));
    assert.equal(schema, question.instructions);
    assert.equal(json, plain, "the two below share their beginning");
    assert.ok(json?.startsWith(question.instructions) === true);
    assert.ok(json.includes(JSON.stringify(answerJson)));
    assert.ok(server.requests.every(({ messages }) => messages[0] === question.messages[0]));
  });

  it("gives up one parameter after the other before a rung, and remembers each", async () => {
    const refuses = [
      "store",
      "stream_options",
      "max_completion_tokens",
      "response_format.json_schema.strict",
    ];
    await start({ refuses });
    const memory = inMemory();
    const settings = settingsFor(server, "chat", { memory });
    assert.equal(endOf(await askOnce(settings)).kind, "finished");
    assert.deepEqual(new Set(rungsAsked()), new Set(["chatSchema"]));
    assert.equal(server.requests.length, refuses.length + 1);
    const learned = memory.recall(settings.endpoint.origin, "o4-mini");
    assert.deepEqual([...(learned?.without ?? [])].sort(), [...refuses].sort());
    const { body } = server.requests.at(-1)!;
    assert.equal(fieldOf(body, "max_tokens"), 32_000, "the older name takes its place");
    assert.equal(fieldOf(body, "max_completion_tokens"), null);
  });

  it("has no limit to send where an endpoint knows neither name, and then expects all that the model can write", async () => {
    await start({ refuses: ["max_completion_tokens", "max_tokens"] });
    server.fail.next(
      { kind: "status", status: 400, param: "max_completion_tokens", message: "Unknown." },
      { kind: "status", status: 400, param: "max_tokens", message: "Unknown." },
      { kind: "incomplete", after: 24 },
    );
    const { end } = await ask("chat");
    assert.equal(end.kind === "failed" && end.fault.args?.["outputReserve"], 100_000);
    assert.equal(fieldOf(server.requests[2]?.body, "max_tokens"), null);
  });

  /** How services, gateways and engines say that they do not take the form. */
  const refusals: readonly (readonly [string, Failure])[] = [
    [
      "OpenAI, of an older model",
      {
        kind: "status",
        status: 400,
        param: "response_format",
        message:
          "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      },
    ],
    [
      "Groq",
      {
        kind: "status",
        status: 400,
        message: "This model does not support response format `json_schema`. See the supported models.",
      },
    ],
    ["DeepSeek", { kind: "status", status: 400, message: "This response_format type is unavailable now" }],
    [
      "LM Studio",
      { kind: "status", status: 400, body: `{"error":"'response_format.type' must be 'json_schema'"}` },
    ],
    [
      "vLLM, of its grammar",
      {
        kind: "status",
        status: 400,
        message: "The provided JSON schema contains features not supported by xgrammar.",
      },
    ],
    [
      "a validator",
      {
        kind: "status",
        status: 422,
        body: `{"detail":[{"loc":["body","response_format","type"],"msg":"unexpected value","type":"enum"}]}`,
      },
    ],
  ];
  for (const [who, failure] of refusals) {
    it(`takes the words of ${who} for a refusal of the form`, async () => {
      await start({ forms: ["json_schema", "json_object"] });
      server.fail.next(failure);
      assert.equal((await ask("chat")).end.kind, "finished");
      assert.deepEqual(rungsAsked(), ["chatSchema", "chatJson"]);
    });
  }

  it("leaves Responses where its format is refused, too", async () => {
    await start();
    server.fail.next({ kind: "status", status: 400, param: "text.format", message: "Not here." });
    assert.equal((await ask("responses")).end.kind, "finished");
    assert.deepEqual(rungsAsked(), ["responses", "chatSchema"]);
  });

  it("ends at its last rung: what is refused there is refused", async () => {
    await start({ forms: [] });
    const { end } = await ask("chat");
    // Plain words ask for no form, so nothing is left to give up.
    assert.equal(end.kind === "failed" && end.fault.code, "requestRefused");
    assert.deepEqual(rungsAsked(), ["chatSchema", "chatJson", "chatPlain"]);
  });

  const form = "about response_format and its json_schema";
  const never: readonly (readonly [string, number, string, FailureCode])[] = [
    ["a wrong key", 401, "", "wrongKey"],
    ["a closed region", 403, "", "forbidden"],
    ["a limit", 429, "insufficient_quota", "quotaExceeded"],
    ["a limit a minute", 429, "rate_limit_exceeded", "rateLimited"],
    ["a broken server", 500, "", "serverError"],
    ["a busy server", 503, "", "serverError"],
    ["a missing model", 404, "model_not_found", "unknownModel"],
    ["too long a prompt", 400, "context_length_exceeded", "contextTooLong"],
  ];
  for (const wire of wires) {
    for (const [what, status, code, expected] of never) {
      it(`is not taken for ${what} over ${wire}, whatever the words`, async () => {
        await start();
        const failure: Failure = { kind: "status", status, code, message: `Something ${form}.` };
        server.fail.next(...Array.from({ length: 30 }, () => failure));
        const { end } = await ask(wire);
        assert.equal(end.kind === "failed" && end.fault.code, expected);
        const [first = "responses"] = rungsAsked();
        assert.deepEqual(new Set(rungsAsked()), new Set([first]));
      });
    }
  }

  it("is not taken for an error in the middle of a stream", async () => {
    await start();
    server.fail.next({ kind: "errorEvent", code: "invalid_prompt", message: `Something ${form}.` });
    const { end } = await ask("chat");
    assert.equal(end.kind === "failed" && end.fault.code, "requestRefused");
    assert.equal(server.requests.length, 1);
  });

  it("is not taken a second time for a path that is missing", async () => {
    await start({ paths: [] });
    const { end } = await ask("responses");
    assert.equal(end.kind === "failed" && end.fault.code, "endpointMissing");
    assert.equal(end.kind === "failed" && end.fault.args?.["path"], "/chat/completions");
    assert.deepEqual(rungsAsked(), ["responses", "chatSchema"]);
  });

  describe("remembered", () => {
    it("is where it led to an answer: the next review begins there, and its preview says so", async () => {
      await start({ forms: ["json_object"], refuses: ["store"] });
      const memory = inMemory();
      const settings = settingsFor(server, "chat", { memory });
      assert.equal(endOf(await askOnce(settings)).kind, "finished");
      const asked = server.requests.length;
      const { body } = describeRequest(settings, question);
      assert.equal(endOf(await askOnce(settings)).kind, "finished");
      assert.equal(server.requests.length, asked + 1);
      assert.equal(server.requests.at(-1)?.raw.toString(), JSON.stringify(body));
    });

    it("is not where nothing was answered", async () => {
      await start({ paths: [] });
      const memory = inMemory();
      const settings = settingsFor(server, "responses", { memory });
      await askOnce(settings);
      assert.equal(memory.recall(settings.endpoint.origin, "o4-mini"), null);
    });

    it("is by origin and by model", async () => {
      await start({ forms: ["json_object"] });
      const memory = inMemory();
      const settings = settingsFor(server, "chat", { memory });
      await askOnce(settings);
      const { origin } = settings.endpoint;
      assert.equal(memory.recall(origin, "o4-mini")?.rung, "chatJson");
      assert.equal(memory.recall(origin, "gpt-5.4-mini"), null);
      assert.equal(memory.recall("https://api.openai.com", "o4-mini"), null);
    });

    it("keeps a ceiling that somebody else has learned", async () => {
      await start({ forms: ["json_object"] });
      const memory = inMemory();
      const settings = settingsFor(server, "chat", { memory });
      const ceiling = { tokens: 90_000, until: 1_800_000_000_000 };
      const { origin } = settings.endpoint;
      memory.learn(origin, "o4-mini", { rung: "chatSchema", without: [], successor: null, ceiling });
      await askOnce(settings);
      assert.deepEqual(memory.recall(origin, "o4-mini"), {
        rung: "chatJson",
        without: [],
        successor: null,
        ceiling,
      });
    });

    it("is not believed where it makes no sense", async () => {
      await start();
      const memory = inMemory();
      const settings = settingsFor(server, "chat", { memory });
      const learned = { rung: "telepathy" as Rung, without: [], successor: null, ceiling: null };
      memory.learn(settings.endpoint.origin, "o4-mini", learned);
      assert.equal(endOf(await askOnce(settings)).kind, "finished");
      assert.deepEqual(rungsAsked(), ["chatSchema"]);
    });

    it("is by the whole process where nobody brings a memory", async () => {
      await start({ forms: ["json_object"] });
      const { memory: _, ...settings } = settingsFor(server, "chat");
      await askOnce(settings);
      await askOnce(settings);
      assert.deepEqual(rungsAsked(), ["chatSchema", "chatJson", "chatJson"]);
      assert.equal(memoryOfThisProcess.recall(settings.endpoint.origin, "o4-mini")?.rung, "chatJson");
    });

    it("holds in the rounds of one review that run together", async () => {
      await start({ refuses: ["store"] });
      const memory = inMemory();
      const settings = settingsFor(server, "chat", { memory });
      const asking = openAsk(settings);
      const gates = [server.gate("headers"), server.gate("headers")];
      const run = async () => endOf(await eventsOf(asking)).kind;
      const both = Promise.all([run(), run()]);
      await Promise.all(gates.map(({ reached }) => reached));
      gates.forEach((gate) => gate.open());
      assert.deepEqual(await both, ["finished", "finished"]);
      assert.equal(server.requests.length, 4, "both were refused, and both gave way once");
    });
  });
});
