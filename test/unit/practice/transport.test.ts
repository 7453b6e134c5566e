/** Practice as a transport: the events of an answer, from inside the process. */

import assert from "node:assert/strict";
import { answerReader } from "../../../src/finding/read.ts";
import type { AskEvent, Question } from "../../../src/model/asking.ts";
import { costUsd } from "../../../src/model/price.ts";
import { practiceModel, practiseAsk } from "../../../src/practice/transport.ts";

const material = [
  "The key of this material is 0123",
  "[[0123 diff a.ts]]",
  "(modified)",
  "@@ new 1-2",
  "1+|debugger;",
  "2+|for (let i = 0; i <= list.length; i++) {",
  "[[0123 end]]",
  "",
].join("\n");
const question: Question = { instructions: "", messages: [material], inputTokens: 123 };

describe("Asking in practice", () => {
  it("streams an answer in stretches, and ends once, with nothing to pay", async () => {
    const reader = answerReader();
    const kinds: string[] = [];
    let last: AskEvent | undefined;
    for await (const event of practiseAsk()(question, new AbortController().signal)) {
      last = event;
      if (event.kind === "text") kinds.push(...reader.push(event.text).map(({ kind }) => kind), ".");
    }
    assert.match(kinds.join(" "), /^\..* finding \. .*finding \. .*summary/);
    assert.deepEqual(reader.end(), { kind: "complete" });
    assert.ok(last?.kind === "finished");
    const { spent } = last;
    assert.deepEqual(
      [spent.model, spent.answeredBy, spent.requests, spent.inputTokens, spent.reported],
      [practiceModel, practiceModel, 0, 123, true],
    );
    assert.equal(costUsd(spent.answeredBy, spent), 0);
  });

  it("stops as soon as it is told to", async () => {
    const stop = new AbortController();
    const events: AskEvent[] = [];
    for await (const event of practiseAsk()(question, stop.signal)) {
      events.push(event);
      stop.abort();
    }
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["text", "failed"],
    );
    const [, end] = events;
    assert.ok(end?.kind === "failed" && end.fault.code === "interrupted");
  });
});
