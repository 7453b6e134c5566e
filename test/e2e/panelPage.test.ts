// The panel's page in a browser: what it does with foreign text, with its reader's hands, and with what its reader had open.
import assert from "node:assert/strict";
import type { Browser, Locator } from "playwright-core";
import { nothingWished, type Wished } from "../../src/context/wished.ts";
import type { Finding } from "../../src/contract/finding.ts";
import type { ContextPiece } from "../../src/contract/context.ts";
import { aContext, aFile, aFinding, anOutcome, aPiece } from "../support/outcome.ts";
import type { PanelState } from "../../src/panel/protocol.ts";
import { openPanelBrowser, openPanelPage, type PanelPage } from "../support/panelPage.ts";
import { view, viewOfEnded } from "../support/view.ts";

const three = ["F1", "F2", "F3"].map((id, index) =>
  aFinding({ id, title: `Finding ${id}`, startLine: 10 + index, endLine: 10 + index }),
);
const lost: Partial<Finding> = {
  startLine: null,
  endLine: null,
  anchor: { kind: "unanchored", reason: "unknownFile" },
};

const pieces = [
  aPiece({ id: "d", kind: "diff", path: "src/cart.ts", reason: null, parts: [{ part: 1, tokens: 12_000 }] }),
  aPiece({ id: "tax" }),
  aPiece({ id: "big", path: "src/big.ts", parts: [], left: "noRoom" }),
];

