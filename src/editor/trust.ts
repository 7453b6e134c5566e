/** Restricted Mode: until the workspace is trusted nothing runs, and that is said. */

import { commands, l10n, window } from "vscode";
import { words } from "./words.ts";

export async function sayRestricted(): Promise<void> {
  const manage = l10n.t("Manage Workspace Trust");
  const { message } = words.failure({ code: "untrusted" });
  if ((await window.showWarningMessage(`Second Look: ${message}`, manage)) === manage) await manageTrust();
}

export async function manageTrust(): Promise<void> {
  await commands.executeCommand("workbench.trust.manage");
}
