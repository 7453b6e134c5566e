/** Tools on the wire: offered, called, answered, closed, and left out where an endpoint won't have them. */

import assert from "node:assert/strict";
import { openAsk, type AskSettings } from "../../../src/model/ask.ts";
import type { AskEvent, Exchange, Question } from "../../../src/model/asking.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { profileOf } from "../../../src/model/profiles.ts";
import { takesTools } from "../../../src/model/toolsAt.ts";
import { toolList } from "../../../src/prompt/tools.ts";
import {
  endOf,
  endpointAt,
  eventsOf,
  question,
  settingsFor,
  textOfAnswer,
} from "../../support/endpoint/asking.ts";
import { calling, startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Read." };
const offered: Question = { ...question, tools: "offered" };
const call = ["read_file", { path: "cart.js", startLine: null, endLine: null }] as const;

describe("Tools on the wire", () => {
  let server: StandIn;
  async function start(answers: readonly unknown[], options: StandInOptions = {}): Promise<void> {
    let asked = 0;
    server = await startStandIn({ answer: () => answers[asked++] ?? value, ...options });
  }
  afterEach(async () => server.close());

  const put = async (asked: Question, part: Partial<AskSettings> = {}): Promise<readonly AskEvent[]> =>
    eventsOf(openAsk(settingsFor(server, "responses", part)), undefined, asked);

  function calledIn(events: readonly AskEvent[]): Extract<AskEvent, { readonly kind: "called" }> {
    const called = events.find(({ kind }) => kind === "called");
    assert.equal(called?.kind, "called");
    return called;
  }

  function answered(events: readonly AskEvent[], text = "1 |let a;"): Exchange {
    const { calls, said } = calledIn(events);
    return { after: 1, said, results: calls.map(({ id }) => ({ id, text })) };
  }

  it("are part of a request, and a call of one ends it without an answer", async () => {
    await start([calling([call])]);
    const events = await put(offered);
    const { calls } = calledIn(events);
    assert.deepEqual(
      calls.map(({ name, arguments: json }) => [name, JSON.parse(json) as unknown]),
      [[...call]],
    );
    assert.equal(endOf(events).kind, "finished");
    assert.equal(textOfAnswer(events), "");
    const [{ body }] = [await server.request(1)];
    assert.deepEqual(fieldOf(body, "tools"), structuredClone(toolList));
    assert.deepEqual(fieldOf(body, "include"), ["reasoning.encrypted_content"]);
    assert.equal(fieldOf(body, "tool_choice"), null);
  });

  it("are answered with all that was said before, as it came, thoughts and all", async () => {
    await start([calling([call, ["search_text", { text: "total(" }]])]);
    const first = await put(offered);
    const second = await put({ ...offered, exchanges: [answered(first)] });
    assert.equal(endOf(second).kind, "finished");
    assert.deepEqual(JSON.parse(textOfAnswer(second)), value);
    const { body } = await server.request(2);
    const input = fieldOf(body, "input") as readonly unknown[];
    assert.deepEqual(
      input.map((item) => textOf(item, "type") ?? textOf(item, "role")),
      ["user", "reasoning", "function_call", "function_call", "function_call_output", "function_call_output"],
    );
    assert.deepEqual(input.slice(1, 4), calledIn(first).said);
    assert.equal(textOf(input[1], "encrypted_content"), "thoughts of answer 1");
  });

  it("keep their place behind the message that led to them", async () => {
    await start([calling([call])]);
    const exchange = answered(await put(offered));
    await put({ ...offered, messages: ["The material.", "Doubt this."], exchanges: [exchange] });
    const { body } = await server.request(2);
    const input = fieldOf(body, "input") as readonly unknown[];
    assert.equal(textOf(input.at(-1), "content"), "Doubt this.");
    assert.equal(textOf(input.at(-2), "type"), "function_call_output");
  });

  it("hand on the text that came beside a call", async () => {
    const text = JSON.stringify({ ...value, summary: "Let me look." });
    await start([calling([call], text)]);
    const events = await put(offered);
    assert.equal(textOfAnswer(events), text);
    assert.equal(calledIn(events).calls.length, 1);
  });

  it("stay in the list where nothing may be called any more, and whoever calls all the same is asked for the form", async () => {
    await start([calling([call])]);
    const events = await put({ ...question, tools: "closed" });
    assert.ok(!events.some(({ kind }) => kind === "called"));
    assert.deepEqual(JSON.parse(textOfAnswer(events)), value);
    for (const number of [1, 2]) {
      const { body } = await server.request(number);
      assert.equal(fieldOf(body, "tool_choice"), "none");
      assert.deepEqual(fieldOf(body, "tools"), structuredClone(toolList));
    }
  });

  it("are closed while an answer is given once more, and the list is the same", async () => {
    await start(["no JSON"]);
    const events = await put(offered);
    assert.equal(endOf(events).kind, "finished");
    const [first, second] = [await server.request(1), await server.request(2)];
    assert.equal(JSON.stringify(fieldOf(first.body, "tools")), JSON.stringify(fieldOf(second.body, "tools")));
    assert.equal(fieldOf(first.body, "tool_choice"), null);
    assert.equal(fieldOf(second.body, "tool_choice"), "none");
  });

  for (const [what, refuses, gone] of [
    ["them", ["tools"], ["tools", "tool_choice", "include"]],
    ["thoughts that come back", ["include"], ["include"]],
  ] as const) {
    it(`leave out, once and for all, where an endpoint refuses ${what}`, async () => {
      await start([], { refuses });
      const memory = inMemory();
      await put(offered, { memory });
      await put(offered, { memory });
      const [refused, first, second] = server.requests;
      assert.equal(server.requests.length, 3);
      for (const name of gone) {
        assert.equal(fieldOf(first?.body, name), null);
        assert.equal(fieldOf(second?.body, name), null);
      }
      assert.notEqual(fieldOf(refused?.body, refuses[0]), null);
    });
  }

  it("tell what was read as if it had been said, where an endpoint has none", async () => {
    const said = [{ type: "function_call", call_id: "c", name: "read_file", arguments: "{}" }];
    const exchange: Exchange = { after: 1, said, results: [{ id: "c", text: "What was read." }] };
    await start([], { refuses: ["tools"] });
    await put({ ...offered, exchanges: [exchange] });
    assert.deepEqual((await server.request(2)).messages, ["The material.", "What was read."]);
  });

  it("are no part of a chat", async () => {
    await start([]);
    const exchange: Exchange = { after: 1, said: [], results: [{ id: "c", text: "What was read." }] };
    const ask = openAsk(settingsFor(server, "chat"));
    const events = await eventsOf(ask, undefined, { ...offered, exchanges: [exchange] });
    assert.equal(endOf(events).kind, "finished");
    const { body, messages } = await server.request(1);
    assert.equal(fieldOf(body, "tools"), null);
    assert.deepEqual(messages, ["The material.", "What was read."]);
  });

  it("are not asked for thoughts that a model does not have", async () => {
    await start([], { models: ["gpt-4.1"] });
    const events = await put(offered, { model: "gpt-4.1" });
    assert.equal(endOf(events).kind, "finished");
    assert.equal(fieldOf((await server.request(1)).body, "include"), null);
  });

  it("are reckoned with where an endpoint speaks Responses, until it has refused them", () => {
    const at = (wire: "responses" | "chat") => endpointAt("http://127.0.0.1:1/v1", wire);
    const memory = inMemory();
    const model = profileOf("o4-mini");
    assert.equal(takesTools(at("responses"), model, memory), true);
    assert.equal(takesTools(at("chat"), model, memory), false);
    assert.equal(takesTools(at("responses"), { ...model, features: ["schema"] }, memory), false);
    assert.equal(takesTools(at("responses"), { ...model, features: null }, memory), true);
    const learned = { rung: "responses", without: ["tools"], successor: null, ceiling: null } as const;
    memory.learn(at("responses").origin, "o4-mini", learned);
    assert.equal(takesTools(at("responses"), model, memory), false);
    memory.learn(at("responses").origin, "o4-mini", { ...learned, rung: "chatSchema", without: [] });
    assert.equal(takesTools(at("responses"), model, memory), false);
  });

  it("don't come back from a connection that broke: the question is put again", async () => {
    await start([calling([call]), calling([call])]);
    server.fail.next({ kind: "reset" });
    const events = await put(offered);
    assert.equal(calledIn(events).calls.length, 1);
    assert.equal(server.requests.length, 2);
  });
});
