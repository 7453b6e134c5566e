/** The one form of answers: what the wire is told, what the compiler knows and what is checked are the same. */

import assert from "node:assert/strict";
import { Ajv } from "ajv";
import fc from "fast-check";
import { answerJson, isAnswer, isFoundFinding, isVerdict } from "../../../src/prompt/answer.ts";

const finding = {
  path: "a.js",
  side: "new",
  startLine: 1,
  endLine: 1,
  quote: "a",
  explanation: "b",
  title: "c",
  category: "correctness",
  severity: "minor",
  confidence: 0.5,
  fix: { startLine: 1, endLine: 1, replacement: ["d"] },
};
const verdict = { finding: "F1", reason: "e", holds: "yes" };
const answer = {
  verdicts: [verdict],
  findings: [finding, { ...finding, fix: null }],
  reply: "",
  summary: "f",
};

type Json = Readonly<Record<string, unknown>>;

function everySchema(schema: unknown): readonly Json[] {
  if (typeof schema !== "object" || schema === null) return [];
  return [schema as Json, ...Object.values(schema).flatMap(everySchema)];
}

describe("The form of an answer", () => {
  it("closes every object and requires all of its keys, as strict outputs want it", () => {
    const objects = everySchema(answerJson).filter(({ type }) => type === "object");
    assert.equal(objects.length, 4);
    for (const { additionalProperties, required, properties } of objects) {
      assert.equal(additionalProperties, false);
      assert.deepEqual(required, Object.keys(properties as Json));
    }
    assert.equal(answerJson.type, "object");
  });

  it("has no word that the check does not know", () => {
    const known = ["type", "enum", "anyOf", "properties", "required", "additionalProperties", "items"];
    const walk = (schema: Json): readonly string[] => [
      ...Object.keys(schema),
      ...[
        schema.items,
        ...((schema.anyOf ?? []) as Json[]),
        ...Object.values((schema.properties ?? {}) as Json),
      ].flatMap((each) => (each === undefined ? [] : walk(each as Json))),
    ];
    assert.deepEqual([...new Set(walk(answerJson))].sort(), known.sort());
  });

  it("keeps to the words that every service takes", () => {
    const text = JSON.stringify(answerJson);
    const avoided =
      /"(minLength|maxLength|pattern|format|default|oneOf|allOf|not|if|\$ref|\$defs|minimum|maximum)":/;
    assert.doesNotMatch(text, avoided);
    assert.match('{"pattern":"x"}', avoided);
  });

  it("has verdicts first and findings before the summary, since keys come back in this order", () => {
    assert.deepEqual(Object.keys(answerJson.properties as Json), [
      "verdicts",
      "findings",
      "reply",
      "summary",
    ]);
  });

  it("is plain JSON", () => {
    assert.deepEqual(answerJson, JSON.parse(JSON.stringify(answerJson)));
  });

  it("takes what has the form", () => {
    assert.ok(isAnswer(answer));
    assert.ok(isFoundFinding(finding));
    assert.ok(isVerdict(verdict));
  });

  it("refuses what a careless service makes of it", () => {
    const { title: _, ...untitled } = finding;
    for (const wrong of [
      untitled,
      { ...finding, more: 1 },
      { ...finding, severity: "huge" },
      { ...finding, startLine: "1" },
      null,
      [],
      7,
    ]) {
      assert.equal(isFoundFinding(wrong), false, JSON.stringify(wrong));
    }
    assert.equal(isVerdict({ ...verdict, holds: "maybe" }), false);
  });

  it("is checked as another validator checks its schema, whatever comes", () => {
    const oracle = new Ajv({ strict: false }).compile(answerJson);
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(finding, verdict, [finding], [verdict], null, 1, 1.5, "new", "yes"),
    );
    const almost = fc.record(
      {
        verdicts: fc.oneof({ weight: 9, arbitrary: fc.constant([verdict]) }, odd),
        findings: fc.oneof(
          fc.array(
            fc
              .tuple(fc.constantFrom(...Object.keys(finding), "extra"), odd)
              .map(([key, value]) => ({ ...finding, [key]: value })),
          ),
          odd,
        ),
        reply: fc.oneof({ weight: 9, arbitrary: fc.string() }, odd),
        summary: fc.oneof({ weight: 9, arbitrary: fc.string() }, odd),
      },
      { requiredKeys: ["verdicts", "findings", "reply"] },
    );
    let good = 0;
    fc.assert(
      fc.property(almost, (value) => {
        const expected = oracle(value);
        if (expected) good += 1;
        assert.equal(isAnswer(value), expected);
      }),
      { numRuns: 500 },
    );
    assert.ok(good > 5 && good < 495, `${good} were good`);
  });
});
