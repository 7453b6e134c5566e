/** What a person pins and drops in the panel: it holds for every later review of the window, until it is taken back. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ContextPiece } from "../../src/contract/context.ts";
import { act, type Doers } from "../../src/editor/commands.ts";
import { previewRequest } from "../../src/editor/preview.ts";
import { PreviewPages } from "../../src/editor/previewPages.ts";
import { wantedFor } from "../../src/editor/wanted.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { commitAll, set, tidy, write } from "./workspace.ts";

const wanted = wantedFor({ kind: "uncommitted" });

describe("What a person pins and drops", () => {
  let server: StandIn;
  let reviewer: Reviewer;
  let rates: vscode.Uri;

  beforeEach(async () => {
    server = await startStandIn();
    await set("baseUrl", server.baseUrl);
    reviewer = aReviewer();
    await reviewer.keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    rates = await write("rates.js", ["export const rate = 0.19; // open beside the change", ""]);
    await commitAll("A rate");
    await write("cart.js", ["export const cart = [];", ""]);
  });
  afterEach(async () => {
    reviewer.dispose();
    await set("baseUrl", undefined);
    await server.close();
    await tidy();
  });

  /** What became of the open file, and whether it was sent. */
  async function review(): Promise<{ readonly piece: ContextPiece; readonly isSent: boolean }> {
    await vscode.window.showTextDocument(rates);
    const before = server.requests.length;
    const outcome = await reviewer.reviewing.review(wanted);
    assertValidOutcome(outcome);
    const piece = outcome.context?.pieces.find(
      ({ kind, path }) => kind === "openFile" && path === "rates.js",
    );
    assert.ok(piece !== undefined, JSON.stringify(outcome.context));
    const { raw } = await server.request(before + 1);
    return { piece, isSent: raw.includes("open beside the change") };
  }

  const press = async (kind: "pin" | "drop", id: string): Promise<void> =>
    act({ kind, id }, reviewer as unknown as Doers);

  it("is left out of the next reviews, and back when it is taken back", async () => {
    const first = await review();
    assert.deepEqual([first.piece.left, first.isSent], [null, true]);

    await press("drop", first.piece.id);
    for (const _ of ["the next one", "the one after it"]) {
      const { piece, isSent } = await review();
      assert.deepEqual([piece.left, piece.wish, isSent], ["dropped", "dropped", false]);
    }
    const pages = new PreviewPages();
    const preview = await previewRequest(wanted, { ...reviewer, pages });
    pages.dispose();
    assert.ok(!JSON.stringify(preview.requests).includes("open beside the change"));
    assert.deepEqual(
      preview.outcome.context?.pieces.filter(({ left }) => left === "dropped").map(({ path }) => path),
      ["rates.js"],
    );

    await press("drop", first.piece.id);
    const last = await review();
    assert.deepEqual([last.piece.left, last.piece.wish, last.isSent], [null, null, true]);
  });

  it("is pinned or dropped, never both, and all of it can be undone", async () => {
    const { piece } = await review();
    await press("drop", piece.id);
    await press("pin", piece.id);
    assert.deepEqual([...reviewer.wishes.current.pinned], [piece.id]);
    assert.equal(reviewer.wishes.current.dropped.size, 0);
    const pinned = await review();
    assert.deepEqual([pinned.piece.wish, pinned.isSent], ["pinned", true]);
    await act({ kind: "undoPins" }, reviewer as unknown as Doers);
    assert.equal((await review()).piece.wish, null);
  });

  it("is only what is on show, whatever a page says", async () => {
    await review();
    await press("drop", "somewhere else");
    await press("pin", "");
    assert.deepEqual(reviewer.wishes.current, { pinned: new Set(), dropped: new Set() });
  });
});
