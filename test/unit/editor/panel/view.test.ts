/** What the panel says, wherever a review stands. */

import assert from "node:assert/strict";
import { aFile, aFinding, anOutcome, aRead } from "../../../support/outcome.ts";
import { view, viewOfEnded } from "../../../support/view.ts";
import type { Usage } from "../../../../src/contract/usage.ts";
import type { PanelState } from "../../../../src/panel/protocol.ts";

const tokens = { inputTokens: 48_211, cachedTokens: 22_400, outputTokens: 5120, reasoningTokens: 4032 };
const cost = { amount: 0.0573, currency: "USD" as const, estimated: true };
const usage: Usage = {
  requests: 2,
  ...tokens,
  cost,
  byModel: [{ model: "o4-mini", answeredBy: "o4-mini-2025-04-16", requests: 2, ...tokens, cost }],
};
const other = { model: "gpt-6-luna", answeredBy: "gpt-6-luna", requests: 1, ...tokens };
const unpriced = { ...cost, amount: null };

function wishes(state: PanelState): readonly string[] {
  return [...state.buttons, ...state.offers].map(({ wish }) => wish);
}

function disclosure(state: PanelState, id: string): PanelState["disclosures"][number] | undefined {
  return state.disclosures.find((each) => each.id === id);
}

describe("The panel before a review", () => {
  it("offers the three ways to begin, each with what it leads to", () => {
    const state = view({ kind: "idle" });
    assert.deepEqual(wishes(state), ["review", "tryWithoutKey", "setApiKey"]);
    assert.ok(state.offers.every(({ hint }) => hint !== ""));
  });

  it("offers nothing but trust in an untrusted workspace", () => {
    const state = view({ kind: "restricted" });
    assert.match(state.heading, /not trusted/);
    assert.match(state.summary, /runs no git here and sends nothing/);
    assert.deepEqual(wishes(state), ["manageTrust"]);
  });
});

describe("The panel during a review", () => {
  const outcome = anOutcome({
    durationMs: 74_200,
    findings: [aFinding({ status: "unconfirmed" })],
    notices: [
      { code: "practice", message: "Practice mode." },
      { code: "rulesSent", message: "AGENTS.md went along." },
    ],
  });
  const state = view({
    kind: "running",
    progress: { phase: { kind: "secondLook", part: 1, parts: 1 }, outcome },
    hidden: new Set(),
  });

  it("says what is being done, to eyes and ears, and for how long", () => {
    assert.deepEqual(state.progress, { text: "phase: secondLook", elapsed: 74_200 });
    assert.equal(state.announcement, "phase: secondLook");
  });

  it("shows the findings as they come, and a way to stop", () => {
    assert.equal(state.cards.length, 1);
    assert.deepEqual(state.cards[0]?.marks, [{ label: "Not confirmed yet", hint: "" }]);
    assert.deepEqual(wishes(state), ["cancel"]);
  });

  it("says from the first moment that it is practice, and keeps small notes for later", () => {
    assert.deepEqual(
      state.callouts.map(({ tone, text }) => `${tone}: ${text}`),
      ["practice: Practice mode."],
    );
  });
});

