/** Findings told twice: the same one counts once, and no other is lost. */

import assert from "node:assert/strict";
import { merge } from "../../../src/finding/merge.ts";
import { aFinding } from "../../support/outcome.ts";

describe("Taking in a finding", () => {
  const known = aFinding({ id: "F1", title: "The loop reads past the end" });

  it("keeps the first telling of what is told twice, in other words too", () => {
    for (const title of [
      known.title,
      "the LOOP reads past the end!",
      "Loop reads one item past the end of items",
    ]) {
      assert.deepEqual(merge([known], aFinding({ id: "F2", title })), [known]);
    }
  });

  it("adds another finding at the same line, and the same one at another line", () => {
    const others = [
      aFinding({ id: "F2", title: "A price that is missing makes the sum NaN" }),
      aFinding({ id: "F2", fingerprint: "fedcba9876543210" }),
      aFinding({ id: "F2", startLine: 40, endLine: 40 }),
      aFinding({ id: "F2", side: "old" }),
    ];
    for (const other of others) assert.deepEqual(merge([known], other), [known, other]);
  });
});
