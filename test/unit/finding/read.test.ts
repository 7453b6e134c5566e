/** Reading an answer while it grows: each finding when its brace closes, whatever the rest is like. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { answerReader, type AnswerEnd, type AnswerEvent } from "../../../src/finding/read.ts";
import { aFoundFinding } from "./shownTexts.ts";

function read(...stretches: readonly string[]): { events: AnswerEvent[]; end: AnswerEnd["kind"] } {
  const reader = answerReader();
  const events = stretches.flatMap((text) => reader.push(text));
  return { events, end: reader.end().kind };
}

const verdict = { finding: "F1", reason: "It is so.", holds: "yes" };
const one = aFoundFinding({ title: "One" });
const two = aFoundFinding({
  title: "Two 🙂",
  quote: 'a "quote" {',
  fix: { startLine: 1, endLine: 1, replacement: ["}", "]"] },
});
const answer = { verdicts: [verdict], findings: [one, two], reply: "", summary: "Two things." };
const text = JSON.stringify(answer);
const everything: readonly AnswerEvent[] = [
  { kind: "verdict", verdict: { finding: "F1", reason: "It is so.", holds: "yes" } },
  { kind: "finding", finding: one },
  { kind: "finding", finding: two },
  { kind: "summary", summary: "Two things." },
];

/** Parsed objects have no other prototype than ours. */
function plain(events: readonly AnswerEvent[]): unknown {
  return JSON.parse(JSON.stringify(events));
}

describe("Reading an answer", () => {
  it("gives what it holds, in its order, however it is cut into stretches", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 30 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
        const stretches = edges.slice(1).map((end, index) => text.slice(edges[index], end));
        const { events, end } = read(...stretches);
        assert.deepEqual(plain(events), plain(everything));
        assert.equal(end, "complete");
      }),
    );
    assert.deepEqual(
      plain(read(...text.split("")).events),
      plain(everything),
      "between halves of a character, too",
    );
  });

  it("gives a finding with its closing brace, not a character later", () => {
    const reader = answerReader();
    const brace = text.indexOf("}", text.indexOf('"fix":null')) + 1;
    assert.deepEqual(
      reader.push(text.slice(0, brace - 1)).map(({ kind }) => kind),
      ["verdict"],
    );
    assert.deepEqual(
      reader.push("}").map(({ kind }) => kind),
      ["finding"],
    );
  });

  it("does not mind a code block and words around it, nor keys in another order", () => {
    const { summary, reply, findings, verdicts } = answer;
    const turned = JSON.stringify({ summary, reply, findings, verdicts }, null, 2);
    for (const stretches of [
      [`Here it is {see below}:\n\`\`\`json\n${turned}\n\`\`\`\nBye {"x": [}`],
      ["Here: {", ` \n${turned.slice(1)}`],
    ]) {
      const { events, end } = read(...stretches);
      assert.equal(end, "complete");
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ["summary", "finding", "finding", "verdict"],
      );
    }
  });

  it("counts elements without the promised form, and goes on", () => {
    const findings = [one, 7, { ...one, severity: "huge" }, null, ["x"], two];
    const { events, end } = read(JSON.stringify({ ...answer, findings }));
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["verdict", "finding", "invalid", "invalid", "invalid", "invalid", "finding", "summary"],
    );
    assert.equal(end, "complete");
  });

  it("says how it ended", () => {
    assert.equal(read().end, "empty");
    assert.equal(read(" \n").end, "empty");
    assert.equal(read("I would be happy to help!").end, "notJson");
    assert.equal(read('{"error": "no such model"}').end, "notJson");
    assert.equal(read('{"findings": 7, "summary": ""}').end, "notJson");
    assert.equal(read(text.slice(0, -1)).end, "cut");
    assert.equal(read('{"findings": []}').end, "complete");
    assert.equal(
      read(JSON.stringify({ verdicts: [verdict] })).end,
      "complete",
      "a second look that left the rest out",
    );
  });

  it("keeps what was complete before it broke", () => {
    const { events, end } = read(`{"findings":[${JSON.stringify(one)}, oops`, JSON.stringify(two));
    assert.deepEqual(plain(events), plain([{ kind: "finding", finding: one }]));
    assert.equal(end, "notJson");
  });

  it("takes no more elements and no longer strings than an honest answer has", () => {
    const many = read(JSON.stringify({ ...answer, findings: Array<unknown>(600).fill(one) }));
    assert.equal(many.events.filter(({ kind }) => kind === "finding").length, 500);
    assert.equal(many.events.filter(({ kind }) => kind === "invalid").length, 100);
    const long = "x".repeat(20_001);
    for (const finding of [
      { ...one, quote: long },
      { ...one, fix: { startLine: 1, endLine: 1, replacement: [long] } },
    ]) {
      assert.equal(read(JSON.stringify({ ...answer, findings: [finding] })).events[1]?.kind, "invalid");
    }
    const [summary] = read(JSON.stringify({ summary: long, findings: [] })).events;
    assert.equal(summary?.kind === "summary" && summary.summary.length, 20_000);
  });

  it("gives up on what is nested to slow it down", () => {
    const deep = `{"findings":[${JSON.stringify(one)},${"[".repeat(200_000)}${"1,".repeat(200_000)}`;
    const { events, end } = read(...(deep.match(/[^]{1,1000}/g) ?? []));
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["finding"],
    );
    assert.equal(end, "notJson");
  });

  it("takes a key that poses as a prototype for what it is", () => {
    const { events } = read(`{"findings":[{"__proto__":${JSON.stringify(one)}}],"summary":""}`);
    assert.equal(events[0]?.kind, "invalid");
  });
});