describe("The panel after a review", () => {
  it("counts by severity and puts the worst first, then by file and line", () => {
    const state = viewOfEnded(
      anOutcome({
        findings: [
          aFinding({ id: "F1", severity: "nit" }),
          aFinding({ id: "F2", path: "b.ts", startLine: 2 }),
          aFinding({ id: "F3", path: "a.ts", startLine: 9 }),
          aFinding({ id: "F4", path: "a.ts", startLine: 3 }),
          aFinding({ id: "F5", severity: "critical" }),
        ],
      }),
    );
    assert.equal(state.heading, "5 findings");
    assert.deepEqual(
      state.counts.map(({ label }) => label),
      ["1 critical", "3 major", "1 nit"],
    );
    assert.deepEqual(
      state.cards.map(({ id }) => id),
      ["F5", "F4", "F3", "F2", "F1"],
    );
  });

  it("shows a finding with its place, its reason and the numbered lines it quotes", () => {
    const quote = "for (;;) {\n\tnext();\n}";
    const [card] = viewOfEnded(
      anOutcome({ findings: [aFinding({ startLine: 12, endLine: 14, quote })] }),
    ).cards;
    assert.equal(card?.place, "src/cart.ts:12-14");
    assert.equal(card.severityLabel, "Major");
    assert.equal(card.category, "Correctness");
    assert.ok(card.opens);
    assert.deepEqual(card.marks, []);
    assert.deepEqual(card.quote, [
      { number: "12", text: "for (;;) {" },
      { number: "13", text: "    next();" },
      { number: "14", text: "}" },
    ]);
  });

  it("counts none that a save took care of, and shows it all the same", () => {
    const findings = [aFinding({ id: "F1" }), aFinding({ id: "F2", status: "fixed" })];
    const { heading, counts, cards } = viewOfEnded(anOutcome({ findings }));
    assert.equal(heading, "1 finding");
    assert.deepEqual(
      counts.map(({ label }) => label),
      ["1 major"],
    );
    assert.equal(cards.length, 2);
  });

  it("gives no numbers to a quote that does not have a line for each of them", () => {
    const finding = aFinding({ startLine: 12, endLine: 14, quote: "one\ntwo" });
    const [card] = viewOfEnded(anOutcome({ findings: [finding] })).cards;
    assert.ok(card?.quote.every(({ number }) => number === ""));
  });

  it("marks what is old, without a line, unconfirmed or no longer so", () => {
    const marks = (finding: ReturnType<typeof aFinding>, stale: readonly string[] = []): readonly string[] =>
      viewOfEnded(anOutcome({ findings: [finding] }), { stale }).cards.flatMap((card) =>
        card.marks.map(({ label }) => label),
      );
    assert.deepEqual(marks(aFinding({ side: "old" })), ["Before the change"]);
    assert.deepEqual(marks(aFinding({ status: "unconfirmed" })), ["Not confirmed"]);
    assert.deepEqual(marks(aFinding({ origin: "local" })), ["Found here"]);
    assert.deepEqual(marks(aFinding({ id: "F7" }), ["F7"]), ["Text has changed"]);
    assert.deepEqual(marks(aFinding({ status: "fixed" })), ["Not found again"]);
    const lost = aFinding({
      startLine: null,
      endLine: null,
      anchor: { kind: "unanchored", reason: "quoteNotFound" },
    });
    assert.deepEqual(marks(lost), ["No line"]);
    const [card] = viewOfEnded(anOutcome({ findings: [lost] })).cards;
    assert.equal(card?.place, "src/cart.ts");
    assert.equal(card.marks[0]?.hint, "The quoted text stands nowhere in the file.");
  });

  it("goes to the file of a finding without a line, unless there is no such file", () => {
    const opens = (reason: "quoteNotFound" | "unknownFile"): boolean | undefined =>
      viewOfEnded(anOutcome({ findings: [aFinding({ anchor: { kind: "unanchored", reason } })] })).cards[0]
        ?.opens;
    assert.equal(opens("quoteNotFound"), true);
    assert.equal(opens("unknownFile"), false);
  });

  it("says how many findings the settings hide, and still counts them", () => {
    const findings = [aFinding({ id: "F1" }), aFinding({ id: "F2", severity: "nit" })];
    const state = viewOfEnded(anOutcome({ findings }), { hidden: ["F2"] });
    assert.deepEqual(
      state.cards.map(({ id }) => id),
      ["F1"],
    );
    assert.equal(state.heading, "2 findings");
    assert.match(state.hidden, /^1 finding is hidden by the setting secondLook\.minimumSeverity/);
  });

  it("names both sides and the focus, the model that was asked and the one that answered, tokens, price and time", () => {
    const state = viewOfEnded(anOutcome({ usage, durationMs: 48_312 }));
    assert.equal(state.compared, "shop: HEAD → working tree");
    const focused = viewOfEnded(anOutcome({ focus: "the rounding" }));
    assert.equal(focused.compared, "shop: HEAD → working tree · Focus: the rounding");
    assert.deepEqual(
      state.figures.map(({ name, detail }) => `${name}: ${detail}`),
      [
        "Depth: Standard",
        "Model: o4-mini, answered by o4-mini-2025-04-16",
        "Requests: 2",
        "Tokens in: 48,211, 22,400 of them cached",
        "Tokens out: 5,120, 4,032 of them reasoning",
        "Price: about $0.0573",
        "Time: 48.3 s",
      ],
    );
  });

  it("says what each model had its share in, where several were asked", () => {
    const byModel = [...usage.byModel, { ...other, cost: unpriced }];
    const state = viewOfEnded(anOutcome({ usage: { ...usage, cost: unpriced, byModel } }));
    const share = "in: 48,211 (22,400 cached) · out: 5,120 (4,032 reasoning)";
    assert.deepEqual(
      state.figures.slice(-3, -1).map(({ name, detail }) => `${name}: ${detail}`),
      [
        `o4-mini, answered by o4-mini-2025-04-16: requests: 2 · ${share} · about $0.0573`,
        `gpt-6-luna: requests: 1 · ${share} · price unknown`,
      ],
    );
  });

  it("says which commit a side stood at", () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const [repository] = anOutcome().repositories;
    const base = { label: "main", commit };
    const head = { label: "0123456", commit };
    const state = viewOfEnded(anOutcome({ repositories: [{ ...repository!, base, head }] }));
    assert.equal(state.compared, "shop: main (01234567) → 0123456");
  });

  it("keeps what the second look set aside, with the reason", () => {
    const setAside = [{ finding: aFinding({ title: "Not awaited" }), reason: "It is, two lines down." }];
    assert.deepEqual(disclosure(viewOfEnded(anOutcome({ setAside })), "setAside")?.rows, [
      { name: "src/cart.ts:12", detail: "Not awaited: It is, two lines down." },
    ]);
  });

  it("lists every call of the model with what it was shown, or why it was shown nothing", () => {
    const reads = [
      aRead(),
      aRead({ tool: "search_text", asked: "a(", shown: [], reason: "nothing" }),
      aRead({ tool: "other", asked: "run", shown: [], reason: "badCall" }),
    ];
    assert.deepEqual(disclosure(viewOfEnded(anOutcome({ reads })), "reads")?.rows, [
      { name: "File src/price.ts:1-20", detail: "src/price.ts: lines 20 · tokens: 300" },
      { name: "Text “a(”", detail: "not there, or kept back" },
      { name: "Unknown tool run", detail: "could not be understood" },
    ]);
    assert.equal(disclosure(viewOfEnded(anOutcome()), "reads"), undefined);
  });

  it("puts practice first, and small notes last", () => {
    const state = viewOfEnded(
      anOutcome({
        coverage: { complete: false, files: [aFile({ sent: "none", reason: "tooLarge", hunks: [] })] },
        notices: [
          { code: "secretsReplaced", message: "Secret values replaced: 2." },
          { code: "practice", message: "Practice mode." },
        ],
      }),
    );
    assert.equal(state.callouts[0]?.tone, "practice");
    assert.deepEqual(state.notes, ["Secret values replaced: 2."]);
    assert.ok(state.figures.some(({ name, detail }) => name === "Sent" && detail === "nothing"));
  });
});

