/** Asks a person what this one review should look at first. */

import { l10n, window } from "vscode";
import { longestFocus } from "../review/ports.ts";
import type { Choice } from "./picking.ts";
import { withToken } from "./waiting.ts";

/** An empty text is an answer, too: nothing in particular. */
export async function askForFocus(signal: AbortSignal): Promise<Choice<string>> {
  const given = await withToken(signal, (token) =>
    window.showInputBox(
      {
        title: "Second Look",
        prompt: l10n.t("What should this review look at first? Everything else still counts."),
        placeHolder: l10n.t("Such as: the rounding of totals, and what happens without a network"),
        ignoreFocusOut: true,
        validateInput: (text) =>
          text.length <= longestFocus ? null : l10n.t("At most {0} characters.", longestFocus),
      },
      token,
    ),
  );
  return given === undefined ? { kind: "dismissed" } : { kind: "chosen", value: given };
}
