/** A check of an endpoint says what it can do, in the end with what a review needs to remember, and costs next to nothing. */

import assert from "node:assert/strict";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { fieldOf } from "../../../src/model/foreign.ts";
import { costUsd } from "../../../src/model/price.ts";
import { probe, probeWorstUsd, remember, type Probed, type ProbeSettings } from "../../../src/model/probe.ts";
import { builtInProfiles } from "../../../src/model/profiles.ts";
import { question } from "../../../src/model/trial.ts";
import { askOnce, endOf, endpointAt, settingsFor, type WireName } from "../../support/endpoint/asking.ts";
import {
  chatPath,
  responsesPath,
  startStandIn,
  type Failure,
  type StandIn,
  type StandInOptions,
} from "../../support/endpoint/standIn.ts";

const { signal } = new AbortController();
const nothing = { verdicts: [], findings: [], reply: "", summary: "ok" };

/** As a model would: in plain words it repeats the id that it was given. */
function answer(messages: readonly string[]): unknown {
  const id = /"request": "([^"]+)"/.exec(messages.at(-1) ?? "")?.[1];
  return id === undefined ? nothing : { request: id, ...nothing };
}

describe("A check of an endpoint", () => {
  let server: StandIn;
  const serve = async (options: StandInOptions = {}): Promise<void> => {
    server = await startStandIn({ answer, ...options });
  };
  beforeEach(() => serve());
  afterEach(() => server.close());

  function check(
    part: Partial<ProbeSettings> = {},
    wire: WireName = "chat",
    until = signal,
  ): Promise<Probed> {
    const endpoint = endpointAt(server.baseUrl, wire);
    const settings = { endpoint, key: server.key, model: "o4-mini", fallbackModels: ["gpt-6-luna"] };
    return probe({ ...settings, profiles: builtInProfiles, ...part }, until);
  }

  /** What was told of each aspect. */
  function verdicts({ observed }: Probed): Record<string, string> {
    return Object.fromEntries(observed.map(({ aspect, verdict }) => [aspect, verdict]));
  }

  function told({ observed }: Probed, aspect: string) {
    return observed.find((each) => each.aspect === aspect)!;
  }

  const untried = {
    key: "notTried",
    list: "notTried",
    model: "notTried",
    responses: "notTried",
    chatSchema: "notTried",
    chatJson: "notTried",
    chatPlain: "notTried",
    streaming: "notTried",
    usage: "notTried",
    efforts: "notTried",
    answeredBy: "notTried",
  };

  it("finds everything well where it is", async () => {
    const probed = await check();
    assert.deepEqual(verdicts(probed), {
      address: "ok",
      key: "ok",
      list: "ok",
      model: "ok",
      responses: "ok",
      chatSchema: "ok",
      chatJson: "notTried",
      chatPlain: "notTried",
      streaming: "ok",
      usage: "ok",
      efforts: "ok",
      answeredBy: "ok",
    });
    assert.equal(probed.usable, true);
    assert.equal(told(probed, "efforts").args["taken"], "low, medium, high");
    assert.deepEqual(told(probed, "model").args, {
      model: "o4-mini",
      listed: "yes",
      successor: "",
      window: 200_000,
      inputUsd: 1.1,
      outputUsd: 4.4,
      shutdown: "2026-10-23",
    });
  });

  it("sends nothing but its own few words, and asks for few in return", async () => {
    const probed = await check();
    assert.equal(server.requests.length, 5);
    assert.equal(probed.spent?.requests, 4);
    const said = server.requests.flatMap(({ messages }) => messages);
    assert.deepEqual(new Set(said), new Set(question.messages));
    for (const { body } of server.requests.slice(1)) {
      const limit = fieldOf(body, "max_completion_tokens") ?? fieldOf(body, "max_output_tokens");
      assert.ok(typeof limit === "number" && limit <= 256);
    }
  });

  it("costs under a cent, as it said, on every rung", async () => {
    const worst = probeWorstUsd("o4-mini", builtInProfiles);
    assert.ok(worst !== null && worst < 0.01, `${worst}`);
    for (const forms of [["json_schema"], ["json_object"], ["text"]] as const) {
      await server.close();
      await serve({ forms });
      const { spent, usable } = await check();
      const cost = spent === null ? null : costUsd(spent.answeredBy, spent);
      assert.ok(cost !== null && cost > 0 && cost < 0.01 && cost <= worst, `${forms.join()}: ${cost}`);
      assert.equal(usable, true);
      const most = question.inputTokens * (spent?.requests ?? 0);
      assert.ok((spent?.inputTokens ?? Infinity) <= most, `${spent?.inputTokens} of ${most}`);
    }
  });

  it("learns what a review then goes by at once", async () => {
    await server.close();
    await serve({ forms: ["json_object"], refuses: ["store"] });
    const memory = inMemory();
    const endpoint = endpointAt(server.baseUrl, "chat");
    remember(endpoint, await check(), memory);
    assert.deepEqual(memory.recall(endpoint.origin, "o4-mini"), {
      rung: "chatJson",
      without: ["store"],
      successor: null,
      ceiling: null,
    });
    const before = server.requests.length;
    assert.equal(endOf(await askOnce(settingsFor(server, "chat", { memory }))).kind, "finished");
    assert.equal(server.requests.length, before + 1);
  });

  it("keeps a limit that was met", async () => {
    const memory = inMemory();
    const endpoint = endpointAt(server.baseUrl, "chat");
    const ceiling = { tokens: 30_000, until: 1 };
    memory.learn(endpoint.origin, "o4-mini", { rung: "chatPlain", without: [], successor: null, ceiling });
    remember(endpoint, await check(), memory);
    assert.deepEqual(memory.recall(endpoint.origin, "o4-mini"), {
      rung: "chatSchema",
      without: [],
      successor: null,
      ceiling,
    });
  });

  it("prefers Responses at the provider's own, and Chat elsewhere", async () => {
    assert.equal((await check({}, "responses")).learned.get("o4-mini")?.rung, "responses");
    assert.equal((await check({}, "chat")).learned.get("o4-mini")?.rung, "chatSchema");
    await server.close();
    await serve({ paths: [responsesPath] });
    assert.equal((await check({}, "chat")).learned.get("o4-mini")?.rung, "responses");
  });

  it("takes a missing Responses for no trouble", async () => {
    await server.close();
    await serve({ paths: [chatPath] });
    const probed = await check();
    assert.equal(probed.usable, true);
    assert.deepEqual([told(probed, "responses").verdict, told(probed, "responses").fault], ["not", null]);
  });

  it("goes down to plain words where nothing else is taken", async () => {
    await server.close();
    await serve({ forms: ["text"] });
    const probed = await check();
    assert.partialDeepStrictEqual(verdicts(probed), {
      responses: "not",
      chatSchema: "not",
      chatJson: "not",
      chatPlain: "ok",
    });
    assert.equal(probed.learned.get("o4-mini")?.rung, "chatPlain");
  });

  it("tells a schema that is taken and then ignored", async () => {
    await server.close();
    await serve({ answer: () => "ok", forms: ["json_schema", "json_object", "text"] });
    const probed = await check();
    assert.equal(probed.usable, false);
    assert.equal(told(probed, "chatSchema").args["misfits"], "yes");
    assert.equal(told(probed, "chatSchema").fault?.code, "badAnswer");
    assert.deepEqual([...probed.learned], []);
  });

  it("leaves out what is refused, and says what that was", async () => {
    await server.close();
    await serve({ refuses: ["stream_options", "reasoning_effort"] });
    const probed = await check();
    assert.equal(told(probed, "chatSchema").args["without"], "stream_options, reasoning_effort");
    assert.partialDeepStrictEqual(verdicts(probed), { usage: "not", efforts: "not", chatSchema: "ok" });
  });

  it("asks a model that does not reason for no effort", async () => {
    await server.close();
    await serve({ models: ["gpt-4.1"] });
    const probed = await check({ model: "gpt-4.1" });
    assert.equal(told(probed, "efforts").verdict, "notTried");
    assert.ok(server.requests.every(({ raw }) => !/effort/.test(raw.toString())));
  });

  it("goes on with the first fallback model that is listed where the model is gone", async () => {
    server.offer(["gpt-6-luna"]);
    const probed = await check({ fallbackModels: ["gpt-6.1-terra", "gpt-6-luna"] });
    assert.equal(probed.usable, true);
    assert.equal(told(probed, "model").fault?.code, "unknownModel");
    assert.partialDeepStrictEqual(told(probed, "model").args, { listed: "no", successor: "gpt-6-luna" });
    assert.equal(probed.learned.get("o4-mini")?.successor, "gpt-6-luna");
    assert.equal(probed.learned.get("gpt-6-luna")?.successor, null);
    assert.ok(server.requests.every(({ body }) => fieldOf(body, "model") !== "gpt-6.1-terra"));
  });

  it("does not believe a list more than an answer", async () => {
    server.fail.next({ kind: "status", status: 404 });
    const probed = await check();
    assert.partialDeepStrictEqual(verdicts(probed), { list: "not", model: "ok", key: "ok" });
    assert.equal(probed.usable, true);
  });

  it("says where neither the model nor another one is there", async () => {
    server.offer([]);
    const probed = await check();
    assert.partialDeepStrictEqual(verdicts(probed), { list: "ok", model: "not", responses: "notTried" });
    assert.equal(probed.usable, false);
  });

  it("tries nothing further with a wrong key", async () => {
    const probed = await check({ key: "wrong" });
    assert.deepEqual(verdicts(probed), { ...untried, address: "ok", key: "not" });
    assert.equal(told(probed, "key").fault?.code, "wrongKey");
    assert.equal(server.requests.length, 1);
  });

  it("does not take a list that everybody may read for an accepted key", async () => {
    const refusal: Failure = { kind: "status", status: 401, code: "invalid_api_key" };
    // Uses up the list's turn: the gate stands before nothing else.
    const gate = server.gate("headers");
    const checking = check();
    await gate.reached;
    server.fail.next(refusal);
    gate.open();
    const probed = await checking;
    assert.partialDeepStrictEqual(verdicts(probed), { list: "ok", key: "not", responses: "notTried" });
    assert.equal(server.requests.length, 2);
  });

  it("tries nothing further where nobody answers", async () => {
    await server.close();
    const probed = await check();
    assert.deepEqual(verdicts(probed), { ...untried, address: "not" });
    assert.equal(probed.spent, null);
  });

  it("does not go where it is sent", async () => {
    const other = await startStandIn();
    try {
      server.fail.next({ kind: "redirect", to: `${other.baseUrl}/models` });
      const probed = await check();
      assert.equal(told(probed, "address").fault?.code, "redirected");
      assert.equal(other.requests.length, 0);
      assert.equal(server.requests.length, 1);
    } finally {
      await other.close();
    }
  });

  it("says that an account without credit can't review", async () => {
    const gate = server.gate("headers");
    const checking = check();
    await gate.reached;
    server.fail.next({ kind: "status", status: 429, code: "insufficient_quota" });
    gate.open();
    const probed = await checking;
    assert.equal(told(probed, "chatSchema").fault?.code, "quotaExceeded");
    assert.equal(probed.usable, false);
    assert.equal(server.requests.length, 2);
  });

  it("counts an answer that thoughts used up for taken", async () => {
    const gate = server.gate("headers");
    const checking = check();
    await gate.reached;
    server.fail.next({ kind: "incomplete", after: 0 }, { kind: "incomplete", after: 0 });
    gate.open();
    const probed = await checking;
    assert.equal(probed.usable, true);
    assert.equal(told(probed, "chatSchema").fault?.code, "outputUsedUp");
    assert.equal(probed.learned.get("o4-mini")?.rung, "chatSchema");
  });

  it("tells who else answered, and where no usage is reported", async () => {
    const gate = server.gate("headers");
    const checking = check();
    await gate.reached;
    server.fail.next({ kind: "otherModel", model: "someone-else" });
    gate.open();
    const probed = await checking;
    assert.deepEqual(told(probed, "answeredBy"), {
      aspect: "answeredBy",
      verdict: "not",
      args: { model: "o4-mini", answeredBy: "someone-else" },
      fault: null,
    });
  });

  it("ends when it is no longer wanted, and remembers nothing", async () => {
    const stop = new AbortController();
    const gates = [server.gate("headers"), server.gate("headers")];
    const checking = check({}, "chat", stop.signal);
    await gates[0]!.reached;
    gates[0]!.open();
    await gates[1]!.reached;
    stop.abort();
    const probed = await checking;
    assert.equal(probed.cancelled, true);
    assert.equal(probed.usable, false);
    assert.deepEqual([...probed.learned], []);
    assert.equal(await (await server.request(2)).closed, "dropped");
    assert.equal(server.requests.length, 2);
  });
});