describe("The panel's page", () => {
  let browser: Browser;
  let panel: PanelPage;

  before(async () => {
    browser = await openPanelBrowser();
  });
  beforeEach(async () => {
    panel = await openPanelPage(browser);
  });
  afterEach(() => panel.page.close());
  after(() => browser.close());

  const focused = (): Promise<string> => panel.page.evaluate("document.activeElement.textContent");

  it("says that it stands, and when it has drawn", async () => {
    assert.deepEqual(await panel.heard(), [{ kind: "ready" }]);
    await panel.show(viewOfEnded(anOutcome({ findings: three })));
    assert.equal(await panel.page.locator("h1").textContent(), "3 findings");
    assert.equal(await panel.page.locator(".finding-card").count(), 3);
    assert.deepEqual(await panel.heard(), [{ kind: "drawn" }]);
  });

  it("shows markup in foreign text as text", async () => {
    const trap = `<img src="x" onerror="globalThis.__sprung = true"><script>globalThis.__sprung = true</script>`;
    const bait = await browser.newPage();
    await bait.evaluate(`document.body.innerHTML = ${JSON.stringify(trap)}`);
    await bait.waitForFunction("globalThis.__sprung === true");
    await bait.close();

    const finding = aFinding({ title: trap, explanation: trap, quote: trap, path: trap });
    await panel.show(
      viewOfEnded(
        anOutcome({
          findings: [finding],
          summary: trap,
          setAside: [{ finding, reason: trap }],
          coverage: { complete: false, files: [aFile({ path: trap, reason: "tooLarge" })] },
          failures: [{ code: "badAnswer", message: trap, nextStep: trap }],
          notices: [
            { code: "practice", message: trap },
            { code: "rulesSent", message: trap },
          ],
        }),
      ),
    );
    assert.equal(await panel.page.locator(".open").textContent(), trap);
    assert.equal(await panel.page.locator(".explanation").textContent(), trap);
    assert.equal(await panel.page.locator("img, main script, iframe, a").count(), 0);
    assert.equal(await panel.page.evaluate("globalThis.__sprung"), undefined);
  });

  it("runs nothing that did not come with it, even if it got onto the page", async () => {
    const refused = panel.page.waitForEvent("console", (message) =>
      message.text().includes("Content Security Policy"),
    );
    await panel.page.evaluate(
      `document.body.insertAdjacentHTML("beforeend", '<p onclick="globalThis.__sprung = true">bait</p>')`,
    );
    await panel.page.getByText("bait").click();
    await refused;
    assert.equal(await panel.page.evaluate("globalThis.__sprung"), undefined);
  });

  it("goes to a finding by mouse and by keyboard, with its id alone", async () => {
    await panel.show(viewOfEnded(anOutcome({ findings: three })));
    await panel.heard();
    await panel.page.locator(".finding-card").nth(1).click();
    await panel.page.locator(".open").nth(0).focus();
    await panel.page.keyboard.press("Enter");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("Space");
    assert.deepEqual(
      await panel.heard(),
      ["F2", "F1", "F3"].map((id) => ({ kind: "openFinding", id })),
    );
  });

  it("goes nowhere for a finding whose file does not exist, or when text was selected", async () => {
    await panel.show(viewOfEnded(anOutcome({ findings: [aFinding(lost)] })));
    await panel.page.locator(".finding-card").click();
    await panel.show(viewOfEnded(anOutcome({ findings: three })));
    await panel.heard();
    await panel.page.locator(".explanation").first().dblclick({ delay: 5 });
    const [first, ...more] = await panel.heard();
    assert.deepEqual(first, { kind: "openFinding", id: "F1" });
    assert.deepEqual(more, [], "the second click selected a word");
  });

  describe("and the window of the model", () => {
    const shown = (wished: Partial<Wished> = {}, ...more: readonly ContextPiece[]): PanelState =>
      viewOfEnded(anOutcome({ context: aContext(...pieces, ...more) }), {
        wished: { ...nothingWished, ...wished },
      });
    const toggle = (name: string): Locator => panel.page.getByRole("button", { name, exact: true });

    it("draws it to scale, under a policy that allows no styles", async () => {
      await panel.show(shown());
      const widthOf = (kind: string): Promise<number> =>
        panel.page.evaluate(`document.querySelector(".scale .${kind}").getBoundingClientRect().width`);
      const [diff, reserve] = [await widthOf("diff"), await widthOf("reserve")];
      assert.ok(Math.abs(reserve / diff - 4) < 0.2, `${reserve} is four times ${diff}`);
      const label = await panel.page.getByRole("img").getAttribute("aria-label");
      assert.match(label ?? "", /Diff: 12,000, .*Free: /);
      await panel.show(shown({}, aPiece({ id: "more", kind: "diff", parts: [{ part: 1, tokens: 12_000 }] })));
      assert.ok(Math.abs((await widthOf("diff")) / diff - 2) < 0.1, "it follows what changes");
    });

    it("passes on what is pinned and dropped, by keyboard and by mouse, and keeps the focus", async () => {
      await panel.show(shown());
      await panel.page.locator("summary", { hasText: "Piece by piece" }).click();
      await panel.heard();
      await toggle("Pin src/tax.ts").focus();
      await panel.page.keyboard.press("Enter");
      assert.deepEqual(await panel.heard(), [{ kind: "pin", id: "tax" }]);
      assert.equal(await toggle("Pin src/tax.ts").getAttribute("aria-pressed"), "false");
      await panel.show(shown({ pinned: new Set(["tax"]) }));
      assert.equal(await toggle("Pin src/tax.ts").getAttribute("aria-pressed"), "true");
      assert.equal(await focused(), "Pin");
      await panel.heard();
      await panel.page.keyboard.press("ArrowDown");
      await panel.page.keyboard.press("Space");
      assert.deepEqual(await panel.heard(), [{ kind: "pin", id: "big" }]);
      await toggle("Drop src/big.ts").click();
      await toggle("Undo Pins and Drops").click();
      assert.deepEqual(await panel.heard(), [{ kind: "drop", id: "big" }, { kind: "undoPins" }]);
      assert.equal(await panel.page.getByRole("button", { name: /cart/ }).count(), 0, "the diff always goes");
    });

    it("keeps the list as its reader left it when the page is made anew", async () => {
      await panel.show(shown());
      // A page learns late that a part of it was opened, and keeps it only then.
      const opened = panel.page.evaluate(
        "new Promise((done) => addEventListener('toggle', done, { once: true, capture: true })).then(() => 0)",
      );
      await panel.page.locator("summary", { hasText: "Piece by piece" }).click();
      await opened;
      await panel.page.reload();
      await panel.show(shown());
      assert.ok(await toggle("Pin src/tax.ts").isVisible());
    });
  });

  it("passes on what its buttons ask for", async () => {
    await panel.show(view({ kind: "idle" }));
    await panel.heard();
    for (const button of await panel.page.getByRole("button").all()) await button.click();
    assert.deepEqual(await panel.heard(), [
      { kind: "review" },
      { kind: "tryWithoutKey" },
      { kind: "setApiKey" },
    ]);
  });

  it("keeps the focus where it is while findings come in", async () => {
    const running = (findings: readonly Finding[]): ReturnType<typeof view> =>
      view({
        kind: "running",
        progress: { phase: { kind: "asking", part: 1, parts: 1 }, outcome: anOutcome({ findings }) },
        hidden: new Set(),
      });
    await panel.show(running(three.slice(1, 2)));
    await panel.page.locator(".open").focus();
    await panel.show(running([...three, aFinding({ id: "F4", severity: "critical", title: "A disaster" })]));
    assert.deepEqual(await panel.page.locator(".open").allTextContents(), [
      "A disaster",
      "Finding F1",
      "Finding F2",
      "Finding F3",
    ]);
    assert.equal(await focused(), "Finding F2");
  });

  it("keeps the focus where it is when the finding before it is set aside", async () => {
    await panel.show(viewOfEnded(anOutcome({ findings: three })));
    await panel.page.locator(".open").nth(1).focus();
    await panel.show(viewOfEnded(anOutcome({ findings: three.slice(1) })));
    assert.equal(await focused(), "Finding F2");
  });

  it("goes on from the heading when what had the focus is gone", async () => {
    await panel.show(
      view({
        kind: "running",
        progress: { phase: { kind: "gathering" }, outcome: anOutcome() },
        hidden: new Set(),
      }),
    );
    await panel.page.getByRole("button", { name: "Cancel" }).focus();
    await panel.show(viewOfEnded(anOutcome({ kind: "cancelled" })));
    assert.equal(await focused(), "The review was cancelled");
    assert.equal(await panel.page.getByRole("status").textContent(), "The review was cancelled");
  });

  it("comes back from being hidden as its reader left it, and new for a new review", async () => {
    const findings = Array.from({ length: 20 }, (_, index) => aFinding({ id: `F${index}` }));
    const state = viewOfEnded(anOutcome({ findings }));
    await panel.show(state);
    await panel.page.locator("summary").click();
    const settled = panel.page.evaluate(
      "new Promise((done) => addEventListener('scrollend', done, { once: true })).then(() => 0)",
    );
    await panel.page.evaluate("scrollTo({ top: 700 })");
    await settled;

    await panel.page.reload();
    await panel.show(state);
    assert.equal(await panel.page.evaluate("scrollY"), 700);
    assert.equal(await panel.page.locator("details[open]").count(), 1);

    await panel.show(viewOfEnded(anOutcome({ findings, startedAt: "2026-11-25T12:00:00.000Z" })));
    assert.equal(await panel.page.evaluate("scrollY"), 0);
  });

  it("is not moved by messages of another form", async () => {
    const errors: string[] = [];
    panel.page.on("pageerror", ({ message }) => errors.push(message));
    const state = viewOfEnded(anOutcome({ findings: three }));
    await panel.show(state);
    await panel.heard();
    const forged = { ...state, heading: "Forged" };
    for (const message of [
      null,
      "state",
      { kind: "state" },
      { kind: "state", state: { ...forged, notes: null } },
    ]) {
      await panel.post(message);
      assert.equal(await panel.page.locator("h1").textContent(), "3 findings");
    }
    assert.deepEqual(errors, []);
    await panel.post({ kind: "state", state: forged });
    assert.equal(await panel.page.locator("h1").textContent(), "Forged");
  });

  it("fits a narrow column, however long a name is", async () => {
    await panel.page.setViewportSize({ width: 300, height: 500 });
    const long = "verylongname".repeat(20);
    const finding = aFinding({ title: long, explanation: long, path: `${long}.ts`, quote: long });
    await panel.show(
      viewOfEnded(
        anOutcome({
          findings: [finding],
          summary: long,
          coverage: { complete: true, files: [aFile({ path: long })] },
          context: aContext(aPiece({ path: long, names: [long] })),
        }),
      ),
    );
    for (const summary of await panel.page.locator("summary").all()) await summary.click();
    assert.equal(await panel.page.evaluate("document.scrollingElement.scrollWidth"), 300);
  });
});
