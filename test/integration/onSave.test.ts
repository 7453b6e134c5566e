/** Review on save: what a save sends, once, and only with a person's leave. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { Consent } from "../../src/editor/consent.ts";
import { Endings } from "../../src/editor/endings.ts";
import { Findings } from "../../src/editor/findings.ts";
import { Keys } from "../../src/editor/keys.ts";
import { LastReview } from "../../src/editor/lastReview.ts";
import {
  mostAnHour,
  OnSave,
  type OnSaveStatus,
  type SavingAnswer,
  type SavingQuestion,
} from "../../src/editor/onSave/onSave.ts";
import { Precedence } from "../../src/editor/onSave/precedence.ts";
import { SeenHunks } from "../../src/editor/onSave/seenHunks.ts";
import { describe as inWords, withSwitch } from "../../src/editor/onSave/tooltip.ts";
import { Reviewing } from "../../src/editor/reviewing.ts";
import { Shown } from "../../src/editor/shown.ts";
import { State } from "../../src/editor/state.ts";
import { wantedBy } from "../../src/editor/wanted.ts";
import type { Memory } from "../../src/memory/memory.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aMemento, someSecrets, someStored, type TestMemento } from "./memories.ts";
import { commitAll, edit, tidy, until, untilDrawn, write } from "./workspace.ts";

const wanted = wantedBy([], "uncommitted");
const names = ["alpha", "beta", "gamma", "delta", "omega"];
const lines = names.flatMap((name) => [
  `export function ${name}(items) {`,
  ...[1, 2, 3, 4, 5].map((number) => `  log("${number} of ${name}");`),
  "}",
  "",
]);
/** 0-based; the first line of a function's body. */
const bodyOf = (name: string): number => names.indexOf(name) * 8 + 1;

/** Time stands still until the test lets it pass. */
class StillClock {
  #time = 1_000_000;
  waiting: { readonly at: number; readonly call: () => void }[] = [];

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const due = { at: this.#time + milliseconds, call };
    this.waiting.push(due);
    return () => void (this.waiting = this.waiting.filter((each) => each !== due));
  }

  /** Longer than any quiet time. */
  pass(milliseconds = 10_000): void {
    this.#time += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.#time);
    this.waiting = this.waiting.filter((each) => !due.includes(each));
    for (const { call } of due) call();
  }
}