describe("What the panel says was not looked at", () => {
  const secret = aFile({ path: ".env", change: "added", sent: "none", reason: "secretFile", hunks: [] });
  const large = aFile({ path: "big.json", sent: "none", reason: "tooLarge", hunks: [] });
  const cut = aFile({
    path: "long.ts",
    sent: "part",
    hunks: [
      { old: { start: 1, count: 1 }, new: { start: 1, count: 1 }, sent: true },
      { old: { start: 90, count: 2 }, new: { start: 90, count: 3 }, sent: false, reason: "noRoom" },
    ],
  });

  it("is nothing when all of it was", () => {
    const state = viewOfEnded(anOutcome());
    assert.equal(state.heading, "No findings");
    assert.deepEqual(state.callouts, []);
    assert.deepEqual(
      state.disclosures.map(({ title }) => title),
      ["The changed file was looked at"],
    );
  });

  it("is a rule and no gap where everything else was looked at", () => {
    const state = viewOfEnded(anOutcome({ coverage: { complete: true, files: [aFile(), secret] } }));
    assert.equal(state.heading, "No findings");
    assert.deepEqual(state.callouts, []);
    assert.match(disclosure(state, "gaps")?.text ?? "", /left out by rule/);
    assert.deepEqual(disclosure(state, "gaps")?.rows, [
      { name: ".env", detail: "a file made to hold secrets" },
    ]);
  });

  it("stands before the findings where it is a gap, with each reason", () => {
    const state = viewOfEnded(
      anOutcome({ coverage: { complete: false, files: [aFile(), secret, large, cut] } }),
    );
    assert.equal(state.heading, "No findings in what was looked at");
    assert.deepEqual(
      state.callouts.map(({ tone, text }) => `${tone}: ${text}`),
      ["warning: This review is not complete: 2 of 4 changed files left out, wholly or in part."],
    );
    assert.deepEqual(disclosure(state, "gaps")?.rows, [
      { name: ".env", detail: "a file made to hold secrets" },
      { name: "big.json", detail: "larger than 1 MB" },
      { name: "long.ts:90", detail: "no room left in the prompt" },
    ]);
  });

  it("leaves no file out of the list", () => {
    const renamed = aFile({ path: "new.ts", oldPath: "old.ts", change: "renamed" });
    const state = viewOfEnded(anOutcome({ coverage: { complete: false, files: [renamed, secret, cut] } }));
    assert.deepEqual(disclosure(state, "files")?.rows, [
      { name: "new.ts", detail: "renamed from old.ts · the whole file" },
      { name: ".env", detail: "new · not looked at" },
      { name: "long.ts", detail: "changed · 1 of 2 changed places" },
    ]);
  });
});

