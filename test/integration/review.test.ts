/** A change goes in, findings appear in the editor: the whole way by practice rules, through the commands. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Outcome } from "../../src/contract/outcome.ts";
import {
  commitAll,
  edit,
  git,
  linesOf,
  ours,
  practise,
  tidy,
  until,
  untilDrawn,
  uriOf,
  write,
} from "./workspace.ts";

const loop = "  for (let i = 0; i <= items.length; i++) {";
const cart = [
  "export function total(items) {",
  "  let sum = 0;",
  loop,
  "    sum += items[i].price;",
  "  }",
  "  return sum;",
  "}",
  "",
];

describe("A review in VS Code", () => {
  let file: vscode.Uri;
  beforeEach(async () => {
    file = await write("src/cart.js", cart);
  });
  afterEach(tidy);

  /** Has the mistake found and drawn; what did not come to that is told at once, not after a wait. */
  async function find(): Promise<void> {
    const outcome = await practise();
    assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
    const places = outcome.findings.map(({ path, startLine }) => [path, startLine]);
    assert.deepEqual(places, [["src/cart.js", 3]]);
    await untilDrawn(file, [2]);
  }

  it("draws what it found at the line, with source, code and severity", async () => {
    await find();
    const [drawn] = ours(file);
    assert.equal(drawn?.source, "Second Look");
    assert.equal(drawn.code, "correctness");
    assert.equal(drawn.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(drawn.message.split("\n")[0], "The loop reads past the end");
    assert.deepEqual(drawn.range, new vscode.Range(2, 2, 2, loop.length));
  });

  it("says that it was practice, and that nothing was sent", async () => {
    const { notices, usage } = await practise();
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["practice"],
    );
    assert.match(notices[0]?.message ?? "", /Nothing was sent/);
    assert.equal(usage.cost.amount, 0);
  });

  it("accounts for every path that differs", async () => {
    await write("src/more.js", ["export const more = 1;", ""]);
    const { coverage } = await practise();
    assert.deepEqual(coverage.files.map(({ path }) => path).sort(), ["src/cart.js", "src/more.js"]);
    assert.equal(coverage.complete, true);
  });

  it("looks at text that was typed and not saved", async () => {
    await write("src/cart.js", cart.with(2, "  for (const item of items) {"));
    await commitAll("A good cart");
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await edit(file, (typed) => typed.replace(file, document.lineAt(2).range, loop));
    assert.equal(document.isDirty, true);
    const { findings } = await practise();
    assert.deepEqual(
      findings.map(({ startLine }) => startLine),
      [3],
    );
    await untilDrawn(file, [2]);
  });

  it("moves a finding with the lines above it", async () => {
    await find();
    await vscode.workspace.openTextDocument(file);
    await edit(file, (typed) => typed.insert(file, new vscode.Position(0, 0), "// A cart\n//\n"));
    await untilDrawn(file, [4]);
  });

  it("takes a finding away when its line changes, and brings it back when the line does", async () => {
    await find();
    const document = await vscode.workspace.openTextDocument(file);
    const sign = new vscode.Range(2, loop.indexOf("<="), 2, loop.indexOf("<=") + 2);
    await edit(file, (typed) => typed.replace(file, sign, "<"));
    await untilDrawn(file, []);
    await edit(file, (typed) => typed.replace(file, document.lineAt(2).range, loop));
    await untilDrawn(file, [2]);
  });

  it("follows what other programs write into a file that is not open", async () => {
    await find();
    await write("src/cart.js", ["// written by a tool", ...cart]);
    await untilDrawn(file, [3]);
    await write("src/cart.js", cart.with(2, "  for (const item of items) {"));
    await untilDrawn(file, []);
  });

  it("takes everything away with Clear Findings", async () => {
    await find();
    await vscode.commands.executeCommand("secondLook.clearFindings");
    await untilDrawn(file, []);
  });

  it("replaces the findings of the review before", async () => {
    await find();
    await write("src/cart.js", cart.with(2, "  for (const item of items) {"));
    const { findings } = await practise();
    assert.deepEqual(findings, []);
    await untilDrawn(file, []);
  });

  it("says that there is nothing to review when nothing changed", async () => {
    await git("clean", "--quiet", "-d", "--force");
    const { kind, repositories } = await practise();
    assert.equal(kind, "nothingToReview");
    assert.deepEqual(
      repositories.map(({ base, head }) => [base.label, head.label]),
      [["HEAD", "working tree"]],
    );
  });

  it("looks at a branch since its merge base", async () => {
    await git("checkout", "--quiet", "-b", "cart");
    await commitAll("A cart");
    const { findings, scope } = await practise({ kind: "branch", base: "main" });
    assert.deepEqual(scope, { kind: "branch", base: "main" });
    assert.deepEqual(
      findings.map(({ path, startLine }) => [path, startLine]),
      [["src/cart.js", 3]],
    );
  });

  it("looks at one commit, and draws what it found where the lines still stand", async () => {
    const commit = await commitAll("A cart with a mistake");
    await write("src/cart.js", ["// changed since", ...cart]);
    const { findings } = await practise({ kind: "commit", commit });
    assert.deepEqual(
      findings.map(({ startLine }) => startLine),
      [3],
    );
    await untilDrawn(file, [3]);
  });

  it("says which commit is not there", async () => {
    const { kind, failures } = await practise({ kind: "commit", commit: "no-such-commit" });
    assert.equal(kind, "failed");
    assert.deepEqual(
      failures.map(({ code }) => code),
      ["badRevision"],
    );
  });

  it("leaves what an earlier review found when a later one breaks off", async () => {
    await find();
    await practise({ kind: "commit", commit: "no-such-commit" });
    assert.deepEqual(linesOf(file), [2]);
  });

  it("shows a hostile name as what it is", async () => {
    const name = "$(alert) [open](command:workbench.action.quit).js";
    const hostile = await write(name, cart);
    const { findings } = await practise();
    assert.ok(findings.some(({ path }) => path === name));
    await untilDrawn(hostile, [2]);
  });

  it("shows only what is severe enough, and returns the rest all the same", async () => {
    const settings = vscode.workspace.getConfiguration("secondLook");
    await settings.update("minimumSeverity", "critical", vscode.ConfigurationTarget.Workspace);
    try {
      const outcome: Outcome = await practise();
      assert.equal(outcome.findings.length, 1);
      assert.deepEqual(linesOf(file), []);
      await settings.update("minimumSeverity", undefined, vscode.ConfigurationTarget.Workspace);
      await untilDrawn(file, [2]);
    } finally {
      await settings.update("minimumSeverity", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("brings the panel into sight without taking the focus", async () => {
    await vscode.window.showTextDocument(uriOf("README.md"));
    await practise();
    const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    await until(vscode.window.tabGroups.onDidChangeTabs, () =>
      tabs().some(({ input }) => input instanceof vscode.TabInputWebview),
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.path.endsWith("README.md"), true);
  });
});
