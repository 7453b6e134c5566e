/** A review by a model: asked over a real connection, held at gates, cancelled and replaced. */

import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { startHere } from "../../src/change/child.ts";
import { startedBy } from "../../src/change/git.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import { Background } from "../../src/editor/background.ts";
import { Consent } from "../../src/editor/consent.ts";
import { deleteLocalData } from "../../src/editor/deleteLocalData.ts";
import { Endings } from "../../src/editor/endings.ts";
import { Findings } from "../../src/editor/findings.ts";
import { Keys } from "../../src/editor/keys.ts";
import { LastReview } from "../../src/editor/lastReview.ts";
import { Precedence } from "../../src/editor/onSave/precedence.ts";
import { SeenHunks } from "../../src/editor/onSave/seenHunks.ts";
import type { Questions } from "../../src/editor/permit.ts";
import { Reviewing } from "../../src/editor/reviewing.ts";
import { Shown } from "../../src/editor/shown.ts";
import { State, type ReviewState } from "../../src/editor/state.ts";
import { wantedBy } from "../../src/editor/wanted.ts";
import { ContextWishes } from "../../src/editor/wishes.ts";
import type { Memory } from "../../src/memory/memory.ts";
import { exchangesAbout } from "../../src/memory/recorded.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aMemento, someSecrets, someStored } from "./memories.ts";
import { ours, root, set, tidy, until, untilDrawn, write } from "./workspace.ts";

