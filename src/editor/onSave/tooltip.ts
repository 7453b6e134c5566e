/** The status bar's word on saves, under what it says of the review on show: how it stands, what it took, and the switch. */

import { l10n, MarkdownString } from "vscode";
import { usd as dollars } from "../../report/figures.ts";
import { plain } from "../plain.ts";
import type { OnSaveStatus } from "./onSave.ts";

const command = "secondLook.toggleReviewOnSave";

/** Everything but the switch goes in as text: what an endpoint said can be no link. And a link can run the switch alone. */
export function withSwitch(tooltip: string, status: OnSaveStatus): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: [command] };
  text.appendText(`${tooltip}\n\n${describe(status)} `);
  const label = status.kind === "off" ? l10n.t("Turn on") : l10n.t("Turn off");
  text.appendMarkdown(`[${label}](command:${command})`);
  return text;
}

export function describe(status: OnSaveStatus): string {
  return [howItStands(status), tookSoFar(status)].filter((each) => each !== "").join(" ");
}

function howItStands({ kind, message, until }: OnSaveStatus): string {
  switch (kind) {
    case "off":
      return l10n.t("Review on save: off.");
    case "on":
      return l10n.t("Review on save: on where you agreed to it.");
    case "running":
      return l10n.t("Review on save: looking at what you saved…");
    case "limited": {
      const time = new Date(until ?? 0).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      return l10n.t("Review on save: enough for this hour; goes on at {0}.", time);
    }
    case "failed":
      return l10n.t("Review on save failed: {0}", plain(message));
  }
}

function tookSoFar({ requests, usd }: OnSaveStatus): string {
  if (requests === 0) return "";
  return usd === null
    ? l10n.t("Requests in this window: {0}.", requests)
    : l10n.t("Requests in this window: {0}, {1}.", requests, dollars(usd));
}
