/** Review on save: what a save sends, once, and only with a person's leave. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { Consent } from "../../src/editor/consent.ts";
import {
  mostAnHour,
  OnSave,
  type OnSaveStatus,
  type SavingAnswer,
  type SavingQuestion,
} from "../../src/editor/onSave/onSave.ts";
import { describe as inWords, withSwitch } from "../../src/editor/onSave/tooltip.ts";
import { wantedBy } from "../../src/editor/wanted.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aMemento } from "./memories.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { StillClock } from "./stillClock.ts";
import { commitAll, edit, realRoot, set, tidy, until, untilDrawn, write } from "./workspace.ts";

const wanted = wantedBy([], "uncommitted");
const names = ["alpha", "beta", "gamma", "delta", "omega"];
const lines = names.flatMap((name) => [
  `export function ${name}(items) {`,
  ...[1, 2, 3, 4, 5].map((number) => `  log("${number} of ${name}");`),
  "}",
  "",
]);

/** Tells when it was looked into, so that a test need not guess when nothing came of a save. */
class WatchedConsent extends Consent {
  readonly #looked = new vscode.EventEmitter<void>();
  readonly onDidLook = this.#looked.event;
  looks = 0;

  override onSave(...args: Parameters<Consent["onSave"]>): ReturnType<Consent["onSave"]> {
    this.looks += 1;
    this.#looked.fire();
    return super.onSave(...args);
  }
}

