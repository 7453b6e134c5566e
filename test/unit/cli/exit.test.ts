/** What the exit code promises to a build. */

import assert from "node:assert/strict";
import { exitCode, type Gate } from "../../../src/cli/exit.ts";
import { aFile, aFinding, anOutcome } from "../../support/outcome.ts";

const open: Gate = { failOn: null, allowPartial: false, allowEmpty: false };
const gate: Gate = { ...open, failOn: "major" };
const partial = { complete: false, files: [aFile({ sent: "named", reason: "noRoom" })] };
const failure = { code: "wrongKey" as const, message: "", nextStep: "" };

describe("The exit code", () => {
  it("is 0 for a review that ran, whatever it found, as long as no gate is asked for", () => {
    assert.equal(
      exitCode(anOutcome({ findings: [aFinding({ severity: "critical" })], coverage: partial }), open),
      0,
    );
    assert.equal(exitCode(anOutcome({ kind: "nothingToReview" }), open), 0);
  });

  it("is 130 when interrupted and 3 when failed, with or without a gate", () => {
    for (const each of [open, gate]) {
      assert.equal(exitCode(anOutcome({ kind: "cancelled", findings: [aFinding()] }), each), 130);
      assert.equal(
        exitCode(anOutcome({ kind: "failed", failures: [failure], findings: [aFinding()] }), each),
        3,
      );
    }
  });

  it("is 1 for a finding at or above the gate, and not for a lesser one", () => {
    for (const severity of ["critical", "major"] as const) {
      assert.equal(exitCode(anOutcome({ findings: [aFinding({ severity })] }), gate), 1);
    }
    for (const severity of ["minor", "nit"] as const) {
      assert.equal(exitCode(anOutcome({ findings: [aFinding({ severity })] }), gate), 0);
    }
  });

  it("counts a finding without a line, too", () => {
    const unanchored = aFinding({
      startLine: null,
      endLine: null,
      anchor: { kind: "unanchored", reason: "quoteNotFound" },
    });
    assert.equal(exitCode(anOutcome({ findings: [unanchored] }), gate), 1);
  });

  it("is 4 for a review in part, unless that is allowed, and findings come first", () => {
    assert.equal(exitCode(anOutcome({ coverage: partial }), gate), 4);
    assert.equal(exitCode(anOutcome({ failures: [{ ...failure, part: 2 }] }), gate), 4);
    assert.equal(exitCode(anOutcome({ invalid: 1 }), gate), 4);
    assert.equal(exitCode(anOutcome({ coverage: partial }), { ...gate, allowPartial: true }), 0);
    assert.equal(exitCode(anOutcome({ coverage: partial, findings: [aFinding()] }), gate), 1);
  });

  it("is 5 for nothing to review, unless that is allowed", () => {
    const empty = anOutcome({ kind: "nothingToReview", coverage: { complete: true, files: [] } });
    assert.equal(exitCode(empty, gate), 5);
    assert.equal(exitCode(empty, { ...gate, allowEmpty: true }), 0);
  });
});
