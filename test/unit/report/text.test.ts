/** What a person reads at a terminal, and what hostile text cannot do there. */

import assert from "node:assert/strict";
import { plainBlock, plainLine } from "../../../src/report/terminal.ts";
import { toText } from "../../../src/report/text.ts";
import { aFile, aFinding, anOutcome, aRead } from "../../support/outcome.ts";

describe("The report at a terminal", () => {
  it("shows a finding with its place, its reason and the line it quotes", () => {
    const text = toText(anOutcome({ findings: [aFinding()], summary: "One loop is off by one." }));
    assert.match(text, /1 finding \(1 major\)/);
    assert.match(text, /^MAJOR {2}src\/cart\.ts:12 {2}The loop reads past the end$/m);
    assert.match(text, /^ {4}> for \(let i = 0; i <= items\.length; i\+\+\) \{$/m);
    assert.match(text, /One loop is off by one\./);
  });

  it("puts the worst first and marks what has no line or no second look", () => {
    const text = toText(
      anOutcome({
        findings: [
          aFinding({ id: "F1", severity: "nit", title: "A nit" }),
          aFinding({
            id: "F2",
            severity: "critical",
            title: "A disaster",
            startLine: null,
            endLine: null,
            anchor: { kind: "unanchored", reason: "quoteNotFound" },
            status: "unconfirmed",
          }),
        ],
      }),
    );
    assert.ok(text.indexOf("A disaster") < text.indexOf("A nit"));
    assert.match(text, /no line: the quoted text stands nowhere/);
    assert.match(text, /not confirmed by a second look/);
  });

  it("says what each model had its share in, where several were asked", () => {
    const tokens = { inputTokens: 1000, cachedTokens: 400, outputTokens: 200, reasoningTokens: 150 };
    const of = (model: string, amount: number) => ({
      ...{ model, answeredBy: model, requests: 1, ...tokens },
      cost: { amount, currency: "USD" as const, estimated: false },
    });
    const byModel = [of("o4-mini", 0.25), of("gpt-6-luna", 0.5)];
    const all = { ...of("", 0.75), requests: 2, inputTokens: 2000 };
    assert.match(
      toText(anOutcome({ usage: { ...all, byModel } })),
      /^o4-mini, gpt-6-luna · 2 requests · 2,000 tokens in .*\$0\.75 · .* s\n {2}o4-mini · 1 request · 1,000 tokens in \(400 cached\) · 200 out \(150 reasoning\) · \$0\.25\n {2}gpt-6-luna · .*\$0\.50$/m,
    );
    assert.doesNotMatch(toText(anOutcome({ usage: { ...all, byModel: [byModel[0]!] } })), /^ {2}o4-mini/m);
  });

  it("says what was not looked at, and whether that is a gap", () => {
    const secret = aFile({ path: ".env", sent: "none", reason: "secretFile", hunks: [] });
    const gap = aFile({ path: "big.ts", sent: "none", reason: "tooLarge", hunks: [] });
    assert.match(toText(anOutcome()), /Looked at the one changed file\./);
    assert.match(
      toText(anOutcome({ coverage: { complete: true, files: [secret] } })),
      /by rule\n {2}\.env: a file made/,
    );
    assert.match(
      toText(anOutcome({ coverage: { complete: false, files: [gap] } })),
      /not complete\n {2}big\.ts: larger/,
    );
  });

  it("says there is nothing to find only of what was looked at", () => {
    const gap = aFile({ path: "big.ts", sent: "none", reason: "tooLarge", hunks: [] });
    assert.match(toText(anOutcome()), /^Second Look .* · no findings$/m);
    assert.match(
      toText(anOutcome({ coverage: { complete: false, files: [gap] } })),
      /· no findings in what was looked at$/m,
    );
  });

  it("says of a dry run what would be looked at, and no word of findings", () => {
    const secret = aFile({ path: ".env", sent: "none", reason: "secretFile", hunks: [] });
    const notices = [{ code: "dryRun" as const, message: "Nothing was sent." }];
    const whole = toText(anOutcome({ notices }));
    assert.match(whole, /· dry run$/m);
    assert.match(whole, /Would look at the one changed file\./);
    const part = toText(anOutcome({ notices, coverage: { complete: true, files: [secret] } }));
    assert.match(part, /Would not look at, by rule\n {2}\.env: a file made/);
    assert.doesNotMatch(whole + part, /finding|Looked/);
  });

  it("names the two versions compared, with the commit where a name alone would not say which", () => {
    const [shop] = anOutcome().repositories;
    assert.ok(shop !== undefined);
    const base = { label: "main", commit: "0123456789abcdef" };
    const head = { label: "89abcdef", commit: "89abcdef01234567" };
    const empty = anOutcome({ kind: "nothingToReview", repositories: [{ ...shop, base, head }] });
    assert.match(toText(empty), /^Second Look · shop: main \(01234567\) → 89abcdef · nothing to review$/m);
    const same = anOutcome({ repositories: [{ ...shop, base: shop.head }] });
    assert.match(toText(same), /^Second Look · shop: working tree · no findings$/m);
  });

  it("names each of several repositories with its two versions, and files with their repository", () => {
    const [shop] = anOutcome().repositories;
    assert.ok(shop !== undefined);
    const text = toText(
      anOutcome({
        repositories: [shop, { ...shop, id: "site", base: { label: "main", commit: "0123456789abcdef" } }],
        findings: [aFinding(), aFinding({ id: "F2", repository: "site" })],
        setAside: [{ finding: aFinding({ repository: "site", title: "Not so" }), reason: "It is guarded." }],
        coverage: {
          complete: false,
          files: [aFile(), aFile({ repository: "site", sent: "none", reason: "unmerged" })],
        },
      }),
    );
    assert.match(
      text,
      /^Second Look · 2 repositories · 2 findings \(2 major\)\n {2}shop: HEAD → working tree\n/,
    );
    assert.match(text, /^ {2}site: main \(01234567\) → working tree$/m);
    assert.match(text, /^MAJOR {2}shop\/src\/cart\.ts:12 /m);
    assert.match(text, /^MAJOR {2}site\/src\/cart\.ts:12 /m);
    assert.match(text, /^ {2}site\/src\/cart\.ts:12 {2}Not so$/m);
    assert.match(text, /^ {2}site\/src\/cart\.ts: in conflict$/m);
    assert.doesNotMatch(toText(anOutcome({ findings: [aFinding()] })), /shop\/src/);
  });

  it("says of a file or of lines that a person chose that they were chosen, not that they changed", () => {
    const chosen = aFile({ change: "chosen" });
    const files = { kind: "files" as const, files: ["/home/me/shop/src/cart.ts"] };
    const coverage = { complete: true, files: [chosen] };
    assert.match(toText(anOutcome({ scope: files, coverage })), /^Looked at the one chosen file\.$/m);
    const lines = {
      kind: "selection" as const,
      file: "/home/me/shop/src/cart.ts",
      startLine: 10,
      endLine: 12,
    };
    assert.match(toText(anOutcome({ scope: lines, coverage })), /^Looked at the chosen lines\.$/m);
  });

  it("says how many files an entry stands for", () => {
    const crowd = aFile({ path: "vendor/", sent: "none", reason: "tooMany", count: 100_000, hunks: [] });
    const text = toText(anOutcome({ coverage: { complete: false, files: [crowd] } }));
    assert.match(text, /^ {2}vendor\/ \(100,000 files\): a folder of too many untracked files$/m);
  });

  it("says which finding no model made, also where nothing was sent or is left to review", () => {
    const findings = [aFinding({ origin: "local", severity: "critical" })];
    assert.match(toText(anOutcome({ findings })), /^ {4}\(found on this machine, without a model\)$/m);
    assert.doesNotMatch(toText(anOutcome({ findings: [aFinding()] })), /without a model/);
    const notices = [{ code: "dryRun" as const, message: "Nothing was sent." }];
    assert.match(toText(anOutcome({ findings, notices })), /· dry run, 1 finding \(1 critical\)$/m);
    const kind = "nothingToReview";
    assert.match(toText(anOutcome({ findings, kind })), /· nothing to review, 1 finding \(1 critical\)$/m);
  });

  it("says what was to be looked at first", () => {
    assert.match(
      toText(anOutcome({ focus: "the rounding\nof totals" })),
      /^ {2}Focus: the rounding\n {2}of totals$/m,
    );
    assert.doesNotMatch(toText(anOutcome()), /Focus/);
  });

  it("says what the model asked to see, and what it was shown", () => {
    const text = toText(anOutcome({ reads: [aRead(), aRead({ shown: [], reason: "noRoom" })] }));
    assert.match(text, /^The model asked to see$/m);
    assert.match(text, /^ {2}file src\/price\.ts:1-20: src\/price\.ts \(20 lines\)$/m);
    assert.match(text, /^ {2}file src\/price\.ts:1-20: no room was left$/m);
  });

  it("gives no foreign text a line of its own or a control character", () => {
    const hostile = "::error::owned\n##vso[task.complete]\r\n\u001b[31mred\u202e\u0007";
    const text = toText(
      anOutcome({
        summary: hostile,
        focus: hostile,
        findings: [aFinding({ title: hostile, explanation: hostile, quote: hostile, path: hostile })],
        coverage: { complete: false, files: [aFile({ path: hostile, reason: "tooLarge" })] },
        repositories: ["a", "b"].map((id) => {
          const side = { label: hostile, commit: null };
          return { id: `${id}${hostile}`, root: "/home/me/shop", base: side, head: side };
        }),
        setAside: [{ finding: aFinding({ title: hostile }), reason: hostile }],
        reads: [aRead({ asked: hostile, shown: [{ repository: "a", path: hostile, lines: 1 }] })],
        notices: [{ code: "practice", message: hostile }],
        failures: [{ code: "badAnswer", message: hostile, nextStep: hostile }],
      }),
    );
    // eslint-disable-next-line no-control-regex -- the point of the test
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.doesNotMatch(text, /^(::|##)/m);
  });

  it("shows hidden characters instead of obeying them", () => {
    assert.equal(plainLine("a\u200bb\u202ec"), "a\\u{200b}b\\u{202e}c");
    assert.equal(plainBlock("one\ntwo", "> "), "> one\n> two");
  });
});
