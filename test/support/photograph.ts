/** Takes the picture of a review: only once the window holds a squiggle and a card, and of nothing less. */

import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { cards, dialog, panel, reviewAgain, squiggles } from "./vscode/drive.ts";
import { openWindow, type WindowOptions } from "./vscode/window.ts";

/** How long a review may take before the picture is given up, in milliseconds: a model may well think for minutes. */
const patience = 10 * 60_000;
/** How long what was found may take to be drawn, in milliseconds. */
const drawing = 20_000;

/** Returns a sentence about what is on the picture; rejects with the reason when there is nothing to see. */
export async function photograph(options: WindowOptions, file: string): Promise<string> {
  // Only our squiggles count, and the code needs the room.
  const settings = {
    "typescript.validate.enable": false,
    "editor.minimap.enabled": false,
    ...options.settings,
  };
  const window = await openWindow({ ...options, settings, viewport: { width: 1600, height: 1000 } });
  const { page } = window;
  void answerDialogs(page);
  try {
    await reviewAgain(page).waitFor({ timeout: patience });
    await cards(page).first().waitFor({ timeout: drawing });
    if ((await squiggles(page).count()) === 0) await cards(page).first().getByRole("button").first().click();
    await squiggles(page).first().waitFor({ timeout: drawing });
    await cards(page).first().waitFor({ timeout: drawing });
    await writeFile(file, await page.screenshot());
    return `${file} shows ${await cards(page).count()} findings.`;
  } catch {
    const said = await panel(page)
      .innerText({ timeout: 1000 })
      .catch(() => null);
    const reason = said === null ? `The panel is not there.\n${window.log()}` : `The panel says:\n${said}`;
    throw new Error(`There is no squiggle beside a finding. ${reason}`);
  } finally {
    await window.close();
  }
}

/** Nobody sits at this window: whoever ordered the picture agreed, and reads here to what. */
async function answerDialogs(page: Page): Promise<void> {
  try {
    for (;;) {
      await dialog(page).waitFor({ timeout: 0 });
      const question = await dialog(page).innerText();
      console.log(`Answered yes:\n${question.trim().replace(/^/gm, "  | ")}`);
      await dialog(page).locator(".dialog-buttons .monaco-button:not(.secondary)").first().click();
      await dialog(page).waitFor({ state: "hidden" });
    }
  } catch {
    // The window was closed.
  }
}
