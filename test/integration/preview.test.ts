/** The preview of a request: to the byte what a review sends, and nothing is sent for it. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Preview } from "../../src/editor/preview.ts";
import { previewRequest } from "../../src/editor/preview.ts";
import { PreviewPages } from "../../src/editor/previewPages.ts";
import { wantedBy, wantedFor } from "../../src/editor/wanted.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { git, set, tidy, uriOf, write } from "./workspace.ts";

const canary = "a line that would be sent";

describe("The preview of a request", () => {
  let server: StandIn;
  let reviewer: Reviewer;
  let pages: PreviewPages;

  beforeEach(async () => {
    server = await startStandIn();
    await set("baseUrl", server.baseUrl);
    reviewer = aReviewer();
    pages = new PreviewPages();
    await write("cart.js", ["export const cart = [];", `// ${canary}`, ""]);
    await write(".env", ["TOKEN=abc", ""]);
  });
  afterEach(async () => {
    reviewer.dispose();
    pages.dispose();
    await set("baseUrl", undefined);
    await server.close();
    await tidy();
  });

  async function preview(): Promise<Preview> {
    const shown = await previewRequest(wantedFor({ kind: "uncommitted" }), { ...reviewer, pages });
    assertValidOutcome(shown.outcome);
    return shown;
  }

  it("is what a review sends, to the byte, while it sends nothing and asks nothing itself", async () => {
    // The trap: the same change, to the same endpoint, does arrive when it is sent.
    await reviewer.keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    await reviewer.reviewing.review(wantedFor({ kind: "uncommitted" }));
    const { body, path } = await server.request(1);
    const before = server.requests.length;
    const { sendings } = reviewer;
    assert.equal(sendings.length, 1);
    assert.ok(JSON.stringify(body).includes(canary));

    const { requests } = await preview();
    assert.equal(server.requests.length, before);
    assert.equal(sendings.length, 1);
    assert.equal(requests.length, 1);
    assert.deepEqual(JSON.parse(JSON.stringify(requests[0]?.body)), body);
    assert.ok(requests[0]?.url.endsWith(path));
  });

  it("is a document that can only be read, with the text and with what stays here", async () => {
    const { document, outcome, requests } = await preview();
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document);
    const text = editor.document.getText();
    assert.equal(editor.document.languageId, "plaintext");
    assert.ok(text.includes(canary));
    assert.match(text, /\.env: a file made to hold secrets/);
    assert.ok(!text.includes("TOKEN=abc"));
    assert.deepEqual(JSON.parse(text.slice(text.lastIndexOf("========\n\n{") + 9)), requests[0]?.body);
    assert.deepEqual(
      outcome.coverage.files.map(({ path, sent }) => [path, sent]),
      [
        [".env", "none"],
        ["cart.js", "whole"],
      ],
    );
    await vscode.commands.executeCommand("type", { text: "typed" });
    assert.equal(editor.document.getText(), text);
  });

  it("works through its command, for any scope, without a key", async () => {
    await git("add", "cart.js");
    const shown = await vscode.commands.executeCommand<Preview>("secondLook.previewRequest", {
      kind: "staged",
    });
    assert.deepEqual(shown.outcome.scope, { kind: "staged" });
    assert.equal(shown.requests.length, 1);
    assert.equal(server.requests.length, 0);
  });

  it("holds what a person wants looked at first, behind everything else", async () => {
    const focus = { kind: "said", text: "Mind the rounding." } as const;
    const wanted = { ...wantedFor({ kind: "uncommitted" }), focus };
    const { requests } = await previewRequest(wanted, { ...reviewer, pages });
    const body = JSON.stringify(requests[0]?.body);
    assert.match(body, /focus\]\]\\nMind the rounding\.\\n\[\[\w+ end\]\]\\n"/);
    assert.ok(body.indexOf(canary) < body.indexOf("Mind the rounding."));
  });

  it("holds what other tools report of a changed file, and nothing that Second Look drew", async () => {
    const drawn = vscode.languages.createDiagnosticCollection("of a test");
    const reported = (message: string, source: string): vscode.Diagnostic =>
      Object.assign(new vscode.Diagnostic(new vscode.Range(0, 0, 0, 6), message), { source, code: 17 });
    drawn.set(uriOf("cart.js"), [
      reported("No such cart.", "shoplint"),
      reported("Drawn by us.", "Second Look"),
      Object.assign(reported("Only a hint.", "hints"), { severity: vscode.DiagnosticSeverity.Hint }),
    ]);
    drawn.set(uriOf("README.md"), [reported("Not of the change.", "shoplint")]);
    const body = JSON.stringify((await preview()).requests[0]?.body);
    assert.ok(body.includes("cart.js:1 error shoplint(17): No such cart."));
    for (const left of ["Drawn by us", "Only a hint", "Not of the change"])
      assert.ok(!body.includes(left), left);
    drawn.dispose();
  });

  it("shows no document where there is nothing to send, and says why in its outcome", async () => {
    await git("clean", "--quiet", "-d", "--force");
    const nothing = await preview();
    assert.deepEqual([nothing.document, nothing.requests], [null, []]);
    assert.equal(nothing.outcome.kind, "nothingToReview");
    const wanted = wantedBy([{ kind: "commit", commit: "no-such-commit" }], "kind");
    const failed = await previewRequest(wanted, { ...reviewer, pages });
    assert.deepEqual(
      failed.outcome.failures.map(({ code }) => code),
      ["badRevision"],
    );
    assert.equal(failed.document, null);
  });

  it("refuses an address that a key must not go to, as a review does", async () => {
    await set("baseUrl", "http://gateway.example/v1");
    const { outcome, document } = await preview();
    assert.equal(document, null);
    assert.deepEqual(
      outcome.failures.map(({ code }) => code),
      ["badEndpoint"],
    );
    assertValidOutcome(outcome);
  });
});