describe("The panel after a review that came to nothing", () => {
  it("says what failed, what to do next, and has the button for it", () => {
    const failure = { code: "noKey" as const, message: "There is no API key.", nextStep: "Set one." };
    const state = viewOfEnded(
      anOutcome({ kind: "failed", summary: "The review failed.", failures: [failure] }),
    );
    assert.equal(state.heading, "The review failed");
    assert.equal(state.summary, "");
    const [callout] = state.callouts;
    assert.equal(callout?.tone, "failure");
    assert.equal(callout.text, "There is no API key.");
    assert.equal(callout.nextStep, "Set one.");
    assert.deepEqual(
      callout.buttons.map(({ wish, weight }) => `${wish} ${weight}`),
      ["setApiKey primary", "tryWithoutKey plain"],
    );
    assert.deepEqual(
      state.buttons.map(({ wish, weight }) => `${wish} ${weight}`),
      ["reviewAgain plain", "clear plain"],
    );
  });

  it("has a way to choose another model where one is missing, answered in place of another, or ends", () => {
    const failure = { code: "unknownModel" as const, message: "It is not there.", nextStep: "Choose." };
    const failed = viewOfEnded(anOutcome({ kind: "failed", failures: [failure] }));
    assert.deepEqual(
      failed.callouts[0]?.buttons.map(({ wish }) => wish),
      ["selectModel"],
    );
    for (const code of ["modelReplaced", "otherModelAnswered", "modelEnding"] as const) {
      const state = viewOfEnded(anOutcome({ notices: [{ code, message: "Another one." }] }));
      assert.deepEqual(
        state.callouts.map(({ text, buttons }) => [text, ...buttons.map(({ wish }) => wish)]),
        [["Another one.", "selectModel"]],
      );
    }
  });

  it("offers to try again where nothing else helps", () => {
    const failure = { code: "noNetwork" as const, message: "No network.", nextStep: "Check it.", part: 2 };
    const state = viewOfEnded(anOutcome({ kind: "failed", failures: [failure] }));
    assert.equal(state.callouts[0]?.text, "Part 2: No network.");
    assert.deepEqual(state.callouts[0].buttons, []);
    assert.equal(state.buttons[0]?.weight, "primary");
  });

  it("keeps what was complete before a failure", () => {
    const failure = { code: "streamCut" as const, message: "Cut off.", nextStep: "Run it again." };
    const state = viewOfEnded(anOutcome({ kind: "failed", failures: [failure], findings: [aFinding()] }));
    assert.equal(state.cardsTitle, "Found by then");
    assert.equal(state.cards.length, 1);
  });

  it("does not call a review without findings clean when a part of it failed", () => {
    const failure = { code: "serverError" as const, message: "An error.", nextStep: "Try again.", part: 2 };
    assert.equal(
      viewOfEnded(anOutcome({ failures: [failure] })).heading,
      "No findings in what was looked at",
    );
  });

  it("says what a cancelled one kept", () => {
    const some = viewOfEnded(anOutcome({ kind: "cancelled", findings: [aFinding()] }));
    assert.match(some.callouts[0]?.text ?? "", /is kept/);
    assert.equal(some.cards.length, 1);
    const told = { code: "interrupted" as const, message: "Interrupted.", nextStep: "Run it again." };
    const stopped = viewOfEnded(anOutcome({ kind: "cancelled", findings: [aFinding()], failures: [told] }));
    assert.deepEqual(stopped.callouts, some.callouts, "who stopped it need not be told so");
    const none = viewOfEnded(anOutcome({ kind: "cancelled" }));
    assert.match(none.callouts[0]?.text ?? "", /Nothing had been found/);
  });

  it("names both sides when they do not differ", () => {
    const summary = "The two versions are the same.";
    const state = viewOfEnded(
      anOutcome({ kind: "nothingToReview", summary, coverage: { complete: true, files: [] } }),
    );
    assert.equal(state.heading, "Nothing to review");
    assert.equal(state.compared, "shop: HEAD → working tree");
    assert.equal(state.summary, summary);
    assert.deepEqual(state.disclosures, []);
  });
});

