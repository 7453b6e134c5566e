/** Shows for a finding what was asked and what was answered: one click from its card. */

import { l10n, window } from "vscode";
import type { Memory } from "../memory/memory.ts";
import { exchangesAbout } from "../memory/recorded.ts";
import type { PreviewPages } from "./previewPages.ts";
import type { Shown } from "./shown.ts";
import { whyText } from "./whyText.ts";

export interface Asking {
  readonly shown: Shown;
  readonly pages: PreviewPages;
  readonly stored: () => Promise<Memory>;
}

/** `id` comes from the page; one that is not on show opens nothing. */
export async function showWhy(id: string, { shown, pages, stored }: Asking): Promise<void> {
  const { outcome } = shown;
  const finding = outcome?.findings.find((each) => each.id === id);
  if (!outcome || finding === undefined) return;
  const record = await (await stored()).recordOf(shown.startOf(id) ?? outcome.startedAt);
  const exchanges = record === null ? [] : exchangesAbout(finding, record);
  if (exchanges.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        "Second Look: No record of this review is kept. Records are kept for 7 days, unless secondLook.keepRecord is off.",
      ),
    );
    return;
  }
  const name = l10n.t("Why: {0}", finding.title.replace(/[^\p{L}\p{N} ]+/gu, " ").slice(0, 60));
  await pages.show(
    whyText(finding, exchanges, (text, ...values) => l10n.t(text, ...values)),
    name,
  );
}