describe("Review on save", () => {
  let server: StandIn;
  let clock: StillClock;
  let shown: Shown;
  let state: State;
  let reviewing: Reviewing;
  let onSave: OnSave;
  let consent: Consent;
  let memory: TestMemento;
  let stored: Memory;
  let asked: string[];
  let offered: SavingQuestion[];
  let answer: SavingAnswer;
  let findings: unknown[];
  let statuses: OnSaveStatus[];
  let disposables: { dispose(): unknown }[];
  let file: vscode.Uri;
  let other: vscode.Uri;

  beforeEach(async () => {
    findings = [];
    server = await startStandIn({
      answer: () => ({ verdicts: [], findings, reply: "", summary: "A summary." }),
    });
    await configure("baseUrl", server.baseUrl);
    asked = [];
    offered = [];
    answer = "yes";
    statuses = [];
    clock = new StillClock();
    state = new State({ kind: "idle" });
    stored = someStored();
    const drawn = new Findings();
    shown = new Shown({ state, findings: drawn, memory: new LastReview(aMemento()) });
    const secrets = someSecrets();
    const keys = new Keys(secrets);
    await keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    consent = new Consent(aMemento());
    memory = aMemento();
    const precedence = new Precedence();
    const seen = new SeenHunks(memory);
    reviewing = new Reviewing({
      extensionUri: vscode.extensions.getExtension("second-look.second-look")!.extensionUri,
      secrets,
      keys,
      consent,
      questions: {
        key: async () => {
          asked.push("key");
          return null;
        },
        consent: async () => {
          asked.push("consent");
          return true;
        },
        dearer: async () => false,
      },
      endings: new Endings(aMemento(), () => undefined),
      stored,
      shown,
      precedence,
      seen,
      reveal: () => undefined,
    });
    onSave = new OnSave({
      reviewing: async () => reviewing,
      consent,
      shown,
      precedence,
      seen,
      memory,
      clock,
      ask: async (question) => {
        offered.push(question);
        return answer;
      },
    });
    onSave.onDidChange((status) => statuses.push(status));
    disposables = [onSave, reviewing, shown, drawn, state];
    file = await write("code.js", lines);
    other = await write("other.js", ["let other = 1;", ""]);
    await commitAll("Code");
    await write("other.js", ["let other = 2; // OTHER", ""]);
  });

  afterEach(async () => {
    for (const each of disposables) each.dispose();
    for (const name of ["baseUrl", "reviewOnSave", "onSaveDailyBudgetUsd"]) await configure(name, undefined);
    await server.close();
    await tidy();
  });

  async function configure(name: string, value: unknown): Promise<void> {
    const settings = vscode.workspace.getConfiguration("secondLook");
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  }

  /** Types a line and saves it. */
  async function save(name: string, text: string, uri = file): Promise<void> {
    await edit(uri, (typed) => typed.insert(uri, new vscode.Position(bodyOf(name), 0), `  ${text}\n`));
    assert.equal(await (await vscode.workspace.openTextDocument(uri)).save(), true);
  }

  /** A person's review, a first save, and their yes to it. */
  async function agree(): Promise<void> {
    assert.equal((await reviewing.review(wanted)).kind, "finished");
    const before = server.requests.length;
    await save("alpha", "agreed();");
    clock.pass();
    await untilAsked();
    clock.pass();
    await server.request(before + 1);
    await untilStatus("on", 1);
  }

  /** The answer to the question has come back as another save. */
  async function untilAsked(): Promise<void> {
    while (clock.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async function untilStatus(kind: OnSaveStatus["kind"], times: number): Promise<void> {
    await until(onSave.onDidChange, () => statuses.filter((each) => each.kind === kind).length >= times);
  }

  it("sends nothing before a person agreed, asks once after a review, and then sends the change", async () => {
    await save("alpha", "before();");
    clock.pass();
    assert.equal((await reviewing.review(wanted)).kind, "finished");
    const [first, ...more] = server.requests;
    assert.ok(first?.messages[0]?.includes("before();"), "the first request is the review's own");
    const byPerson = 1 + more.length;

    await save("beta", "after();");
    clock.pass();
    await untilAsked();
    assert.equal(server.requests.length, byPerson);
    assert.deepEqual(offered, [{ origin: new URL(server.baseUrl).origin, mostAnHour, mostADay: 2 }]);
    clock.pass();
    const saved = await server.request(byPerson + 1);
    assert.ok(saved.messages[0]?.includes("after();"));
    await untilStatus("on", 1);
    assert.deepEqual(asked, ["consent"]);
    assert.equal(offered.length, 1);
  });

  for (const [said, again] of [
    ["notNow", 0],
    ["never", 0],
  ] as const) {
    it(`sends nothing after "${said}", and does not ask again`, async () => {
      answer = said;
      await reviewing.review(wanted);
      const before = server.requests.length;
      await save("beta", "one();");
      clock.pass();
      while (offered.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await save("beta", "two();");
      clock.pass();
      // Whoever switches it off and on wants it: now it is asked again, and the trap fires.
      answer = "yes";
      await onSave.toggle();
      await onSave.toggle();
      assert.equal(offered.length, 1 + again);
      assert.equal(server.requests.length, before);
      await save("beta", "three();");
      clock.pass();
      await untilAsked();
      assert.equal(offered.length, 2);
      clock.pass();
      const request = await server.request(before + 1);
      assert.ok(request.messages[0]?.includes("three();"));
      await untilStatus("on", 1);
      assert.equal(server.requests.length, before + 1);
    });
  }

  it("sends the new change with the function around it, and no more", async () => {
    await agree();
    const before = server.requests.length;
    await save("gamma", "NEW();");
    clock.pass();
    const { messages, headers } = await server.request(before + 1);
    const [material = ""] = messages;
    for (const text of ["NEW();", "export function gamma(items) {", "5 of gamma"])
      assert.ok(material.includes(text), text);
    for (const text of ["OTHER", "agreed();", "of beta", "of omega"])
      assert.ok(!material.includes(text), text);
    assert.equal(messages.length, 1);
    assert.equal(headers.authorization, `Bearer ${server.key}`);
    await untilStatus("on", 2);
  });

  it("makes one request of ten saves in a row, and none of a save without anything new", async () => {
    await agree();
    const before = server.requests.length;
    for (let number = 0; number < 10; number += 1) await save("gamma", `step(${number});`);
    clock.pass();
    const request = await server.request(before + 1);
    for (const number of [0, 9]) assert.ok(request.messages[0]?.includes(`step(${number});`));
    await untilStatus("on", 2);

    const document = await vscode.workspace.openTextDocument(file);
    await edit(file, (typed) => typed.insert(file, new vscode.Position(0, 0), "x"));
    await edit(file, (typed) => typed.delete(file, new vscode.Range(0, 0, 0, 1)));
    await document.save();
    clock.pass();
    await untilStatus("on", 3);
    assert.equal(server.requests.length, before + 1);
    assert.equal(onSave.status.requests, 2);
  });

  it("makes one request of several files that are saved together", async () => {
    await agree();
    const before = server.requests.length;
    await save("gamma", "ONE();");
    await edit(other, (typed) => typed.insert(other, new vscode.Position(0, 0), "TWO();\n"));
    await vscode.workspace.saveAll();
    clock.pass();
    const request = await server.request(before + 1);
    for (const text of ["ONE();", "TWO();"]) assert.ok(request.messages[0]?.includes(text));
    await untilStatus("on", 2);
    assert.equal(server.requests.length, before + 1);
  });

  it("is off where a person switched it off, in the workspace or for good", async () => {
    await agree();
    const before = server.requests.length;
    assert.equal(await onSave.toggle(), false);
    await save("gamma", "off();");
    assert.deepEqual(clock.waiting, []);
    assert.equal(onSave.status.kind, "off");
    assert.match(withSwitch("Findings: none.", onSave.status).value, /Turn on/);

    assert.equal(await onSave.toggle(), true);
    await configure("reviewOnSave", false);
    await save("gamma", "still();");
    assert.deepEqual(clock.waiting, []);

    await configure("reviewOnSave", undefined);
    await save("gamma", "on();");
    clock.pass();
    const request = await server.request(before + 1);
    for (const text of ["off();", "still();", "on();"]) assert.ok(request.messages[0]?.includes(text), text);
    await untilStatus("on", 2);
  });

  it("waits while a person's review runs, which knows what was saved by then", async () => {
    await agree();
    await save("gamma", "NEW();");
    const before = server.requests.length;
    const gate = server.gate("headers");
    const running = reviewing.review(wanted);
    await gate.reached;
    clock.pass();
    await save("omega", "LATER();");
    clock.pass();
    gate.open();
    assert.equal((await running).kind, "finished");
    await untilStatus("on", 2);
    const bySave = server.requests
      .slice(before)
      .filter(({ messages: [text = ""] }) => !text.includes("OTHER"));
    assert.equal(bySave.length, 1);
    assert.ok(bySave[0]?.messages[0]?.includes("LATER();"));
    assert.ok(!bySave[0].messages[0].includes("agreed();"));
  });

  it("draws what it finds beside the findings of a review, and marks as fixed what did not come back", async () => {
    const finding = {
      path: "code.js",
      side: "new",
      startLine: bodyOf("alpha") + 1,
      endLine: bodyOf("alpha") + 1,
      quote: "mistake(1);",
      explanation: "It is one.",
      title: "A mistake",
      category: "correctness",
      severity: "major",
      confidence: 0.9,
      fix: null,
    };
    findings = [finding];
    await edit(file, (typed) =>
      typed.insert(file, new vscode.Position(bodyOf("alpha"), 0), "  mistake(1);\n"),
    );
    await (await vscode.workspace.openTextDocument(file)).save();
    findings = [finding];
    await reviewing.review(wanted);
    await untilDrawn(file, [1]);

    const line = bodyOf("omega") + 1;
    findings = [
      { ...finding, title: "Another", quote: "mistake(2);", startLine: line + 1, endLine: line + 1 },
    ];
    await edit(file, (typed) => typed.insert(file, new vscode.Position(line, 0), "  mistake(2);\n"));
    await (await vscode.workspace.openTextDocument(file)).save();
    clock.pass();
    await untilAsked();
    clock.pass();
    await untilDrawn(file, [1, line]);

    findings = [];
    await edit(file, (typed) =>
      typed.replace(file, new vscode.Range(1, 0, 1, "  mistake(1);".length), "  right();"),
    );
    await (await vscode.workspace.openTextDocument(file)).save();
    clock.pass();
    const titles = (): string =>
      shown.outcome?.findings.map(({ title, status }) => `${title} ${status}`).join() ?? "";
    await until(state.onDidChange, () => titles() === "A mistake fixed,Another open");
    await untilDrawn(file, [line]);
    assertValidOutcome(shown.outcome!);
  });

  it("stops at its share of the day's budget, without a word but in the tooltip", async () => {
    await agree();
    const before = server.requests.length;
    await configure("onSaveDailyBudgetUsd", 0.0001);
    await save("gamma", "dear();");
    clock.pass();
    await untilStatus("failed", 1);
    assert.equal(server.requests.length, before);
    assert.match(inWords(onSave.status), /onSaveDailyBudgetUsd|budget/);

    await configure("onSaveDailyBudgetUsd", undefined);
    await save("gamma", "again();");
    clock.pass();
    await server.request(before + 1);
    await untilStatus("on", 2);
  });

  it("stops at so many an hour, and goes on with the next hour", async () => {
    await agree();
    for (let number = 1; number < mostAnHour; number += 1) {
      const before = server.requests.length;
      await save("gamma", `step(${number});`);
      clock.pass(2000);
      await server.request(before + 1);
      await untilStatus("on", number + 1);
    }
    const before = server.requests.length;
    await save("gamma", "last();");
    clock.pass(2000);
    await untilStatus("limited", 1);
    assert.equal(server.requests.length, before);
    clock.pass(60 * 60 * 1000);
    await save("gamma", "later();");
    clock.pass(2000);
    const request = await server.request(before + 1);
    assert.ok(request.messages[0]?.includes("last();"));
    await untilStatus("on", mostAnHour + 1);
  });

  it("leaves other documents alone", async () => {
    await agree();
    const untitled = await vscode.workspace.openTextDocument({ content: "let x;" });
    await vscode.window.showTextDocument(untitled);
    assert.deepEqual(clock.waiting, []);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.deepEqual(clock.waiting, []);
  });

  it("says how it stands and what it took, and makes no link of what an endpoint said", async () => {
    const status = { kind: "failed", until: null, requests: 3, usd: 0.0123 } as const;
    const message = "[x](command:workbench.action.quit) $(check)";
    const { value, isTrusted } = withSwitch("Findings: none.", { ...status, message });
    assert.doesNotMatch(value, /(?<!\\)\]\(command:workbench/);
    assert.match(value, /\[Turn off\]\(command:secondLook\.toggleReviewOnSave\)$/);
    assert.deepEqual(isTrusted, { enabledCommands: ["secondLook.toggleReviewOnSave"] });
    assert.match(inWords({ ...status, message }), /Requests in this window: 3, \$0\.0123\./);
  });
});