const wanted = wantedBy([], "uncommitted");
const found = {
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
const also = {
  ...found,
  startLine: 1,
  endLine: 1,
  quote: "export function last(items) {",
  title: "Another thing",
  severity: "minor",
};

describe("A review by a model", () => {
  let server: StandIn;
  let state: State;
  let shown: Shown;
  let stored: Memory;
  let reviewing: Reviewing;
  let disposables: { dispose(): unknown }[];
  let asked: string[];
  let consents: boolean;
  let file: vscode.Uri;
  let findings: unknown[];

  beforeEach(async () => {
    findings = [found, also];
    server = await startStandIn({
      answer: (messages) => {
        const doubts = messages.length > 1;
        const verdicts = doubts
          ? ["F1", "F2"].map((finding) => ({ finding, reason: "It holds.", holds: "yes" }))
          : [];
        return { verdicts, findings: doubts ? [] : findings, reply: "", summary: "Two mistakes." };
      },
    });
    await set("baseUrl", server.baseUrl);

    asked = [];
    consents = true;
    const questions: Questions = {
      key: async () => null,
      consent: async () => {
        asked.push("consent");
        return consents;
      },
      dearer: async () => false,
    };
    state = new State({ kind: "idle" });
    stored = someStored();
    const drawn = new Findings();
    shown = new Shown({ state, findings: drawn, memory: new LastReview(aMemento()) });
    const secrets = someSecrets();
    const keys = new Keys(secrets);
    await keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    reviewing = new Reviewing({
      extensionUri: vscode.extensions.getExtension("second-look.second-look")!.extensionUri,
      secrets,
      keys,
      consent: new Consent(aMemento()),
      questions,
      endings: new Endings(aMemento(), () => undefined),
      stored,
      shown,
      precedence: new Precedence(),
      seen: new SeenHunks(aMemento()),
      wishes: new ContextWishes(),
      reveal: () => undefined,
    });
    disposables = [reviewing, shown, drawn, state];
    file = await write("cart.ts", [
      "export function last(items) {",
      "  return items[items.length];",
      "}",
      "",
    ]);
  });

  afterEach(async () => {
    for (const each of disposables) each.dispose();
    await set("baseUrl", undefined);
    await server.close();
    await tidy();
  });

  async function review(): Promise<Outcome> {
    const outcome = await reviewing.review(wanted);
    assertValidOutcome(outcome);
    return outcome;
  }

  it("asks for consent once, sends the change with its key, and draws what came back", async () => {
    const outcome = await review();
    assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
    assert.deepEqual(
      outcome.findings.map(({ status }) => status),
      ["open", "open"],
    );
    assert.deepEqual(asked, ["consent"]);
    const { headers, messages } = await server.request(1);
    assert.equal(headers.authorization, `Bearer ${server.key}`);
    assert.match(messages[0] ?? "", /return items\[items\.length\];/);
    await untilDrawn(file, [0, 1]);
    await review();
    assert.deepEqual(asked, ["consent"]);
  });

  it("keeps what was asked and answered, and what it came to, until a person has it deleted", async () => {
    const { startedAt, findings, usage } = await review();
    const record = await stored.recordOf(startedAt);
    assert.ok(record !== null && findings[0] !== undefined);
    assert.deepEqual(record.outcome.usage, usage);
    assert.deepEqual(
      exchangesAbout(findings[0], record).map(({ request }) => request.body),
      server.requests.map(({ body }) => body),
    );
    const leftNow = async (): Promise<number> =>
      (await stored.spending({ dailyUsd: 10, onSaveDailyUsd: 2 }, "asked").left())?.usd ?? 0;
    assert.ok((await leftNow()) < 10);

    const memento = aMemento();
    await memento.update("secondLook.consent", ["somewhere"]);
    let folder = "";
    const forgetting = { stored: async () => stored, mementos: [memento], shown };
    const answering = (isAgreed: boolean) => async (named: string) => {
      folder = named;
      return isAgreed;
    };
    assert.equal(await deleteLocalData({ ...forgetting, isAgreed: answering(false) }), false);
    assert.notEqual(await stored.recordOf(startedAt), null);
    assert.equal(await deleteLocalData({ ...forgetting, isAgreed: answering(true) }), true);
    assert.deepEqual(await readdir(folder), []);
    assert.equal(await leftNow(), 10);
    assert.deepEqual(memento.keys(), []);
    assert.equal(state.current.kind, "idle");
  });

  it("ends in the middle where the budget of the day does, and says so", async () => {
    try {
      await set("model", "someone/else");
      await set("dailyBudgetUsd", 0.1);
      server.offer(["someone/else"]);
      const outcome = await review();
      assert.equal(server.requests.length, 1);
      assert.equal(outcome.findings.length, 2);
      assert.deepEqual(
        outcome.failures.map(({ code, nextStep }) => [code, nextStep]),
        [["overDailyBudget", "Go on tomorrow, or raise secondLook.dailyBudgetUsd."]],
      );
    } finally {
      await set("model", undefined);
      await set("dailyBudgetUsd", undefined);
    }
  });

  it("draws a finding as soon as its closing brace arrives", async () => {
    const text = JSON.stringify({ verdicts: [], findings, reply: "", summary: "" });
    const gate = server.gate({ after: text.indexOf("Another thing") });
    const running = review();
    await gate.reached;
    await untilDrawn(file, [1]);
    assert.equal(state.current.kind, "running");
    gate.open();
    await running;
    await untilDrawn(file, [0, 1]);
    assert.deepEqual(
      ours(file).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Error],
    );
  });

  it("keeps what was found when it is cancelled, and hangs up", async () => {
    const text = JSON.stringify({ verdicts: [], findings, reply: "", summary: "" });
    const gate = server.gate({ after: text.indexOf("Another thing") });
    const running = review();
    const request = await gate.reached;
    await untilDrawn(file, [1]);
    reviewing.cancel();
    const outcome = await running;
    assert.equal(await request.closed, "dropped");
    assert.equal(outcome.kind, "cancelled");
    assert.deepEqual(
      outcome.findings.map(({ title }) => title),
      ["It reads past the end"],
    );
    await untilDrawn(file, [1]);
    assert.equal(state.current.kind === "ended" && state.current.outcome.kind, "cancelled");
  });

  it("is replaced by another review that a person asks for", async () => {
    const gate = server.gate("headers");
    const first = review();
    await gate.reached;
    const second = review();
    assert.equal((await first).kind, "cancelled");
    assert.equal((await second).kind, "finished");
    assert.equal(state.current.kind === "ended" && state.current.outcome.kind, "finished");
  });

  it("sends nothing without consent, and leaves an earlier review's findings alone", async () => {
    consents = false;
    const refused = await review();
    assert.deepEqual(
      refused.failures.map(({ code }) => code),
      ["consentDeclined"],
    );
    assert.equal(refused.usage.requests, 0);
    assert.equal(server.requests.length, 0);
    assert.equal(ended(state.current)?.outcome.kind, "failed");

    consents = true;
    await review();
    await untilDrawn(file, [0, 1]);
    server.fail.next({ kind: "status", status: 401, code: "invalid_api_key" });
    const failed = await review();
    assert.deepEqual(
      failed.failures.map(({ code }) => code),
      ["wrongKey"],
    );
    assert.match(failed.failures[0]?.nextStep ?? "", /Second Look: Set API Key/);
    assert.equal(ended(state.current)?.outcome.kind, "finished");
    await untilDrawn(file, [0, 1]);
  });

  it("tells where it stands, from gathering to the second look", async () => {
    const phases: string[] = [];
    state.onDidChange((now) => {
      if (now.kind === "running" && now.progress.phase.kind !== phases.at(-1))
        phases.push(now.progress.phase.kind);
    });
    await review();
    assert.deepEqual(phases, ["gathering", "clearing", "layingOut", "askingLeave", "asking", "secondLook"]);
  });

  it("calls a finding stale when its lines change, and takes that back when they return", async () => {
    await review();
    const stale = (): string => [...(ended(state.current)?.stale ?? [])].join();
    await until(state.onDidChange, () => stale() === "");
    await write("cart.ts", ["export function last(items) {", "  return items.at(-1);", "}", ""]);
    await until(state.onDidChange, () => stale() === "F1");
    await write("cart.ts", ["export function last(items) {", "  return items[items.length];", "}", ""]);
    await until(state.onDidChange, () => stale() === "");
  });
});

function ended(state: ReviewState): Extract<ReviewState, { kind: "ended" }> | null {
  return state.kind === "ended" ? state : null;
}

describe("What works beside the editor", () => {
  it("starts git in a process of its own, once that is ready", async () => {
    const { extensionUri } = vscode.extensions.getExtension("second-look.second-look")!;
    const background = new Background(extensionUri, someStored());
    try {
      // Stands in for git, and says who started it.
      const executable = path.join(root(), ".git", "git-that-tells");
      await writeFile(executable, "#!/bin/sh\necho $PPID\n", { mode: 0o755 });
      const git = background.git(startedBy(startHere, { executable, version: "2.99.0" }));
      const starterOf = async (): Promise<number> => {
        const result = await git.run({ folder: root(), args: [], signal: new AbortController().signal });
        assert.ok(result.kind === "ended");
        return Number(result.out.toString());
      };
      let starter = process.pid;
      while (starter === process.pid) starter = await starterOf();
      assert.equal(await starterOf(), starter);
    } finally {
      background.dispose();
    }
  });
});
