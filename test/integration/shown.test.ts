/** What is on show: kept over a reload of the window, opened at a click, plain whatever a model wrote. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Finding } from "../../src/contract/finding.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import { Findings } from "../../src/editor/findings.ts";
import { LastReview } from "../../src/editor/lastReview.ts";
import { Versions, versionScheme } from "../../src/editor/oldSide.ts";
import { openFinding } from "../../src/editor/open.ts";
import { Shown } from "../../src/editor/shown.ts";
import { State } from "../../src/editor/state.ts";
import { aFile, aFinding, anOutcome } from "../support/outcome.ts";
import { aMemento, type TestMemento } from "./memories.ts";
import { commitAll, edit, ours, realRoot, tidy, until, untilDrawn, write } from "./workspace.ts";

const before = ["export const rate = 0.19;", "export function tax(sum) {", "  return sum * rate;", "}", ""];
const after = ["export const rate = 0.19;", "export function tax(sum) {", "  return sum + rate;", "}", ""];
const added = aFinding({ path: "tax.js", startLine: 3, endLine: 3, quote: "return sum + rate;" });

describe("The review on show", () => {
  let disposables: { dispose(): unknown }[];
  let memory: TestMemento;
  let file: vscode.Uri;
  let base: string;

  beforeEach(async () => {
    disposables = [];
    memory = aMemento();
    file = await write("tax.js", before);
    base = await commitAll("A tax");
    await write("tax.js", after);
  });
  afterEach(async () => {
    disposables.forEach((each) => each.dispose());
    await tidy();
  });

  function aWindow(): { readonly shown: Shown; readonly state: State } {
    const state = new State({ kind: "idle" });
    const findings = new Findings();
    const shown = new Shown({ state, findings, memory: new LastReview(memory) });
    disposables.push(shown, findings, state);
    return { shown, state };
  }

  async function outcomeOf(...findings: readonly Finding[]): Promise<Outcome> {
    const head = { label: "working tree", commit: null };
    return anOutcome({
      startedAt: new Date().toISOString(),
      repositories: [{ id: "shop", root: await realRoot(), base: { label: "HEAD", commit: base }, head }],
      findings,
      coverage: { complete: true, files: [aFile({ path: "tax.js" })] },
    });
  }

  const ground = new Map([["F1", ["  return sum + rate;"]]]);

  it("survives a reload of the window, at the line it had moved to", async () => {
    const first = aWindow();
    await first.shown.end({ outcome: await outcomeOf(added), ground });
    await untilDrawn(file, [2]);
    const document = await vscode.workspace.openTextDocument(file);
    await edit(file, (typed) => typed.insert(file, new vscode.Position(0, 0), "// Taxes\n"));
    await untilDrawn(file, [3]);
    await document.save();
    for (const each of disposables.splice(0)) each.dispose();
    await untilDrawn(file, []);

    const second = aWindow();
    await second.shown.restore();
    await untilDrawn(file, [3]);
    assert.equal(
      second.state.current.kind === "ended" && second.state.current.outcome.findings[0]?.title,
      added.title,
    );
  });

  it("keeps the outcome, and never the lines it stood on", async () => {
    const canary = "the ground of a finding";
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(added), ground: new Map([["F1", [canary]]]) });
    assert.ok(JSON.stringify([...memory.kept]).includes(added.title));
    assert.ok(!JSON.stringify([...memory.kept]).includes(canary));
  });

  it("does not draw a finding whose line was changed while the window was closed", async () => {
    const first = aWindow();
    await first.shown.end({ outcome: await outcomeOf(added), ground });
    for (const each of disposables.splice(0)) each.dispose();
    await write("tax.js", before);
    const second = aWindow();
    await second.shown.restore();
    await untilDrawn(file, []);
    const stale = (): boolean =>
      second.state.current.kind === "ended" && second.state.current.stale.has("F1");
    await until(second.state.onDidChange, stale);
  });

  it("is gone for the next window, too, once it was cleared", async () => {
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(added), ground });
    await shown.clear();
    assert.deepEqual(memory.kept, new Map());
  });

  it("opens a finding of the review that still runs", async () => {
    const other = await write("rate.js", ["export const rate = 0.19;", "export const rates = [rate];"]);
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(added), ground });
    const found = aFinding({
      id: "F2",
      path: "rate.js",
      startLine: 2,
      endLine: 2,
      quote: "export const rates = [rate];",
    });
    const coverage = { complete: true, files: [aFile({ path: "rate.js" }), aFile({ path: "tax.js" })] };
    shown.begin();
    shown.progress({
      phase: { kind: "asking", part: 1, parts: 1 },
      outcome: { ...(await outcomeOf(found)), startedAt: "2026-01-01T00:00:00.000Z", coverage },
    });
    await untilDrawn(other, [1]);
    await openFinding("F2", shown);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, other.fsPath);
  });

  it("is plain text, whatever a model wrote", async () => {
    const title = "$(alert) [Fix it](command:workbench.action.quit) \u202enow";
    const { shown } = aWindow();
    await shown.end({
      outcome: await outcomeOf({ ...added, title, explanation: "a\u200bb\n[c](https://d)" }),
      ground,
    });
    await untilDrawn(file, [2]);
    assert.equal(
      ours(file)[0]?.message,
      "$ (alert) [Fix it] (command:workbench.action.quit) \\u{202e}now\na\\u{200b}b\n[c] (https://d)",
    );
  });

  it("opens the line of a finding", async () => {
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(added), ground });
    await openFinding("F1", shown);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file.fsPath);
    assert.deepEqual(editor.selection.start, new vscode.Position(2, 2));
  });

  it("opens both versions for a finding about removed code, at its line on the old side", async () => {
    const removed = aFinding({
      path: "tax.js",
      side: "old",
      startLine: 3,
      endLine: 3,
      quote: "return sum * rate;",
    });
    const { shown } = aWindow();
    const provider = new Versions(() => shown.outcome);
    disposables.push(vscode.workspace.registerTextDocumentContentProvider(versionScheme, provider));
    await shown.end({ outcome: await outcomeOf(removed), ground: new Map() });
    assert.deepEqual(ours(file), []);
    await openFinding("F1", shown);

    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.fsPath, file.fsPath);
    const old = await vscode.workspace.openTextDocument(input.original);
    assert.equal(old.getText(), before.join("\n"));
    const isThere = (): boolean =>
      vscode.window.visibleTextEditors.some(
        ({ document, selection }) => document.uri.scheme === versionScheme && selection.start.line === 2,
      );
    await until(vscode.window.onDidChangeTextEditorSelection, isThere);
  });

  it("opens nothing for a file that a model made up", async () => {
    const madeUp = aFinding({
      path: "../../etc/passwd",
      startLine: null,
      endLine: null,
      anchor: { kind: "unanchored", reason: "unknownFile" },
    });
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(madeUp), ground: new Map() });
    await openFinding("F1", shown);
    await openFinding("F99", shown);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it("reads no version that was not compared, and no path that did not change", async () => {
    const { shown } = aWindow();
    await shown.end({ outcome: await outcomeOf(added), ground });
    const provider = new Versions(() => shown.outcome);
    const token = new vscode.CancellationTokenSource().token;
    const read = async (path: string, commit: string, repository = "shop"): Promise<string | undefined> =>
      provider.provideTextDocumentContent(
        vscode.Uri.from({
          scheme: versionScheme,
          path: `/${path}`,
          query: JSON.stringify({ repository, version: { kind: "commit", commit } }),
        }),
        token,
      );
    assert.equal(await read("tax.js", base), before.join("\n"));
    assert.equal(await read("README.md", base), undefined);
    assert.equal(await read("tax.js", "HEAD"), undefined);
    assert.equal(await read("tax.js", base, "other"), undefined);
  });
});
