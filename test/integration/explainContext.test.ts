/** Explain Context: for a file, which rules and pieces go along and why; and nothing is sent for it. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { explainContext, type Explanation } from "../../src/editor/explainContext.ts";
import { PreviewPages } from "../../src/editor/previewPages.ts";
import { wantedFor } from "../../src/editor/wanted.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { commitAll, git, set, tidy, uriOf, write } from "./workspace.ts";

describe("Explain Context", () => {
  let server: StandIn;
  let reviewer: Reviewer;
  let pages: PreviewPages;

  beforeEach(async () => {
    server = await startStandIn();
    await set("baseUrl", server.baseUrl);
    reviewer = aReviewer();
    pages = new PreviewPages();
    await write("AGENTS.md", ["Prices are in cents.", ""]);
    await write("web/AGENTS.md", ["No inline styles.", ""]);
    await write(".github/instructions/sql.instructions.md", [
      "---",
      "applyTo: '**/*.sql'",
      "---",
      "Name keys.",
      "",
    ]);
    await write("web/page.js", ["export const page = 1;", ""]);
    await commitAll("Rules");
    await write("cart.js", ["export const cart = [];", ""]);
    await write("web/page.js", ["export const page = 2;", ""]);
  });
  afterEach(async () => {
    reviewer.dispose();
    pages.dispose();
    await set("baseUrl", undefined);
    await server.close();
    await tidy();
  });

  async function explained(...args: readonly unknown[]): Promise<Explanation> {
    const explanation = await explainContext(args, { ...reviewer, pages });
    assert.ok(explanation !== null);
    assertValidOutcome(explanation.outcome);
    assert.equal(server.requests.length, 0);
    return explanation;
  }

  it("shows for the file in sight the rules that are meant for it, with their reason, and those for others", async () => {
    await vscode.window.showTextDocument(uriOf("web/page.js"));
    const { file, along, others, document } = await explained();
    assert.deepEqual([file.path, file.sent], ["web/page.js", "whole"]);
    const rules = (pieces: Explanation["along"]): readonly string[] =>
      pieces.flatMap(({ kind, path, reason, names }) =>
        kind === "rules" ? [`${path}: ${[reason, ...names].join(" ")}`] : [],
      );
    assert.deepEqual(rules(along), ["web/AGENTS.md: ruleOfFolder web"]);
    assert.deepEqual(rules(others), ["AGENTS.md: ruleOfRepository"]);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document);
    const text = editor.document.getText();
    assert.match(text, /^web\/page\.js\nchanged · the whole file\n/);
    assert.match(
      text,
      /What goes along with it \(\d+\)\n(?: {2}.*\n)* {2}web\/AGENTS\.md · \d+ · rules of a folder: web\n/,
    );
    assert.ok(!text.includes("sql.instructions.md"));
  });

  it("takes the file of a menu", async () => {
    const { file } = await explained(uriOf("cart.js"));
    assert.equal(file.path, "cart.js");
  });

  it("looks at a file without a change by itself", async () => {
    await git("checkout", "--quiet", "--", "web/page.js");
    const { file, along } = await explained(uriOf("web/page.js"));
    assert.deepEqual([file.path, file.change], ["web/page.js", "chosen"]);
    assert.ok(along.some(({ path }) => path === "web/AGENTS.md"));
  });

  it("goes by the review on show where the file is part of it", async () => {
    const commit = await commitAll("Pages");
    await reviewer.reviewing.review({ ...wantedFor({ kind: "commit", commit }), by: "practice" });
    const { outcome, file } = await explained(uriOf("web/page.js"));
    assert.deepEqual(outcome.scope, { kind: "commit", commit });
    assert.equal(file.change, "modified");
  });

  it("works through its command", async () => {
    const explanation = await vscode.commands.executeCommand<Explanation>(
      "secondLook.explainContext",
      uriOf("cart.js"),
    );
    assert.equal(explanation.file.path, "cart.js");
  });
});