describe("Review on save", () => {
  let server: StandIn;
  let clock: StillClock;
  let reviewer: Reviewer;
  let onSave: OnSave;
  let consent: WatchedConsent;
  let offered: SavingQuestion[];
  let answer: SavingAnswer;
  let findings: unknown[];
  let statuses: OnSaveStatus[];
  let file: vscode.Uri;
  let other: vscode.Uri;

  beforeEach(async () => {
    findings = [];
    server = await startStandIn({
      answer: () => ({ verdicts: [], findings, reply: "", summary: "A summary." }),
    });
    await set("baseUrl", server.baseUrl);
    offered = [];
    answer = "yes";
    statuses = [];
    clock = new StillClock();
    consent = new WatchedConsent(aMemento());
    reviewer = aReviewer(consent);
    const { reviewing, shown, precedence, seen, keys } = reviewer;
    await keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    onSave = new OnSave({
      reviewing: async () => reviewing,
      consent,
      shown,
      precedence,
      seen,
      memory: aMemento(),
      clock,
      ask: async (question) => {
        offered.push(question);
        return answer;
      },
    });
    onSave.onDidChange((status) => statuses.push(status));
    file = await write("code.js", lines);
    other = await write("other.js", ["let other = 1;", ""]);
    await commitAll("Code");
    await write("other.js", ["let other = 2; // OTHER", ""]);
  });

  afterEach(async () => {
    onSave.dispose();
    reviewer.dispose();
    for (const name of ["baseUrl", "model", "reviewOnSave", "onSaveDailyBudgetUsd"])
      await set(name, undefined);
    await server.close();
    await tidy();
  });

  /** Types a line at the beginning of a function and saves it. */
  async function save(name: string, text: string): Promise<void> {
    await type(name, text);
    assert.equal(await (await vscode.workspace.openTextDocument(file)).save(), true);
  }

  /** Resolves to the line where it stands, 0-based. */
  async function type(name: string, text: string): Promise<number> {
    const standing = (await vscode.workspace.openTextDocument(file)).getText().split("\n");
    const line = standing.indexOf(`export function ${name}(items) {`) + 1;
    await edit(file, (typed) => typed.insert(file, new vscode.Position(line, 0), `  ${text}\n`));
    return line;
  }

  /** As Save All does it: of both files, whose editors are open. */
  async function saveTogether(one: string, two: string): Promise<void> {
    for (const uri of [file, other]) await vscode.window.showTextDocument(uri, { preview: false });
    await type("gamma", one);
    await edit(other, (typed) => typed.insert(other, new vscode.Position(0, 0), `${two}\n`));
    assert.equal(await vscode.workspace.saveAll(), true);
  }

  /** A person's review, a first save, and their yes to it. */
  async function agree(): Promise<void> {
    assert.equal((await reviewer.reviewing.review(wanted)).kind, "finished");
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
    await until(clock.onDidWait, () => clock.waiting.length > 0);
  }

  async function untilStatus(kind: OnSaveStatus["kind"], times: number): Promise<void> {
    await until(onSave.onDidChange, () => statuses.filter((each) => each.kind === kind).length >= times);
  }

  it("sends nothing before a person agreed, asks once after a review, and then sends the change", async () => {
    await save("alpha", "before();");
    clock.pass();
    assert.equal((await reviewer.reviewing.review(wanted)).kind, "finished");
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
    assert.equal(reviewer.sendings.length, 1);
    assert.equal(offered.length, 1);
  });

  for (const said of ["notNow", "never"] as const) {
    it(`sends nothing after "${said}", and does not ask again until it is switched on again`, async () => {
      answer = said;
      await reviewer.reviewing.review(wanted);
      const before = server.requests.length;
      for (const times of [1, 2]) {
        await save("beta", `save(${times});`);
        clock.pass();
        await until(consent.onDidLook, () => consent.looks === times);
      }
      assert.equal(offered.length, 1);

      answer = "yes";
      await onSave.toggle();
      await onSave.toggle();
      await save("beta", "save(3);");
      clock.pass();
      await untilAsked();
      assert.equal(offered.length, 2);
      clock.pass();
      const request = await server.request(before + 1);
      assert.ok(request.messages[0]?.includes("save(3);"));
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
    await saveTogether("ONE();", "TWO();");
    clock.pass();
    const request = await server.request(before + 1);
    for (const text of ["ONE();", "TWO();"]) assert.ok(request.messages[0]?.includes(text), text);
    await untilStatus("on", 2);
    assert.equal(server.requests.length, before + 1);
  });

  it("leaves out what a person took out of their review", async () => {
    await agree();
    const unticked = [{ root: await realRoot(), path: "other.js" }];
    await reviewer.reviewing.review({ ...wanted, files: { kind: "without", unticked } });
    const before = server.requests.length;
    await saveTogether("ONE();", "TWO();");
    clock.pass();
    const request = await server.request(before + 1);
    assert.ok(request.messages[0]?.includes("ONE();"));
    assert.ok(!request.raw.includes("TWO();"));
    await untilStatus("on", 2);
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
    await set("reviewOnSave", false);
    await save("gamma", "still();");
    assert.deepEqual(clock.waiting, []);

    await set("reviewOnSave", undefined);
    await save("gamma", "on();");
    clock.pass();
    const request = await server.request(before + 1);
    for (const text of ["off();", "still();", "on();"]) assert.ok(request.messages[0]?.includes(text), text);
    await untilStatus("on", 2);
  });

  it("never goes to a model that VS Code offers", async () => {
    await agree();
    const [before, { looks }] = [server.requests.length, consent];
    await set("model", "vscode:copilot/gpt-5");
    await save("gamma", "NEVER();");
    clock.pass();
    assert.deepEqual(
      statuses.filter(({ kind }) => kind === "failed"),
      [],
    );
    assert.equal(consent.looks, looks);

    await set("model", undefined);
    await save("gamma", "NOW();");
    clock.pass();
    await server.request(before + 1);
    await untilStatus("on", 2);
    assert.equal(consent.looks, looks + 1);
  });

  it("waits while a person's review runs, which knows what was saved by then", async () => {
    await agree();
    await save("gamma", "NEW();");
    const before = server.requests.length;
    const gate = server.gate("headers");
    const running = reviewer.reviewing.review(wanted);
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
    const [material = ""] = bySave[0]?.messages ?? [];
    assert.ok(material.includes("LATER();"));
    assert.ok(!material.includes("agreed();"));
  });

  it("draws what it finds beside the findings of a review, and marks as fixed what did not come back", async () => {
    const finding = {
      path: "code.js",
      side: "new",
      startLine: 2,
      endLine: 2,
      quote: "mistake(1);",
      explanation: "It is one.",
      title: "A mistake",
      category: "correctness",
      severity: "major",
      confidence: 0.9,
      fix: null,
    };
    findings = [finding];
    await save("alpha", "mistake(1);");
    await reviewer.reviewing.review(wanted);
    await untilDrawn(file, [1]);

    const line = await type("omega", "mistake(2);");
    const there = { startLine: line + 1, endLine: line + 1 };
    findings = [{ ...finding, ...there, title: "Another", quote: "mistake(2);" }];
    await (await vscode.workspace.openTextDocument(file)).save();
    clock.pass();
    await untilAsked();
    clock.pass();
    await untilDrawn(file, [1, line]);
    // Each is told of by the record of the review that found it.
    const [first, second] = reviewer.shown.outcome?.findings ?? [];
    const starts = [first, second].map((each) => reviewer.shown.startOf(each?.id ?? ""));
    assert.equal(starts[0], reviewer.shown.outcome?.startedAt);
    assert.notEqual(starts[1], starts[0]);

    findings = [];
    await edit(file, (typed) =>
      typed.replace(file, new vscode.Range(1, 0, 1, "  mistake(1);".length), "  right();"),
    );
    await (await vscode.workspace.openTextDocument(file)).save();
    clock.pass();
    const titles = (): string =>
      reviewer.shown.outcome?.findings.map(({ title, status }) => `${title} ${status}`).join() ?? "";
    await until(reviewer.state.onDidChange, () => titles() === "A mistake fixed,Another open");
    await untilDrawn(file, [line]);
    assertValidOutcome(reviewer.shown.outcome!);
  });

  it("stops at its share of the day's budget, without a word but in the tooltip", async () => {
    await agree();
    const before = server.requests.length;
    await set("onSaveDailyBudgetUsd", 0.0001);
    await save("gamma", "dear();");
    clock.pass();
    await untilStatus("failed", 1);
    assert.equal(server.requests.length, before);
    assert.match(inWords(onSave.status), /of the day/);

    await set("onSaveDailyBudgetUsd", undefined);
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

  it("waits longer where the editor saves by itself, which it does in the middle of typing", async () => {
    const delays = (): readonly number[] => clock.waiting.map(({ at }) => at - clock.now());
    await save("gamma", "byHand();");
    assert.deepEqual(delays(), [1500]);

    const files = vscode.workspace.getConfiguration("files");
    try {
      await files.update("autoSaveDelay", 1, vscode.ConfigurationTarget.Global);
      await files.update("autoSave", "afterDelay", vscode.ConfigurationTarget.Global);
      await vscode.window.showTextDocument(file);
      await type("gamma", "byItself();");
      await until(clock.onDidWait, () => delays().join() === "4000");
    } finally {
      await files.update("autoSave", "off", vscode.ConfigurationTarget.Global);
      await files.update("autoSaveDelay", undefined, vscode.ConfigurationTarget.Global);
    }
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
