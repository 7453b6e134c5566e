/** The question before the first save is sent: it names the address and the limits, and stands in nobody's way. */

import { l10n, window } from "vscode";
import { plain } from "../plain.ts";
import type { SavingAnswer, SavingQuestion } from "./onSave.ts";

export async function askOnSave({ origin, mostAnHour, mostADay }: SavingQuestion): Promise<SavingAnswer> {
  const yes = l10n.t("Yes");
  const never = l10n.t("Never");
  const answer = await window.showInformationMessage(
    l10n.t(
      "Second Look: Review what you save, too? New changes of a saved file would go to {0}: at most {1} times an hour, at most ${2} a day.",
      plain(origin),
      mostAnHour,
      mostADay.toFixed(2),
    ),
    yes,
    l10n.t("Not Now"),
    never,
  );
  if (answer === yes) return "yes";
  return answer === never ? "never" : "notNow";
}
