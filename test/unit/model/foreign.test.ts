/** What comes over the wire may be anything: it is read without trust, and never breaks what reads it. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { chatWire } from "../../../src/model/chat.ts";
import { responsesWire } from "../../../src/model/responses.ts";
import { readError, readRefusal } from "../../../src/model/trouble.ts";

const event = fc.oneof(
  fc.jsonValue(),
  fc.record({
    type: fc.constantFrom("response.completed", "response.incomplete", "response.failed"),
    response: fc.jsonValue(),
  }),
  fc.record({ type: fc.constant("response.output_text.delta"), delta: fc.jsonValue() }),
  fc.record({
    choices: fc.array(fc.record({ delta: fc.jsonValue(), finish_reason: fc.jsonValue() })),
    usage: fc.jsonValue(),
  }),
);

describe("Foreign values", () => {
  it("are heard on both wires without an exception, as text or not at all", () => {
    fc.assert(
      fc.property(event, (value) => {
        for (const wire of [responsesWire, chatWire]) {
          const { text, usage } = wire.hear(value);
          assert.ok(text === undefined || typeof text === "string");
          for (const count of Object.values(usage ?? {})) assert.ok(Number.isInteger(count) && count >= 0);
        }
      }),
    );
  });

  it("make a refusal of any body, with a message of 300 characters on one line at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
        const { message, code, param } = readRefusal(status, body, () => null, 0);
        assert.ok(message.length <= 300 && !/[\r\n]/.test(message));
        assert.ok(typeof code === "string" && typeof param === "string");
      }),
    );
  });

  for (const [what, body, expected] of [
    [
      "the provider's form",
      { error: { message: "No.", type: "invalid", param: "store", code: "bad" } },
      ["No.", "store", "bad"],
    ],
    [
      "a form without a code",
      { error: { message: "No.", type: "invalid_request_error" } },
      ["No.", "", "invalid_request_error"],
    ],
    ["a mere text", { error: "No." }, ["No.", "", ""]],
    ["no wrapping", { message: "No.", code: "bad" }, ["No.", "", "bad"]],
    ["a detail", { detail: "No." }, ["No.", "", ""]],
  ] as const) {
    it(`give their reason in ${what}`, () => {
      const { message, param, code } = readRefusal(400, JSON.stringify(body), () => null, 0);
      assert.deepEqual([message, param, code], expected);
    });
  }

  it("that are pages give no reason: markup says nothing to people", () => {
    assert.equal(readRefusal(403, "<!doctype html><title>Blocked</title>", () => null, 0).message, "");
  });

  it("may hold the status that a gateway met upstream in place of a code", () => {
    assert.equal(readError({ code: 502, message: "Upstream." }).status, 502);
    assert.equal(readError({ code: 7, message: "Odd." }).status, null);
  });
});
