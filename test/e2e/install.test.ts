/** The built VSIX, installed as people install it, in a window that is driven by keyboard and read like a person reads it. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { readVsix, vsixFile } from "../package/vsix.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import type { TestRepository } from "../support/repository.ts";
import { makeShop, mistakes, secretFile, shownFile } from "../support/sample/shop.ts";
import { hashOf } from "../support/vscode/cache.ts";
import {
  cards,
  dialog,
  openFile,
  panel,
  reviewAgain,
  runCommand,
  squiggles,
  untilKept,
} from "../support/vscode/drive.ts";
import { openWindow, type Window } from "../support/vscode/window.ts";

const seen = mistakes.filter(({ seenInPractice }) => seenInPractice);

describe("the installed VSIX", () => {
  let shop: TestRepository;
  let endpoint: StandIn;
  let window: Window;
  before(async () => {
    [shop, endpoint] = await Promise.all([makeShop(), startStandIn()]);
    window = await openWindow({
      folder: shop.root,
      vsix: [vsixFile],
      // The only squiggles are then ours.
      settings: { "secondLook.baseUrl": endpoint.baseUrl, "typescript.validate.enable": false },
    });
  });
  after(async () => {
    await window.close();
    await endpoint.close();
    await shop.dispose();
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") console.error(window.log());
  });

  it("is the one that was built", async () => {
    const { extensions } = window.profile;
    const folder = (await readdir(extensions)).find((name) => name.startsWith("second-look.second-look-"));
    assert.ok(folder);
    const built = (await readVsix(vsixFile)).get("extension/dist/extension.js");
    assert.ok(built);
    assert.equal(
      await hashOf(path.join(extensions, folder, "dist/extension.js")),
      createHash("sha256").update(built).digest("hex"),
    );
  });

  it("reviews in practice, from the palette, with no key and nothing sent", async () => {
    const { page } = window;
    await openFile(page, path.posix.basename(shownFile));
    await runCommand(page, "Second Look: Try Without a Key");
    await squiggles(page).first().waitFor();
    await showsEveryMistake();
    assert.match(await panel(page).innerText(), /practice/i);
    assert.equal(endpoint.requests.length, 0);

    await runCommand(page, "Second Look: Clear Findings");
    await squiggles(page).first().waitFor({ state: "detached" });
    await cards(page).first().waitFor({ state: "detached" });
  });

  it("shows the request before any key is set, and sends nothing", async () => {
    const { page } = window;
    await runCommand(page, "Second Look: Preview Request");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Uncommitted" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: "Preview Request" }).waitFor();
    const lines = page.locator(".editor-group-container.active .view-lines");
    await lines.getByText(`To: ${endpoint.baseUrl}`).waitFor();
    assert.match(await lines.innerText(), new RegExp(secretFile.replaceAll(".", "\\.")));
    assert.equal(endpoint.requests.length, 0);
    await openFile(page, path.posix.basename(shownFile));
  });

  it("asks for the key and for leave, and shows what the endpoint answers", async () => {
    const { page } = window;
    const { host } = new URL(endpoint.baseUrl);
    await runCommand(page, "Second Look: Set API Key");
    const box = page.locator(".quick-input-widget:visible", { hasText: host });
    await box.locator("input[type=password]").waitFor();
    await page.keyboard.type(endpoint.key);
    await page.keyboard.press("Enter");
    await box.waitFor({ state: "hidden" });

    await runCommand(page, "Second Look: Review Uncommitted Changes");
    await dialog(page).waitFor();
    const question = await dialog(page).innerText();
    assert.ok(question.includes(host) && question.includes(shop.root), question);
    assert.equal(endpoint.requests.length, 0, "Nothing leaves before the answer.");
    await page.keyboard.press("Enter");

    await squiggles(page).first().waitFor();
    await showsEveryMistake();
    const first = await endpoint.request(1);
    assert.equal(first.headers.authorization, `Bearer ${endpoint.key}`);
    const sent = Buffer.concat(endpoint.requests.map(({ raw }) => raw)).toString();
    // The trap: a new file that may be sent is found here, so a secret one would be as well.
    assert.ok(sent.includes("export interface Coupon"));
    assert.ok(!sent.includes("sk_live_"));
    await reviewAgain(page).waitFor();
    const ledger = await panel(page).textContent();
    assert.ok(ledger?.includes(secretFile), ledger ?? "");
  });

  it("still shows the review after the window was reloaded", async () => {
    const { page } = window;
    // The review by the endpoint, not the practice before; and the panel's place in the window.
    await untilKept(page, ['"answeredBy":"o4-mini', "mainThreadWebview-secondLook.panel"]);
    await page.reload();
    await showsEveryMistake();
    await squiggles(page).first().waitFor();
  });

  it("shows why a finding was said: what was sent, and what was answered", async () => {
    const { page } = window;
    await panel(page).getByRole("button", { name: "Why was this said?" }).first().click();
    await page.locator(".tab.active", { hasText: "Why: " }).waitFor();
    const lines = page.locator(".editor-group-container.active .view-lines");
    await lines.getByText("What was sent").first().waitFor();
    await openFile(page, path.posix.basename(shownFile));
  });

  it("shows what fills the window, and leaves out what is dropped in the panel", async () => {
    const { page } = window;
    const before = endpoint.requests.length;
    await panel(page).locator("summary", { hasText: "Piece by piece" }).click();
    const drop = panel(page).getByRole("button", { name: "Drop AGENTS.md" });
    await drop.click();
    await panel(page).getByText("For the next review: 0 pinned, 1 dropped.").waitFor();
    assert.equal(await drop.getAttribute("aria-pressed"), "true");
    await reviewAgain(page).click();
    const request = await endpoint.request(before + 1);
    // The trap: the reviews before did send it.
    assert.ok(endpoint.requests[0]?.raw.includes("AGENTS.md]]"));
    assert.ok(!request.raw.includes("AGENTS.md]]"));
    await reviewAgain(page).waitFor();
    await panel(page).locator("summary", { hasText: "Piece by piece" }).click();
    await panel(page).getByText("rules of this repository · left out: you dropped it").waitFor();
    await panel(page).getByRole("button", { name: "Undo Pins and Drops" }).click();
    await panel(page).getByText("For the next review").waitFor({ state: "detached" });
  });

  it("looks only at the files that stay ticked", async () => {
    const { page } = window;
    const before = endpoint.requests.length;
    await runCommand(page, "Second Look: Review Chosen Files of a Change");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Uncommitted" }).waitFor();
    await page.keyboard.press("Enter");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "coupons.ts" });
    await row.locator(".monaco-checkbox").click();
    await page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
    const request = await endpoint.request(before + 1);
    assert.ok(request.raw.includes("src/cart.ts"));
    assert.ok(!request.raw.includes("export interface Coupon"));
    await reviewAgain(page).waitFor();
    assert.match((await panel(page).textContent()) ?? "", /src\/coupons\.ts\s*you took it out/);
  });

  it("looks at the last commits from the chosen one on, each of which says what it holds", async () => {
    const { page } = window;
    const again = await shop.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "The same again");
    await shop.git("update-ref", "HEAD", again.trim());
    await runCommand(page, "Second Look: Review Range of Commits");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows
      .filter({ hasText: /\d files?, \+\d+ −\d+/ })
      .first()
      .waitFor();
    await page.keyboard.press("ArrowDown");
    await rows.and(page.locator(".focused")).filter({ hasText: "First version" }).waitFor();
    await page.keyboard.press("Enter");
    await panel(page).getByText("empty tree → HEAD").waitFor();
    await reviewAgain(page).waitFor();
  });

  /** A card for each, whatever else there is. */
  async function showsEveryMistake(): Promise<void> {
    for (const { path: file, line } of seen) {
      await cards(window.page).filter({ hasText: file }).filter({ hasText: line }).first().waitFor();
    }
  }
});
