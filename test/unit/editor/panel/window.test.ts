/** What the panel says of the model's window: what fills it, why, and what a person may change about it. */

import assert from "node:assert/strict";
import { aContext, aPiece, anOutcome } from "../../../support/outcome.ts";
import { view, viewOfEnded } from "../../../support/view.ts";
import type { ContextPiece } from "../../../../src/contract/context.ts";
import type { Wished } from "../../../../src/context/wished.ts";
import type { PieceRow, WindowMap } from "../../../../src/panel/protocol.ts";

const diff = aPiece({ id: "d1", kind: "diff", path: "src/cart.ts", reason: null });
const tax = aPiece({ id: "tax", names: ["tax", "rate"] });
const rules = aPiece({ id: "rules", kind: "rules", path: "AGENTS.md", reason: "ruleOfRepository" });
const noRoom = aPiece({
  id: "big",
  kind: "openFile",
  path: "big.ts",
  reason: "open",
  parts: [],
  left: "noRoom",
});
const dropped = aPiece({ ...noRoom, id: "gone", path: "gone.ts", left: "dropped", wish: "dropped" });
const secret = aPiece({ ...noRoom, id: "env", path: ".env", left: "secretFile" });

function windowOf(pieces: readonly ContextPiece[], wished?: Wished): WindowMap {
  const outcome = anOutcome({ context: aContext(...pieces) });
  const { window } = viewOfEnded(outcome, wished === undefined ? {} : { wished });
  return window ?? assert.fail("There is no window.");
}

function rows({ groups }: WindowMap): readonly PieceRow[] {
  return groups.flatMap(({ pieces }) => pieces);
}

