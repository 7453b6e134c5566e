/** Each scope in a real repository: what is staged and what is not, files, selections, and texts that are in no file. */

import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Finding } from "../../src/contract/finding.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { Scope } from "../../src/contract/scope.ts";
import { versionScheme } from "../../src/editor/oldSide.ts";
import { openFinding } from "../../src/editor/open.ts";
import { wantedAgain, wantedBy, wantedFor } from "../../src/editor/wanted.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import {
  commitAll,
  edit,
  git,
  linesOf,
  practise,
  root,
  tidy,
  until,
  untilDrawn,
  uriOf,
  write,
} from "./workspace.ts";

const loop = "  for (let i = 0; i <= items.length; i++) {";
const good = "  for (const item of items) {";
const cart = [
  "export function total(items) {",
  "  let sum = 0;",
  loop,
  "    sum += 1;",
  "  }",
  "  return sum;",
  "}",
  "",
];

async function anUntitled(): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({ scheme: "untitled", path: "untitled.js" });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await edit(uri, (typed) => typed.insert(uri, new vscode.Position(0, 0), cart.join("\n")));
  return document;
}

describe("A scope in VS Code", () => {
  let file: vscode.Uri;
  beforeEach(async () => {
    file = await write("src/cart.js", cart.with(2, good));
    await commitAll("A good cart");
  });
  afterEach(tidy);

  const places = ({ findings }: Outcome): unknown => findings.map(({ path, startLine }) => [path, startLine]);
  const labels = ({ repositories }: Outcome): unknown =>
    repositories.map(({ base, head }) => [base.label, head.label]);

  it("that is staged is the index's text, drawn where its lines still stand", async () => {
    await write("src/cart.js", cart);
    await git("add", "--all");
    await write("src/cart.js", ["// not staged", "", ...cart]);
    const outcome = await practise({ kind: "staged" });
    assert.deepEqual(labels(outcome), [["HEAD", "index"]]);
    assert.deepEqual(places(outcome), [["src/cart.js", 3]]);
    await untilDrawn(file, [4]);
  });

  it("that is not staged is what came after", async () => {
    await write("src/other.js", cart);
    await git("add", "--all");
    await write("src/cart.js", cart);
    const outcome = await practise({ kind: "unstaged" });
    assert.deepEqual(labels(outcome), [["index", "working tree"]]);
    assert.deepEqual(places(outcome), [["src/cart.js", 3]]);
    await untilDrawn(file, [2]);
  });

  it("with nothing in it says so, and what was compared", async () => {
    await write("src/cart.js", cart);
    const outcome = await practise({ kind: "staged" });
    assert.equal(outcome.kind, "nothingToReview");
    assert.deepEqual(labels(outcome), [["HEAD", "index"]]);
  });

  it("of a branch can leave out what is not committed, and ranges hold the commits they name", async () => {
    await git("checkout", "--quiet", "-b", "cart");
    await write("src/cart.js", cart);
    await commitAll("A mistake");
    await write("src/cart.js", cart.with(2, good));
    assert.deepEqual(places(await practise({ kind: "branch", base: "main", committed: true })), [
      ["src/cart.js", 3],
    ]);
    assert.deepEqual(places(await practise({ kind: "branch", base: "main" })), []);
    assert.deepEqual(places(await practise({ kind: "range", range: "main..cart" })), [["src/cart.js", 3]]);
    assert.deepEqual(places(await practise({ kind: "last", commits: 1 })), [["src/cart.js", 3]]);
    await git("checkout", "--quiet", "--force", "main");
    await git("branch", "--quiet", "--delete", "--force", "cart");
  });

  it("of a whole file needs no change", async () => {
    await write("src/cart.js", cart);
    await commitAll("A mistake, committed");
    const outcome = await practise({ kind: "files", files: [file.fsPath] });
    assert.deepEqual(places(outcome), [["src/cart.js", 3]]);
    assert.deepEqual(
      outcome.coverage.files.map(({ path, change }) => [path, change]),
      [["src/cart.js", "chosen"]],
    );
    await untilDrawn(file, [2]);
  });

  it("of a selection is its lines alone, in the text that was typed", async () => {
    await vscode.window.showTextDocument(file);
    const both = [...cart, ...cart.map((line) => line.replace("total", "again"))].join("\n");
    await edit(file, (typed) => typed.replace(file, new vscode.Range(0, 0, 99, 0), both));
    const outcome = await practise({ kind: "selection", file: file.fsPath, startLine: 9, endLine: 15 });
    assert.deepEqual(places(outcome), [["src/cart.js", 11]]);
    await untilDrawn(file, [10]);
  });

  it("of a file outside of any repository is drawn in it, under the name it was opened by", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-outside-")));
    await mkdir(path.join(folder, "real"));
    await symlink(path.join(folder, "real"), path.join(folder, "link"));
    await writeFile(path.join(folder, "real", "cart.js"), cart.join("\n"));
    const linked = vscode.Uri.file(path.join(folder, "link", "cart.js"));
    await vscode.window.showTextDocument(linked);
    const outcome = await practise({ kind: "files", files: [linked.fsPath] });
    assert.deepEqual(places(outcome), [["cart.js", 3]]);
    assert.deepEqual(
      outcome.repositories.map(({ root }) => root),
      [path.join(folder, "real")],
    );
    await untilDrawn(linked, [2]);
  });

  it("of an untitled document is drawn in it, follows what is typed, and goes with it", async () => {
    const document = await anUntitled();
    const outcome = await practise({ kind: "files", files: [document.uri.toString()] });
    assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
    assert.deepEqual(
      outcome.findings.map(({ startLine }) => startLine),
      [3],
    );
    await untilDrawn(document.uri, [2]);
    await edit(document.uri, (typed) => typed.insert(document.uri, new vscode.Position(0, 0), "// typed\n"));
    await untilDrawn(document.uri, [3]);
  });

  it("of a file that is not there says which", async () => {
    const { kind, failures } = await practise({ kind: "files", files: [path.join(root(), "gone.js")] });
    assert.equal(kind, "failed");
    assert.deepEqual(
      failures.map(({ code }) => code),
      ["noSuchFile"],
    );
    assert.match(failures[0]?.message ?? "", /gone\.js/);
  });

  it("is not taken for another when it is none", async () => {
    for (const scope of [{ kind: "everything" }, { kind: "commit" }, { kind: "files", files: [] }]) {
      await assert.rejects(async () => vscode.commands.executeCommand("secondLook.tryWithoutKey", scope));
    }
  });

  describe("whose lines", () => {
    it("are counted otherwise by git and the editor is drawn nowhere", async () => {
      const outcome = await practise({ kind: "files", files: [file.fsPath] });
      assert.deepEqual(places(outcome), []);
      await write("src/cart.js", cart);
      await practise();
      await untilDrawn(file, [2]);
      // The editor ends a line at the lone return; git does not.
      const { document } = await vscode.window.showTextDocument(file);
      await writeFile(file.fsPath, ["// one\r// two", ...cart].join("\n"));
      await until(vscode.workspace.onDidChangeTextDocument, () => document.lineCount === cart.length + 2);
      assert.equal(document.lineAt(4).text, loop, "the very line stands there for the editor");
      await untilDrawn(file, []);
    });

    it("hold separators that only look like line ends are drawn as git counts them", async () => {
      const odd = await write("src/odd.js", ["// one\u2028two\u0085three", ...cart]);
      await practise();
      // Not shown: an editor would ask what to do about them.
      const document = await vscode.workspace.openTextDocument(odd);
      assert.equal(document.lineCount, cart.length + 1);
      await untilDrawn(odd, [3]);
    });
  });
});

