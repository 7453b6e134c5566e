/** Whether an answer has the promised form, and where in plain words it stands. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { answerReader } from "../../../src/finding/read.ts";
import { answerWith, misfitOf } from "../../../src/model/promised.ts";

const finding = {
  path: "a.ts",
  side: "new",
  startLine: 1,
  endLine: 1,
  quote: "x",
  explanation: "So.",
  title: "A fault",
  category: "other",
  severity: "minor",
  confidence: 1,
  fix: null,
};

/** Texts that like to break whoever looks for braces and quotes. */
const awkward = fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", "a", "\n", "[", "é", ":", " ") });

const answers = fc.record({
  verdicts: fc.constant([]),
  findings: fc.array(
    fc.record({ title: awkward, quote: awkward }).map((texts) => ({ ...finding, ...texts })),
  ),
  reply: awkward,
  summary: awkward,
});

describe("The form of an answer", () => {
  it("is there in every good answer, and in none that lost its end", () => {
    fc.assert(
      fc.property(answers, fc.nat(), (answer, at) => {
        const text = JSON.stringify(answer);
        assert.equal(misfitOf(text), null);
        assert.notEqual(misfitOf(text.slice(0, at % text.length)), null);
      }),
    );
  });

  it("is there exactly where the review can read it to its end", () => {
    const texts = fc.oneof(
      answers.map((answer) => JSON.stringify(answer)),
      answers.map((answer) => `Here: ${JSON.stringify(answer)} }{`),
      fc.json(),
      awkward,
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reader = answerReader();
        reader.push(text);
        assert.equal(misfitOf(text) === null, reader.end().kind === "complete", text);
      }),
    );
  });
});

describe("An answer in plain words", () => {
  const whole = (id: string, answer: object): string => JSON.stringify({ request: id, ...answer });

  it("is found whatever stands around it", () => {
    fc.assert(
      fc.property(answers, awkward, awkward, (answer, before, after) => {
        const id = randomUUID();
        assert.equal(answerWith(id, before + whole(id, answer) + after), whole(id, answer));
      }),
    );
  });

  it("is the last of several", () => {
    const id = randomUUID();
    const [first, last] = [whole(id, { summary: "first" }), whole(id, { summary: "last" })];
    assert.equal(answerWith(id, `${first} No, rather: ${last} Done.`), last);
    assert.equal(answerWith(id, `${first} No, rather: ${last.slice(0, -5)}`), first, "the last whole one");
  });

  it("is not one with another id, nor without", () => {
    const id = randomUUID();
    for (const text of [
      whole(randomUUID(), {}),
      JSON.stringify({ findings: [], verdicts: [] }),
      `The id is ${id}: {"findings": []}`,
      "",
    ]) {
      assert.equal(answerWith(id, text), "", text);
    }
  });

  it("is at least its beginning where it breaks off, so that what is complete in it is kept", () => {
    const id = randomUUID();
    const text = `Well: ${whole(id, { findings: [finding, finding] })}`.slice(0, -100);
    const reader = answerReader();
    const kinds = reader.push(answerWith(id, text)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["finding"]);
    assert.equal(reader.end().kind, "cut");
  });

  it("is looked for in linear time, whoever repeats its beginning", () => {
    const id = randomUUID();
    const opening = `{"request":"${id}",`;
    assert.equal(answerWith(id, opening.repeat(100_000)), opening);
  });
});
