/** One more turn: for an answer that could not be read, and for reasoning that left no room for one. */

import assert from "node:assert/strict";
import { openAsk, type AskSettings } from "../../../src/model/ask.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { answerJson } from "../../../src/prompt/answer.ts";
import { askForForm, type Misfit } from "../../../src/prompt/spelled.ts";
import { laterRoundTokens } from "../../../src/prompt/rounds.ts";
import { askOnce, endOf, eventsOf, question, settingsFor, wires } from "../../support/endpoint/asking.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../support/endpoint/standIn.ts";

const finding = {
  path: "cart.js",
  side: "new",
  startLine: 3,
  endLine: 3,
  quote: "i <= items.length",
  explanation: "It reads past the end.",
  title: "The loop reads past the end",
  category: "correctness",
  severity: "major",
  confidence: 0.9,
  fix: null,
};
const value = { verdicts: [], findings: [finding], reply: "", summary: "One mistake." };
const good = JSON.stringify(value);

const broken: readonly (readonly [string, string, Misfit])[] = [
  ["empty", "", "empty"],
  ["blank", "  \n", "empty"],
  ["prose", "I see no problem here.", "notJson"],
  ["cut off", good.slice(0, -30), "notJson"],
  ["malformed", good.replace('"side":', "'side':"), "notJson"],
  ["of a form of its own", JSON.stringify({ issues: [{ line: 3 }] }), "otherForm"],
  ["full of findings of another form", JSON.stringify({ ...value, findings: [{ line: 3 }] }), "otherForm"],
];

for (const wire of wires) {
  describe(`One more turn over ${wire}`, () => {
    let server: StandIn;
    async function start(answers: readonly unknown[], options: StandInOptions = {}): Promise<void> {
      let asked = 0;
      server = await startStandIn({ answer: () => answers[asked++] ?? value, ...options });
    }
    afterEach(async () => server.close());

    async function ask(part: Partial<AskSettings> = {}) {
      const events = await askOnce(settingsFor(server, wire, part));
      // What the story reads: with each `again` a new text begins.
      const texts = [""];
      for (const event of events) {
        if (event.kind === "again") texts.push("");
        if (event.kind === "text") texts.push((texts.pop() ?? "") + event.text);
      }
      return { end: endOf(events), texts };
    }

    for (const [what, text, misfit] of broken) {
      it(`repairs an answer that is ${what}: same schema, one message more`, async () => {
        await start([text]);
        const { end, texts } = await ask();
        assert.equal(end.kind, "finished");
        assert.deepEqual(texts, text === "" ? [good] : [text, good]);
        const [first, second] = server.requests;
        assert.equal(server.requests.length, 2);
        assert.deepEqual(second?.messages, [...question.messages, askForForm(misfit)]);
        const form = wire === "responses" ? "text" : "response_format";
        assert.deepEqual(fieldOf(second.body, form), fieldOf(first?.body, form));
        assert.equal(end.spent.requests, 2);
      });
    }

    for (const [what, text] of [
      ["a code fence around it", `\`\`\`json\n${good}\n\`\`\``],
      ["words around it", `Here it is: ${good} I hope that helps {really}.`],
      [
        "one finding of another form among others",
        JSON.stringify({ ...value, findings: [finding, { a: 1 }] }),
      ],
      ["verdicts alone", JSON.stringify({ verdicts: [{ finding: "F1", reason: "So.", holds: "yes" }] })],
      ["nothing found", JSON.stringify({ ...value, findings: [] })],
    ] as const) {
      it(`forgives ${what}`, async () => {
        await start([text]);
        assert.equal((await ask()).end.kind, "finished");
        assert.equal(server.requests.length, 1);
      });
    }

    it("steps down when the repair is no better, and asks anew", async () => {
      await start(["No.", "No again."], { forms: ["json_schema", "json_object", "text"] });
      const { end, texts } = await ask();
      assert.equal(end.kind, "finished");
      assert.deepEqual(texts, ["No.", "No again.", good]);
      const third = server.requests[2]!;
      assert.deepEqual(third.messages, question.messages);
      if (wire === "responses") assert.equal(third.path, "/v1/chat/completions");
      else assert.equal(textOf(third.body, "response_format", "type"), "json_object");
    });

    it("says so when that is no better either, and asks no more", async () => {
      await start(["No.", "No.", "No."], { forms: ["json_schema", "json_object", "text"] });
      const { end } = await ask();
      assert.deepEqual(end.kind === "failed" && end.fault, {
        code: "badAnswer",
        args: { host: new URL(server.baseUrl).host, model: "o4-mini" },
      });
      assert.equal(server.requests.length, 3);
      assert.equal(end.spent?.requests, 3);
      assert.ok(end.spent.inputTokens > 300, "all of them are booked");
    });

    it("does not repair what was cut off on the way", async () => {
      await start([]);
      server.fail.next({ kind: "cut", after: 40, how: "end" });
      const { end } = await ask();
      assert.equal(end.kind === "failed" && end.fault.code, "streamCut");
      assert.equal(server.requests.length, 1);
    });

    const limit = wire === "responses" ? "max_output_tokens" : "max_completion_tokens";
    const limits = (): readonly unknown[] => server.requests.map(({ body }) => fieldOf(body, limit));

    it("doubles the reserve once where reasoning used it up", async () => {
      await start([]);
      server.fail.next({ kind: "incomplete", after: 0 });
      const { end, texts } = await ask();
      assert.equal(end.kind, "finished");
      assert.deepEqual(texts, [good]);
      assert.deepEqual(limits(), [32_000, 64_000]);
      assert.equal(end.spent.requests, 2);
      assert.ok(end.spent.reasoningTokens >= 128, "the thoughts of both are booked");
    });

    it("says so where the double is used up as well", async () => {
      await start([]);
      server.fail.next({ kind: "incomplete", after: 0 }, { kind: "incomplete", after: 0 });
      const { end } = await ask();
      assert.equal(end.kind === "failed" && end.fault.code, "outputUsedUp");
      assert.equal(end.kind === "failed" && end.fault.args?.["outputReserve"], 64_000);
      assert.deepEqual(limits(), [32_000, 64_000]);
    });

    it("takes no more than the model can write", async () => {
      await start([]);
      server.fail.next({ kind: "incomplete", after: 0 });
      await ask({ outputReserve: 60_000 });
      assert.deepEqual(limits(), [60_000, 100_000]);
    });

    it("takes no more than the window has left, and does not try for a little", async () => {
      await start([]);
      const long = async (inputTokens: number): Promise<void> => {
        server.fail.next({ kind: "incomplete", after: 0 });
        const asking = openAsk(settingsFor(server, wire));
        endOf(await eventsOf(asking, undefined, { ...question, inputTokens }));
      };
      await long(150_000);
      assert.deepEqual(limits(), [32_000, 48_500]);
      await long(165_000);
      assert.deepEqual(limits().slice(2), [32_000], "the rest of the window would hardly be more");
    });

    it("does not ask again where text had come", async () => {
      await start([]);
      server.fail.next({ kind: "incomplete", after: 40 });
      const { end } = await ask();
      assert.equal(end.kind === "failed" && end.fault.code, "outputUsedUp");
      assert.equal(server.requests.length, 1);
    });
  });
}

describe("The message that asks for the form", () => {
  it("fits into the room of later rounds, beside the longest of them", () => {
    for (const misfit of ["empty", "notJson", "otherForm", "withoutId"] as const) {
      const message = askForForm(misfit);
      assert.ok(message.includes(JSON.stringify(answerJson)));
      assert.ok(Buffer.byteLength(message) <= laterRoundTokens / 4);
    }
  });
});