describe("A finding about a version", () => {
  let reviewer: Reviewer;
  let file: vscode.Uri;
  beforeEach(async () => {
    reviewer = aReviewer();
    file = await write("src/cart.js", cart.with(2, good));
    await commitAll("A good cart");
  });
  afterEach(async () => {
    reviewer.dispose();
    await tidy();
  });

  async function find(scope: Scope): Promise<Finding> {
    const outcome = await reviewer.reviewing.review({ ...wantedFor(scope), by: "practice" });
    assertValidOutcome(outcome);
    const [finding] = outcome.findings;
    assert.ok(finding, JSON.stringify(outcome.failures));
    return finding;
  }

  /** The new side of the comparison that is open, and the line of it that is pointed at. */
  async function compared(): Promise<{ readonly document: vscode.TextDocument; readonly line: number }> {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const document = await vscode.workspace.openTextDocument(input.modified);
    const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
    return { document, line: editor?.selection.active.line ?? -1 };
  }

  it("that is staged opens what is staged, where the file reads otherwise", async () => {
    await write("src/cart.js", ["// staged", ...cart]);
    await git("add", "--all");
    await write("src/cart.js", cart.with(2, good));
    const finding = await find({ kind: "staged" });
    assert.equal(finding.startLine, 4);
    assert.deepEqual(linesOf(file), []);
    await openFinding(finding.id, reviewer.shown);
    const { document, line } = await compared();
    assert.equal(document.uri.scheme, versionScheme);
    assert.equal(document.getText(), ["// staged", ...cart].join("\n"));
    assert.equal(line, 3);
  });

  it("that is staged opens the file itself where its lines stand there", async () => {
    await write("src/cart.js", cart);
    await git("add", "--all");
    await write("src/cart.js", ["// not staged", ...cart]);
    const finding = await find({ kind: "staged" });
    await untilDrawn(file, [3]);
    await openFinding(finding.id, reviewer.shown);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 3);
  });

  it("points at no line once something else is staged", async () => {
    await write("src/cart.js", ["// staged", ...cart]);
    await git("add", "--all");
    await write("src/cart.js", cart.with(2, good));
    const finding = await find({ kind: "staged" });
    await git("add", "--all");
    await openFinding(finding.id, reviewer.shown);
    const { document, line } = await compared();
    assert.equal(document.getText(), cart.with(2, good).join("\n"));
    assert.equal(line, 0);
  });

  it("that is not staged compares with what is", async () => {
    await write("src/cart.js", cart.with(1, "  let sum = 1;").with(2, good));
    await git("add", "--all");
    await write("src/cart.js", cart);
    const outcome = await reviewer.reviewing.review({ ...wantedFor({ kind: "unstaged" }), by: "practice" });
    const [finding] = outcome.findings;
    assert.ok(finding);
    await write("src/cart.js", cart.with(2, "  while (true) {"));
    await until(reviewer.state.onDidChange, () => linesOf(file).length === 0);
    const old: Finding = { ...finding, side: "old", startLine: 2, endLine: 2, quote: "let sum = 1;" };
    await reviewer.shown.end({ outcome: { ...outcome, findings: [old] }, ground: new Map() });
    await openFinding(old.id, reviewer.shown);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const before = await vscode.workspace.openTextDocument(input.original);
    assert.equal(before.lineAt(1).text, "  let sum = 1;");
    assert.equal(input.modified.toString(), uriOf("src/cart.js").toString());
  });

  it("of an untitled document that was closed opens no other, empty one", async () => {
    const document = await anUntitled();
    const finding = await find({ kind: "files", files: [document.uri.toString()] });
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until(vscode.workspace.onDidCloseTextDocument, () => document.isClosed);
    void openFinding(finding.id, reviewer.shown);
    assert.ok(vscode.workspace.textDocuments.every(({ isUntitled }) => !isUntitled));
  });

  it("is that of the editor's file or selection, when a person asks for those", async () => {
    await write("src/cart.js", [...cart, ...cart]);
    const editor = await vscode.window.showTextDocument(file);
    const ask = async (about: "file" | "selection"): Promise<Outcome> => {
      const outcome = await reviewer.reviewing.review({ ...wantedBy([], about), by: "practice" });
      assertValidOutcome(outcome);
      return outcome;
    };
    assert.deepEqual((await ask("file")).scope, { kind: "files", files: [file.fsPath] });

    editor.selection = new vscode.Selection(8, 0, 0, 3);
    const selection = await ask("selection");
    assert.deepEqual(selection.scope, { kind: "selection", file: file.fsPath, startLine: 1, endLine: 8 });
    assert.equal(selection.findings.length, 1);

    editor.selection = new vscode.Selection(2, 1, 2, 1);
    assert.equal((await ask("selection")).kind, "cancelled");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.equal((await ask("file")).kind, "cancelled");
    assert.deepEqual(reviewer.shown.outcome, selection, "what is on show stays");
  });

  it("is found without a question where a program leaves a base open that is clear", async () => {
    await git("checkout", "--quiet", "-b", "cart");
    await write("src/cart.js", cart);
    const wanted = wantedBy([{ kind: "branch", base: null }], "branch");
    const { repositories, findings } = await reviewer.reviewing.review({ ...wanted, by: "practice" });
    assert.equal(repositories[0]?.base.label, "main");
    assert.equal(findings.length, 1);
    await git("checkout", "--quiet", "--force", "main");
    await git("branch", "--quiet", "--delete", "--force", "cart");
    const unclear = await reviewer.reviewing.review({ ...wanted, by: "practice" });
    assert.deepEqual(
      unclear.failures.map(({ code }) => code),
      ["noBase"],
    );
  });

  it("is looked for in the same scope again", async () => {
    await write("src/cart.js", cart);
    await git("add", "--all");
    await write("src/cart.js", cart.with(2, good));
    await find({ kind: "staged" });
    const { outcome } = reviewer.shown;
    assert.ok(outcome);
    const again = await reviewer.reviewing.review(wantedAgain(outcome));
    assert.deepEqual(again.scope, { kind: "staged" });
    assert.equal(again.findings.length, 1);
  });
});