describe("Foreign text in the panel's words", () => {
  const hostile = "one\u202etwo\u200b\u0007";

  it("hides nothing and reorders nothing, wherever it stands", () => {
    const said = viewOfEnded(
      anOutcome({
        summary: hostile,
        findings: [aFinding({ title: hostile, explanation: hostile, quote: hostile, path: hostile })],
        setAside: [{ finding: aFinding({ title: hostile, path: hostile }), reason: hostile }],
        coverage: {
          complete: false,
          files: [aFile({ path: hostile, oldPath: hostile, change: "renamed", reason: "tooLarge" })],
        },
        failures: [{ code: "badAnswer", message: hostile, nextStep: hostile }],
        notices: [
          { code: "practice", message: hostile },
          { code: "rulesSent", message: hostile },
        ],
        reads: [aRead({ asked: hostile, shown: [{ repository: hostile, path: hostile, lines: 1 }] })],
        repositories: [
          {
            id: hostile,
            root: "/",
            base: { label: hostile, commit: null },
            head: { label: hostile, commit: null },
          },
        ],
      }),
    );
    const text = JSON.stringify(said);
    assert.ok(text.includes("one\\\\u{202e}two"));
    assert.ok(!text.includes("\u202e") && !text.includes("\u200b") && !text.includes("\\u0007"));
  });

  it("has an end, and says so", () => {
    const finding = aFinding({
      title: "t".repeat(10_000),
      explanation: "e".repeat(100_000),
      quote: Array.from({ length: 1000 }, (_, index) => `line ${index}`).join("\n"),
    });
    const [card] = viewOfEnded(anOutcome({ findings: [finding] })).cards;
    assert.ok(card !== undefined && card.title.length <= 300 && card.title.endsWith("…"));
    assert.ok(card.explanation.length <= 4000 && card.explanation.endsWith("…"));
    assert.equal(card.quote.at(-1)?.text, "… 970 more lines");
  });
});
