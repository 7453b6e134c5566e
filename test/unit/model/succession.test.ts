/** What happens when the model is not there: who is asked instead, who is asked first, and what is remembered. */

import assert from "node:assert/strict";
import { openAsk, type AskSettings, type DearerOffer } from "../../../src/model/ask.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import { describeRequest } from "../../../src/model/preview.ts";
import {
  askOnce,
  endOf,
  eventsOf,
  question,
  settingsFor,
  textOfAnswer,
  wires,
} from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn } from "../../support/endpoint/standIn.ts";

const fallbackModels = ["gpt-6.1-terra", "gpt-6-luna"];
const prices: Readonly<Record<string, number | null>> = {
  "o4-mini": 0.4,
  "gpt-6.1-terra": 0.5,
  "gpt-6-luna": 0.05,
};

for (const wire of wires) {
  describe(`A model that is not there, over ${wire}`, () => {
    let server: StandIn;
    const offers: DearerOffer[] = [];
    let isPermitted = false;
    beforeEach(async () => {
      server = await startStandIn({ models: ["gpt-6.1-terra", "gpt-6-luna"] });
      offers.length = 0;
      isPermitted = false;
    });
    afterEach(async () => server.close());

    function settings(part: Partial<AskSettings> = {}): AskSettings {
      return settingsFor(server, wire, {
        fallbackModels,
        worstUsdWith: (model) => prices[model] ?? null,
        permitDearer: async (offer) => {
          offers.push(offer);
          return isPermitted;
        },
        ...part,
      });
    }

    const askedModels = (): readonly unknown[] =>
      server.requests.map(({ body }) => (body as { model: string }).model);

    it("of a gateway that names vendors is replaced by a fallback under its vendor", async () => {
      server.offer(["openai/gpt-6-luna"]);
      const worstUsdWith = (model: string) => prices[model.replace("openai/", "")] ?? null;
      const events = await eventsOf(
        openAsk(settings({ model: "openai/o4-mini", worstUsdWith, permitDearer: async () => true })),
      );
      assert.notEqual(textOfAnswer(events), "");
      assert.deepEqual(askedModels(), ["openai/o4-mini", "openai/gpt-6.1-terra", "openai/gpt-6-luna"]);
    });

    it("is replaced by the first fallback, announced once before its answer, and remembered", async () => {
      const ask = openAsk(settings());
      const events = await eventsOf(ask);
      const kinds = events.map(({ kind }) => kind);
      assert.equal(kinds.filter((kind) => kind === "replaced").length, 1);
      assert.equal(kinds[0], "replaced");
      assert.deepEqual(events[0], { kind: "replaced", model: "o4-mini", by: "gpt-6.1-terra" });
      assert.notEqual(textOfAnswer(events), "");
      const end = endOf(events);
      assert.equal(end.kind, "finished");
      assert.equal(end.spent.model, "gpt-6.1-terra");
      assert.equal(end.spent.answeredBy, "gpt-6.1-terra");
      assert.deepEqual(offers, [], "a quarter above the price that was shown is within it");

      const later = await eventsOf(ask);
      assert.equal(endOf(later).kind, "finished");
      assert.ok(!later.some(({ kind }) => kind === "replaced"));
      assert.deepEqual(askedModels(), ["o4-mini", "gpt-6.1-terra", "gpt-6.1-terra"]);
    });

    it("is replaced by the first that is there", async () => {
      server.offer(["gpt-6-luna"]);
      const events = await askOnce(settings());
      const replaced = events.filter(({ kind }) => kind === "replaced");
      assert.deepEqual(replaced, [{ kind: "replaced", model: "o4-mini", by: "gpt-6-luna" }]);
      assert.equal(endOf(events).spent?.model, "gpt-6-luna");
    });

    it("is known from the words of a gateway, too", async () => {
      const body = JSON.stringify({ error: { message: "o4-mini is not a valid model ID", code: 400 } });
      const ollama = JSON.stringify({
        error: { message: 'model "o4-mini" not found, try pulling it first', type: "api_error" },
      });
      const project = JSON.stringify({
        error: { message: "Project `p` does not have access to model `o4-mini`", code: "model_not_found" },
      });
      for (const [status, words] of [
        [400, body],
        [404, ollama],
        [403, project],
      ] as const) {
        server.fail.next({ kind: "status", status, body: words });
        assert.equal(endOf(await askOnce(settings())).spent?.model, "gpt-6.1-terra", words);
      }
    });

    it("asks a person first where the other costs over a quarter more, or nobody knows what", async () => {
      for (const worstUsd of [0.51, null]) {
        const dearer = settings({ worstUsdWith: (model) => (model === "o4-mini" ? 0.4 : worstUsd) });
        offers.length = 0;
        isPermitted = false;
        const refused = endOf(await askOnce(dearer));
        assert.deepEqual(refused.kind === "failed" && refused.fault, {
          code: "fallbackTooDear",
          args: {
            host: new URL(server.baseUrl).host,
            model: "o4-mini",
            by: "gpt-6.1-terra",
            worstUsd: worstUsd ?? "",
          },
        });
        assert.deepEqual(offers, [{ model: "o4-mini", by: "gpt-6.1-terra", worstUsd }]);
        assert.equal(askedModels().at(-1), "o4-mini", "and sends nothing to it");
        isPermitted = true;
        assert.equal(endOf(await askOnce(dearer)).kind, "finished");
      }
    });

    it("does not ask about the price of another where its own was unknown, too", async () => {
      const end = endOf(await askOnce(settings({ worstUsdWith: () => null })));
      assert.equal(end.kind, "finished");
      assert.deepEqual(offers, []);
    });

    it("asks a person once: a no holds for the rounds that follow", async () => {
      const ask = openAsk(settings({ worstUsdWith: (model) => (model === "o4-mini" ? 0.1 : 1) }));
      const first = endOf(await eventsOf(ask));
      const second = endOf(await eventsOf(ask));
      assert.deepEqual(first.kind === "failed" && first.fault, second.kind === "failed" && second.fault);
      assert.equal(offers.length, 1);
      assert.equal(second.spent, null);
      assert.equal(server.requests.length, 1);
    });

    it("is found out together by rounds that run together: a person is asked once", async () => {
      isPermitted = true;
      const ask = openAsk(settings({ worstUsdWith: (model) => (model === "o4-mini" ? 0.1 : 1) }));
      const gates = [server.gate("headers"), server.gate("headers")];
      const both = Promise.all([eventsOf(ask), eventsOf(ask)]);
      await Promise.all(gates.map(({ reached }) => reached));
      gates.forEach((gate) => gate.open());
      const answers = await both;
      assert.deepEqual(
        answers.map((events) => endOf(events).kind),
        ["finished", "finished"],
      );
      assert.equal(answers.flat().filter(({ kind }) => kind === "replaced").length, 1);
      assert.equal(offers.length, 1);
    });

    it("ends at once when the review is stopped while a person is asked", async () => {
      const stop = new AbortController();
      const asking = settings({
        worstUsdWith: (model) => (model === "o4-mini" ? 0.1 : 1),
        permitDearer: async () => {
          stop.abort();
          return new Promise(() => undefined);
        },
      });
      const end = endOf(await askOnce(asking, stop.signal));
      assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
    });

    it("leaves out a fallback whose window is too small for the question", async () => {
      const long = { ...question, inputTokens: 190_000 };
      server.offer(["o3", "gpt-6-luna"]);
      const ask = openAsk(
        settings({ fallbackModels: ["o3", "unheard-of", "gpt-6-luna"], worstUsdWith: () => 1 }),
      );
      const end = endOf(await eventsOf(ask, undefined, long));
      assert.equal(end.spent?.model, "gpt-6-luna");
      assert.deepEqual(askedModels(), ["o4-mini", "gpt-6-luna"]);
    });

    it("says who else was tried when nobody is there", async () => {
      server.offer([]);
      const ask = openAsk(settings());
      const end = endOf(await eventsOf(ask));
      assert.deepEqual(end.kind === "failed" && end.fault, {
        code: "unknownModel",
        args: { host: new URL(server.baseUrl).host, model: "o4-mini", tried: "gpt-6.1-terra, gpt-6-luna" },
      });
      await eventsOf(ask);
      assert.equal(server.requests.length, 3, "and asks nobody in vain a second time");
    });

    describe("and whose successor is remembered", () => {
      it("is not asked again: the successor is, announced as before", async () => {
        const remembering = settings({ memory: inMemory() });
        await askOnce(remembering);
        const events = await askOnce(remembering);
        assert.equal(endOf(events).spent?.model, "gpt-6.1-terra");
        assert.deepEqual(
          events.filter(({ kind }) => kind === "replaced"),
          [{ kind: "replaced", model: "o4-mini", by: "gpt-6.1-terra" }],
        );
        assert.deepEqual(askedModels(), ["o4-mini", "gpt-6.1-terra", "gpt-6.1-terra"]);
        const { body } = describeRequest(remembering, question);
        assert.equal(server.requests.at(-1)?.raw.toString(), JSON.stringify(body), "as its preview says");
      });

      it("asks a person each time where the successor is dearer", async () => {
        isPermitted = true;
        const memory = inMemory();
        const dearer = settings({ memory, worstUsdWith: (model) => (model === "o4-mini" ? 0.1 : 1) });
        await askOnce(dearer);
        assert.equal(offers.length, 1);
        isPermitted = false;
        const end = endOf(await askOnce(dearer));
        assert.equal(end.kind === "failed" && end.fault.code, "fallbackTooDear");
        assert.equal(offers.length, 2);
        assert.deepEqual(askedModels(), ["o4-mini", "gpt-6.1-terra"], "and sends nothing after a no");
      });

      it("asks a person once where two rounds begin together", async () => {
        isPermitted = true;
        const memory = inMemory();
        const dearer = settings({ memory, worstUsdWith: (model) => (model === "o4-mini" ? 0.1 : 1) });
        await askOnce(dearer);
        const ask = openAsk(dearer);
        await Promise.all([eventsOf(ask), eventsOf(ask)]);
        await eventsOf(ask);
        assert.equal(offers.length, 2);
      });

      it("is asked itself, and then the others, where the successor is gone, too", async () => {
        const remembering = settings({ memory: inMemory() });
        await askOnce(remembering);
        server.offer(["gpt-6-luna"]);
        assert.equal(endOf(await askOnce(remembering)).spent?.model, "gpt-6-luna");
        assert.deepEqual(askedModels().slice(2), ["gpt-6.1-terra", "o4-mini", "gpt-6-luna"]);
        await askOnce(remembering);
        assert.equal(askedModels().at(-1), "gpt-6-luna", "and the newer one is remembered");
      });

      it("is asked first again once it has answered, and nobody is announced then", async () => {
        const remembering = settings({ memory: inMemory() });
        await askOnce(remembering);
        server.offer(["o4-mini"]);
        const events = await askOnce(remembering);
        assert.ok(!events.some(({ kind }) => kind === "replaced"));
        server.offer(["o4-mini", "gpt-6.1-terra"]);
        await askOnce(remembering);
        assert.deepEqual(askedModels().slice(2), ["gpt-6.1-terra", "o4-mini", "o4-mini"]);
      });

      it("is asked first where the successor is no fallback model any more, or where the endpoint is another", async () => {
        const memory = inMemory();
        await askOnce(settings({ memory }));
        await askOnce(settings({ memory, fallbackModels: ["gpt-6-luna"] }));
        assert.deepEqual(askedModels().slice(2), ["o4-mini", "gpt-6-luna"]);
        const other = await startStandIn();
        const elsewhere = { ...settingsFor(other, wire, { memory }), fallbackModels };
        assert.equal(endOf(await askOnce(elsewhere)).spent?.model, "o4-mini");
        await other.close();
      });
    });

    for (const [what, status, code] of [
      ["a wrong key", 401, "invalid_api_key"],
      ["a closed region", 403, "unsupported_country"],
      ["a missing path", 404, ""],
      ["a full account", 429, "insufficient_quota"],
      ["a broken server", 500, "server_error"],
      ["too long a prompt", 400, "context_length_exceeded"],
    ] as const) {
      it(`is not suspected behind ${what}`, async () => {
        server.offer(["o4-mini", ...fallbackModels]);
        server.fail.next(...Array.from({ length: 4 }, () => ({ kind: "status", status, code }) as const));
        const events = await askOnce(settings());
        assert.equal(endOf(events).kind, "failed");
        assert.deepEqual(new Set(askedModels()), new Set(["o4-mini"]));
      });
    }
  });
}
