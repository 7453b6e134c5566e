/** What the status bar says of a review in each of its states, and what a click on it does. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ReviewState } from "../../src/editor/state.ts";
import { lookOf } from "../../src/editor/statusBar.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import { aFile, aFinding, anOutcome } from "../support/outcome.ts";

const none: ReadonlySet<string> = new Set();

function ended(outcome: Outcome, stale = none): ReviewState {
  return { kind: "ended", outcome, hidden: none, stale };
}

describe("The status bar", () => {
  const two = [aFinding({ id: "F1" }), aFinding({ id: "F2", severity: "minor" })];

  it("waits for a first review, and shows the panel at a click", () => {
    const look = lookOf({ kind: "idle" });
    assert.match(look.text, /Second Look$/);
    assert.equal(look.command, "secondLook.showPanel");
  });

  it("says that nothing runs in Restricted Mode", () => {
    assert.match(lookOf({ kind: "restricted" }).tooltip, /trusted/);
  });

  it("says what a running review does, and cancels it at a click", () => {
    const progress = { phase: { kind: "gathering" } as const, outcome: anOutcome() };
    const look = lookOf({ kind: "running", progress, hidden: none });
    assert.match(look.text, /Gathering the change/);
    assert.equal(look.command, "secondLook.cancelReview");
  });

  it("counts the findings that stand", () => {
    const look = lookOf(ended(anOutcome({ findings: two })));
    assert.match(look.text, / 2$/);
    assert.match(look.tooltip, /1 major, 1 minor/);
    assert.match(lookOf(ended(anOutcome({ findings: two }), new Set(["F1"]))).text, / 1$/);
  });

  it("counts none that a save took care of", () => {
    const fixed = aFinding({ id: "F3", status: "fixed" });
    assert.match(lookOf(ended(anOutcome({ findings: [...two, fixed] }))).text, / 2$/);
  });

  it("warns where part of the change was not looked at", () => {
    const coverage = { complete: false, files: [aFile({ sent: "none", reason: "tooLarge" })] };
    const look = lookOf(ended(anOutcome({ coverage })));
    assert.match(look.text, /\$\(warning\)/);
    assert.match(look.tooltip, /not looked at/);
  });

  it("says why a review failed, and that nothing was there to review", () => {
    const failures = [{ code: "wrongKey" as const, message: "That key is not accepted.", nextStep: "" }];
    const look = lookOf(ended(anOutcome({ kind: "failed", failures })));
    assert.match(look.text, /\$\(error\)/);
    assert.match(look.tooltip, /not accepted/);
    assert.match(lookOf(ended(anOutcome({ kind: "nothingToReview" }))).tooltip, /nothing to review/);
  });

  it("makes no icon of what an endpoint said", () => {
    const failures = [{ code: "forbidden" as const, message: "$(check) fine", nextStep: "" }];
    assert.doesNotMatch(lookOf(ended(anOutcome({ kind: "failed", failures }))).tooltip, /\$\(check\)/);
  });
});
