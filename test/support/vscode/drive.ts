/** What a person does in a window: the palette by keyboard, a look at the squiggles, a look at the panel. */

import type { Locator, Page } from "playwright-core";

/**
 * Opens the palette with F1, types the command's title, waits until it is the first suggestion, and presses Enter.
 * A palette lists what was registered when it opened: while extensions still come up, it is closed and opened again.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const palette = page.locator(".quick-input-widget:visible");
  const wanted = palette.locator(".quick-input-list .monaco-list-row.focused", { hasText: title });
  for (let triesLeft = 20; ; triesLeft -= 1) {
    await page.keyboard.press("F1");
    await palette.locator("input").first().waitFor();
    await page.keyboard.type(title);
    const offered = await wanted.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (offered) break;
    if (triesLeft === 0) throw new Error(`The palette does not offer "${title}".`);
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "hidden" });
  }
  await page.keyboard.press("Enter");
}

/** Opens a file of the workspace by its name, and waits for its text. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press(process.platform === "darwin" ? "Meta+p" : "Control+p");
  const picker = page.locator(".quick-input-widget:visible");
  await picker.locator("input").first().waitFor();
  await page.keyboard.type(name);
  await picker.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(".editor-instance .view-lines .view-line").first().waitFor();
}

/** The wavy lines of every severity that the open editors show. */
export function squiggles(page: Page): Locator {
  return page.locator(".squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint");
}

/** The inside of the one visible webview: VS Code puts the page of an extension into a frame in a frame. */
export function panel(page: Page): Locator {
  return page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
}

/** The findings the panel shows. */
export function cards(page: Page): Locator {
  return panel(page).locator(".finding-card");
}

/** The button that the panel offers once a review has ended, however it did. */
export function reviewAgain(page: Page): Locator {
  return panel(page).locator('[data-wish="reviewAgain"]');
}

/** The question that stands in the way. */
export function dialog(page: Page): Locator {
  return page.locator(".monaco-dialog-box");
}

/**
 * Waits until the browser's database holds all of these: the web workbench writes its layout and what extensions keep
 * a few seconds later, and a page that is reloaded before loses them. VS Code itself finishes writing before it closes.
 */
export async function untilKept(page: Page, wanted: readonly string[]): Promise<void> {
  if (page.url().startsWith("http")) await page.evaluate(`(${untilInDatabase})(${JSON.stringify(wanted)})`);
}

/** Runs in the page, and is text because the tests are checked without the types of one. */
const untilInDatabase = `async (wanted) => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (;;) {
    const texts = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        texts.push(...(await settled(database.transaction(store).objectStore(store).getAll())));
      }
      database.close();
    }
    if (wanted.every((each) => texts.some((text) => typeof text === "string" && text.includes(each)))) return;
    await new Promise((resolve) => requestIdleCallback(resolve));
  }
}`;
