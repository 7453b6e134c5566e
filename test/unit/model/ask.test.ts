/** Asking an endpoint, over real sockets and both wires. */

import assert from "node:assert/strict";
import { openAsk } from "../../../src/model/ask.ts";
import { describeRequest } from "../../../src/model/preview.ts";
import { answerJson } from "../../../src/prompt/answer.ts";
import {
  askOnce,
  endOf,
  eventsOf,
  impatience,
  question,
  settingsFor,
  textOfAnswer,
  wires,
} from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";

const value = { verdicts: [], findings: [], reply: "", summary: "Nothing to say about 日本語 and 😀." };

for (const wire of wires) {
  describe(`Asking over ${wire}`, () => {
    let server: StandIn;
    beforeEach(async () => {
      server = await startStandIn({ answer: () => value });
    });
    afterEach(async () => server.close());

    it("brings the answer as it is written, and what it used", async () => {
      const events = await askOnce(settingsFor(server, wire));
      assert.deepEqual(JSON.parse(textOfAnswer(events)), value);
      const kinds = events.map(({ kind }) => kind);
      assert.deepEqual([...new Set(kinds)], ["thinking", "text", "finished"]);
      assert.equal(kinds.lastIndexOf("thinking"), 0, "said once, before the first text");
      assert.ok(kinds.filter((kind) => kind === "text").length > 3);
      const end = endOf(events);
      assert.equal(end.kind, "finished");
      assert.equal(end.spent.model, "o4-mini");
      assert.equal(end.spent.answeredBy, "o4-mini-2025-04-16");
      assert.equal(end.spent.requests, 1);
      assert.equal(end.spent.reported, true);
      assert.ok(end.spent.inputTokens > 100 && end.spent.outputTokens > 64);
      assert.equal(end.spent.reasoningTokens, 64);
    });

    it("delivers text before the answer has ended", async () => {
      const gate = server.gate({ after: 24 });
      let text = "";
      let isOpen = false;
      for await (const event of openAsk(settingsFor(server, wire))(question, new AbortController().signal)) {
        if (event.kind === "text") text += event.text;
        if (isOpen || text.length < 24) continue;
        await gate.reached;
        assert.equal(text, JSON.stringify(value).slice(0, 24));
        isOpen = true;
        gate.open();
      }
      assert.deepEqual(JSON.parse(text), value);
    });

    it("sends what the preview shows, to the letter", async () => {
      const settings = settingsFor(server, wire);
      const { url, body } = describeRequest(settings, question);
      await askOnce(settings);
      const [request] = server.requests;
      assert.equal(request?.raw.toString(), JSON.stringify(body));
      assert.equal(new URL(url).pathname, request.path);
      assert.ok(url.startsWith(server.baseUrl));
      assert.ok(!JSON.stringify({ url, body }).includes(server.key));
    });

    it("asks for a strict answer that nobody keeps, with each message by itself", async () => {
      await eventsOf(openAsk(settingsFor(server, wire)), undefined, {
        ...question,
        messages: ["The material.", "Is it so?"],
      });
      const [request] = server.requests;
      const body = request?.body as Record<string, unknown>;
      assert.equal(body["store"], false);
      assert.equal(body["stream"], true);
      assert.deepEqual(request?.messages, ["The material.", "Is it so?"]);
      const form = { name: "answer", schema: answerJson, strict: true };
      const expected =
        wire === "responses"
          ? {
              instructions: "Review this.",
              text: { format: { type: "json_schema", ...form } },
              reasoning: { effort: "medium", summary: "auto" },
              max_output_tokens: 32_000,
              prompt_cache_key: "repository",
            }
          : {
              response_format: { type: "json_schema", json_schema: form },
              reasoning_effort: "medium",
              max_completion_tokens: 32_000,
              stream_options: { include_usage: true },
            };
      assert.deepEqual(body, { ...body, ...JSON.parse(JSON.stringify(expected)) });
      assert.equal("prompt_cache_key" in body, wire === "responses");
    });

    it("asks no effort of a model that does not reason, and no more output than the model has", async () => {
      server.offer(["gpt-4.1"]);
      const end = endOf(
        await askOnce(settingsFor(server, wire, { model: "gpt-4.1", outputReserve: 60_000 })),
      );
      assert.equal(end.kind, "finished");
      const [request] = server.requests;
      const body = request?.body as Record<string, unknown>;
      assert.equal("reasoning" in body || "reasoning_effort" in body, false);
      assert.equal(body[wire === "responses" ? "max_output_tokens" : "max_completion_tokens"], 32_768);
    });

    it("takes a base URL with a slash at its end, and one without a version, as they are", async () => {
      const end = endOf(await askOnce(settingsFor({ ...server, baseUrl: `${server.baseUrl}/` }, wire)));
      assert.equal(end.kind, "finished");
      const bare = endOf(
        await askOnce(settingsFor({ ...server, baseUrl: server.baseUrl.replace("/v1", "") }, wire)),
      );
      assert.equal(bare.kind === "failed" && bare.fault.code, "endpointMissing");
      assert.equal(server.requests[1]?.path, wire === "responses" ? "/responses" : "/chat/completions");
    });

    it("books its own count where no usage is reported, and says so", async () => {
      server.fail.next({ kind: "noUsage" });
      const end = endOf(await askOnce(settingsFor(server, wire)));
      assert.equal(end.kind, "finished");
      assert.equal(end.spent.reported, false);
      assert.equal(end.spent.inputTokens, question.inputTokens);
      assert.ok(end.spent.outputTokens > 0);
    });

    it("says who answered", async () => {
      server.fail.next({ kind: "otherModel", model: "somebody-else" });
      assert.equal(endOf(await askOnce(settingsFor(server, wire))).spent?.answeredBy, "somebody-else");
    });

    for (const name of wire === "responses"
      ? [
          "reasoning.summary",
          "reasoning.effort",
          "reasoning",
          "text.format.strict",
          "prompt_cache_key",
          "max_output_tokens",
        ]
      : [
          "store",
          "stream_options",
          "reasoning_effort",
          "max_completion_tokens",
          "response_format.json_schema.strict",
        ]) {
      it(`leaves out ${name} where it is refused: once, and from then on`, async () => {
        await server.close();
        server = await startStandIn({ answer: () => value, refuses: [name] });
        const patience = impatience();
        const ask = openAsk(settingsFor(server, wire, { patience }));
        assert.equal(endOf(await eventsOf(ask)).kind, "finished");
        assert.equal(server.requests.length, 2);
        assert.equal(endOf(await eventsOf(ask)).kind, "finished");
        assert.equal(server.requests.length, 3, "the second round knows it already");
        assert.deepEqual(patience.waits, []);
      });
    }

    it("leaves out what a gateway objects to in its own words, but gives up when that changes nothing", async () => {
      const name = wire === "responses" ? "reasoning.summary" : "stream_options";
      const objection = {
        kind: "status",
        status: 400,
        body: JSON.stringify({ detail: `Extra field: ${name}.` }),
      } as const;
      server.fail.next(objection);
      assert.equal(endOf(await askOnce(settingsFor(server, wire))).kind, "finished");
      server.fail.next(objection, objection);
      const end = endOf(await askOnce(settingsFor(server, wire)));
      assert.equal(end.kind === "failed" && end.fault.code, "requestRefused");
      assert.equal(server.requests.length, 4);
    });

    it("keeps `store: false` in whatever else is refused", async () => {
      server.fail.next({
        kind: "status",
        status: 400,
        code: "unsupported_parameter",
        param: "temperature",
        message: "No.",
      });
      const end = endOf(await askOnce(settingsFor(server, wire)));
      assert.equal(end.kind === "failed" && end.fault.code, "requestRefused");
      assert.equal(server.requests.length, 1);
    });

    it("sends no header but those it names", async () => {
      await askOnce(settingsFor(server, wire));
      const names = Object.keys(server.requests[0]?.headers ?? {}).sort();
      const fromFetch = [
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "host",
        "sec-fetch-mode",
      ];
      assert.deepEqual(
        names.filter((name) => !fromFetch.includes(name)),
        ["accept", "authorization", "content-type", "user-agent"],
      );
    });

    it("sends no authorization without a key", async () => {
      await askOnce(settingsFor(server, wire, { key: null }));
      assert.equal(server.requests[0]!.headers.authorization, undefined);
    });
  });
}