describe("The window of the model, as the panel tells it", () => {
  it("is not there before anything was laid out, and there while the review runs", () => {
    assert.equal(view({ kind: "idle" }).window, null);
    assert.equal(viewOfEnded(anOutcome()).window, null);
    const progress = {
      phase: { kind: "asking", part: 1, parts: 1 },
      outcome: anOutcome({ context: aContext(diff) }),
    } as const;
    assert.notEqual(view({ kind: "running", progress, hidden: new Set() }).window, null);
  });

  it("is a bar in which the groups, the reserve and what is free make the whole", () => {
    const { title, bars, legend } = windowOf([rules, diff, tax]);
    assert.equal(title, "What fills the window of 200,000 tokens");
    const [bar] = bars;
    assert.ok(bar !== undefined && bars.length === 1);
    assert.deepEqual(
      bar.stretches.map(({ kind, tokens }) => `${kind} ${tokens}`),
      ["instructions 2000", "rules 120", "diff 120", "definitions 120", "reserve 48000", "free 149640"],
    );
    assert.equal(
      bar.label,
      "Instructions: 2,000, Rules: 120, Diff: 120, Definitions and callers: 120, Kept for thinking and the answer: 48,000, Free: 149,640",
    );
    assert.deepEqual(
      legend.map(({ size }) => size),
      ["2,000", "120", "120", "120", "48,000", "149,640"],
    );
  });

  it("is a bar for each part, with the sums below and with the parts that a piece went with", () => {
    const both = [1, 2].map((part) => ({ part, tokens: 50 }));
    const later = aPiece({ id: "later", kind: "diff", path: "b.ts", reason: null, parts: both.slice(1) });
    const { title, bars, legend, groups } = windowOf([{ ...rules, parts: both }, diff, later]);
    assert.equal(title, "What fills the window of 200,000 tokens, in 2 parts");
    assert.match(bars[1]?.label ?? "", /^Part 2: Instructions: 2,000, Rules: 50, Diff: 50, /);
    assert.equal(legend.find(({ kind }) => kind === "rules")?.size, "100");
    assert.deepEqual(
      groups.flatMap(({ pieces }) => pieces.map(({ name, detail }) => `${name}: ${detail}`)),
      ["AGENTS.md: rules of this repository · in all parts", "src/cart.ts: in part 1", "b.ts: in part 2"],
    );
  });

  it("lists each piece with its tokens and its reason, the largest of a group first", () => {
    const large = aPiece({ id: "item", path: "src/item.ts", parts: [{ part: 1, tokens: 4000 }] });
    const { listTitle, groups } = windowOf([rules, diff, tax, large]);
    assert.equal(listTitle, "Piece by piece, and why (4)");
    assert.deepEqual(
      groups.map(({ title }) => title),
      ["Rules (1)", "Diff (1)", "Definitions and callers (2)"],
    );
    assert.deepEqual(
      groups[2]?.pieces.map(({ name, size, detail }) => [name, size, detail]),
      [
        ["src/item.ts", "4,000", "defines what the change uses"],
        ["src/tax.ts", "120", "defines what the change uses: tax, rate"],
      ],
    );
  });

  it("tells what was left out and why, what a person dropped first", () => {
    const left = windowOf([diff, noRoom, secret, dropped]).groups.at(-1);
    assert.equal(left?.title, "Left out (3)");
    assert.deepEqual(
      left.pieces.map(({ name, detail }) => `${name}: ${detail}`),
      [
        "gone.ts: open in the editor · left out: you dropped it",
        "big.ts: open in the editor · left out: no room left in the prompt",
        ".env: open in the editor · left out: a file made to hold secrets",
      ],
    );
  });

  it("lets a person pin and drop what is optional, and nothing that must stay or go", () => {
    const focus = aPiece({ id: "focus", kind: "focus", path: "", reason: null });
    const free = rows(windowOf([rules, focus, diff, tax, noRoom, secret, dropped])).filter(
      ({ toggles }) => toggles.length > 0,
    );
    assert.deepEqual(
      free.map(({ id }) => id),
      ["rules", "tax", "gone", "big"],
    );
    assert.deepEqual(
      free[1]?.toggles.map(({ label, spoken }) => `${label}: ${spoken}`),
      ["Pin: Pin src/tax.ts", "Drop: Drop src/tax.ts"],
    );
  });

  it("shows what is wanted for the next review, and a way to take all of it back", () => {
    const quiet = windowOf([diff, tax]);
    assert.equal(quiet.wanted, "");
    assert.deepEqual(quiet.buttons, []);
    const wished = { pinned: new Set(["tax"]), dropped: new Set(["rules", "elsewhere"]) };
    const map = windowOf([rules, diff, { ...tax, wish: "pinned" }], wished);
    assert.equal(map.wanted, "For the next review: 1 pinned, 2 dropped.");
    assert.deepEqual(
      map.buttons.map(({ wish, weight }) => `${wish} ${weight}`),
      ["undoPins plain"],
    );
    const pressed = (id: string): readonly boolean[] | undefined =>
      rows(map)
        .find((row) => row.id === id)
        ?.toggles.map((toggle) => toggle.pressed);
    assert.deepEqual(pressed("tax"), [true, false]);
    assert.deepEqual(pressed("rules"), [false, true]);
    assert.match(rows(map).find(({ id }) => id === "tax")?.detail ?? "", / · pinned by you$/);
  });

  it("counts what is too much to list", () => {
    const many = Array.from({ length: 130 }, (_, index) => aPiece({ id: `p${index}`, path: `f${index}.ts` }));
    const [group] = windowOf(many).groups;
    assert.equal(group?.pieces.length, 100);
    assert.equal(group.more, "… and 30 more");
    assert.equal(group.title, "Definitions and callers (130)");
  });

  it("knows a kind that came later as something else", () => {
    const later = { ...tax, kind: "weather" } as unknown as ContextPiece;
    assert.deepEqual(
      windowOf([later]).groups.map(({ kind }) => kind),
      ["other"],
    );
  });

  it("hides nothing of a hostile name", () => {
    const hostile = aPiece({ path: "one\u202etwo\u200b", names: ["a\u202eb\u0007"] });
    const text = JSON.stringify(windowOf([hostile]));
    assert.ok(text.includes("one\\\\u{202e}two"));
    assert.ok(!/\u202e|\u200b|\\u0007/.test(text));
  });
});
