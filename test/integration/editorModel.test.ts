/** A review by a model that another extension offers through VS Code itself, as a Copilot subscription does. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { modelsOfTheEditor } from "../../src/editor/lm.ts";
import { wantedBy } from "../../src/editor/wanted.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { set, tidy, until, untilDrawn, write } from "./workspace.ts";

interface Said {
  readonly role: number;
  readonly text: string;
}

type Answer = (
  said: readonly Said[],
  say: (piece: string) => void,
  token: vscode.CancellationToken,
) => Promise<void>;

/** What the extension of the test gives; null where VS Code has no such providers yet. */
type Offering = {
  offer(of: { readonly id: string; readonly maxInputTokens: number; readonly answer: Answer }): {
    dispose(): unknown;
  };
} | null;

const model = "vscode:second-look-test/careful";
const finding = {
  path: "cart.ts",
  side: "new",
  startLine: 2,
  endLine: 2,
  quote: "return items[items.length];",
  explanation: "Positions end at one less than the length.",
  title: "It reads past the end",
  category: "correctness",
  severity: "critical",
  confidence: 0.9,
  fix: null,
};

describe("A model that VS Code offers", () => {
  let reviewer: Reviewer;
  let disposables: { dispose(): unknown }[];
  let asked: (readonly Said[])[];
  let answer: Answer;
  let file: vscode.Uri;
  let heard: vscode.EventEmitter<void>;

  beforeEach(async function () {
    const extension = vscode.extensions.getExtension<Offering>("second-look.second-look-models");
    const offering = await extension?.activate();
    assert.ok(extension, "the extension of the test is there");
    if (offering === null || offering === undefined) return this.skip();
    asked = [];
    heard = new vscode.EventEmitter();
    answer = async (said, say) => {
      const last = said.at(-1)?.text ?? "";
      const id = /"request": "([^"]+)"/.exec(last)?.[1] ?? "";
      const doubts = said.length > 3;
      const verdicts = doubts ? [{ finding: "F1", reason: "It holds.", holds: "yes" }] : [];
      const whole = { request: id, verdicts, findings: doubts ? [] : [finding], reply: "", summary: "One." };
      const text = JSON.stringify(whole);
      say(text.slice(0, 50));
      say(text.slice(50));
    };
    reviewer = aReviewer();
    const offered = offering.offer({
      id: "careful",
      maxInputTokens: 40_000,
      answer: async (said, say, token) => {
        asked.push(said);
        heard.fire();
        await answer(said, say, token);
      },
    });
    disposables = [offered, heard, reviewer];
    file = await write("cart.ts", [
      "export function last(items) {",
      "  return items[items.length];",
      "}",
      "",
    ]);
    await set("model", model);
    // Nobody is there: whoever is asked over the network fails.
    await set("baseUrl", "http://127.0.0.1:9/v1");
  });

  afterEach(async () => {
    disposables.forEach((each) => each.dispose());
    await set("model", undefined);
    await set("baseUrl", undefined);
    await tidy();
  });

  it("is offered beside those of the endpoint", async () => {
    const offered = await modelsOfTheEditor();
    assert.deepEqual(
      offered.filter(({ id }) => id === model),
      [{ id: model, name: "Test careful", maxInputTokens: 40_000 }],
    );
  });

  it("reviews, with consent for the repository and without a key, an address or a price", async () => {
    const outcome = await reviewer.reviewing.review(wantedBy([], "uncommitted"));
    assertValidOutcome(outcome);
    assert.deepEqual(outcome.failures, []);
    assert.equal(outcome.kind, "finished");
    assert.deepEqual(
      outcome.findings.map(({ title, status, anchor }) => [title, status, anchor.kind]),
      [[finding.title, "open", "anchored"]],
    );
    assert.deepEqual(
      reviewer.sendings.map(({ endpoint, estimate }) => [endpoint.origin, estimate.model, estimate.worstUsd]),
      [["vscode:second-look-test", model, null]],
    );
    assert.equal(outcome.usage.cost.amount, null);
    assert.equal(outcome.usage.requests, 2);
    assert.equal(asked.length, 2);
    const roles = new Set(asked.flat().map(({ role }) => role));
    assert.deepEqual([...roles], [vscode.LanguageModelChatMessageRole.User]);
    assert.ok(asked[0]?.some(({ text }) => text.includes(finding.quote)));
    await untilDrawn(file, [1]);
  });

  it("is given no more than it takes", async () => {
    const line = "export const value = 'a line of some length, so that many of them are too much';";
    for (let file = 0; file < 10; file += 1) await write(`long${file}.ts`, Array<string>(250).fill(line));
    const { coverage } = await reviewer.reviewing.review(wantedBy([], "uncommitted"));
    assert.equal(coverage.complete, true);
    const sizes = asked.map((said) => said.reduce((sum, { text }) => sum + text.length, 0));
    // A token of this text is about four characters, and all of it would be 50,000 tokens.
    assert.ok(Math.max(...sizes) < 4 * 40_000 && Math.max(...sizes) > 40_000, String(sizes));
    assert.ok(sizes.length > 2, String(sizes));
  });

  it("is told when a person cancels, in the middle of its answer", async () => {
    let cancelled = false;
    answer = async (_, say, token) => {
      say("{");
      await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      cancelled = true;
      heard.fire();
    };
    const running = reviewer.reviewing.review(wantedBy([], "uncommitted"));
    await until(heard.event, () => asked.length > 0);
    reviewer.reviewing.cancel();
    assert.equal((await running).kind, "cancelled");
    await until(heard.event, () => cancelled);
  });

  it("that is gone is said to be, with the way to another one", async () => {
    await set("model", "vscode:second-look-test/gone");
    const { kind, failures } = await reviewer.reviewing.review(wantedBy([], "uncommitted"));
    assert.equal(kind, "failed");
    assert.equal(failures[0]?.code, "unknownModel");
    assert.match(failures[0].nextStep, /Select Model/);
    assert.equal(asked.length, 0);
  });
});
