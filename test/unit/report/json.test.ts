/** JSON that is parsed, or runs over a terminal. */

import assert from "node:assert/strict";
import { toJson } from "../../../src/report/json.ts";
import { aFinding, anOutcome } from "../../support/outcome.ts";

describe("The outcome as JSON", () => {
  const hostile = "\u001b[2J \u009b31m \u202enow \u200b \u{e0041} \u2028 日本語 😀";
  const outcome = anOutcome({ summary: hostile, findings: [aFinding({ title: hostile })] });

  it("is the outcome again for whoever parses it", () => {
    assert.deepEqual(JSON.parse(toJson(outcome)), outcome);
  });

  it("holds nothing that a terminal would obey or not show, and leaves letters alone", () => {
    const printed = toJson(outcome);
    assert.doesNotMatch(printed, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?<!\n)/u);
    assert.match(printed, /日本語 😀/);
  });
});
