/** Neither end of the panel believes what the other one says before it has looked at it. */

import assert from "node:assert/strict";
import { isHostMessage, isPanelMessage } from "../../../src/panel/guards.ts";
import { aContext, aFinding, anOutcome, aPiece } from "../../support/outcome.ts";
import { view, viewOfEnded } from "../../support/view.ts";

describe("A message from the panel's page", () => {
  it("is a wish, or the id of a finding or of a piece of context", () => {
    for (const kind of ["ready", "drawn", "review", "reviewAgain", "cancel", "manageTrust"]) {
      assert.ok(isPanelMessage({ kind }), kind);
    }
    for (const kind of ["openFinding", "why", "pin", "drop"]) assert.ok(isPanelMessage({ kind, id: "F1" }));
  });

  it("is nothing else", () => {
    const foreign = [
      null,
      undefined,
      "review",
      [],
      {},
      { kind: "state" },
      { kind: "toString" },
      { kind: ["review"] },
      { kind: "executeCommand", command: "x" },
      { kind: "openFinding" },
      { kind: "openFinding", id: 1 },
      { kind: "openFinding", id: { path: "/etc/passwd" } },
      { kind: "openFinding", id: "F".repeat(101) },
      { kind: "pin" },
      { kind: "drop", id: ["0123456789abcdef"] },
    ];
    for (const each of foreign) assert.equal(isPanelMessage(each), false, JSON.stringify(each));
  });
});

describe("A message from the panel's host", () => {
  const state = viewOfEnded(anOutcome({ findings: [aFinding()], context: aContext(aPiece()) }));

  it("is a whole state, as the host makes them", () => {
    assert.ok(isHostMessage({ kind: "state", state }));
    assert.ok(isHostMessage({ kind: "state", state: view({ kind: "idle" }) }));
    assert.ok(isHostMessage(JSON.parse(JSON.stringify({ kind: "state", state }))));
  });

  it("is not a state with something missing or of another kind", () => {
    for (const name of Object.keys(state)) {
      assert.equal(isHostMessage({ kind: "state", state: { ...state, [name]: undefined } }), false, name);
      assert.equal(
        isHostMessage({ kind: "state", state: { ...state, [name]: { html: "<b>" } } }),
        false,
        name,
      );
    }
    const [card] = state.cards;
    for (const name of Object.keys(card ?? {})) {
      const cards = [{ ...card, [name]: 7 }];
      assert.equal(isHostMessage({ kind: "state", state: { ...state, cards } }), false, name);
    }
    for (const name of Object.keys(state.window ?? {})) {
      const window = { ...state.window, [name]: 7 };
      assert.equal(isHostMessage({ kind: "state", state: { ...state, window } }), false, name);
    }
    assert.equal(isHostMessage({ kind: "html", state }), false);
    assert.equal(isHostMessage(null), false);
  });
});
