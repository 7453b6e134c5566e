/** The words for what a running review is doing. */

import { l10n } from "vscode";
import type { Phase } from "../contract/progress.ts";

export function describePhase(phase: Phase): string {
  switch (phase.kind) {
    case "gathering":
      return l10n.t("Gathering the change…");
    case "clearing":
      return l10n.t("Looking for secrets…");
    case "layingOut":
      return l10n.t("Laying out the prompt…");
    case "askingLeave":
      return l10n.t("Waiting for your leave…");
    case "asking":
      return phase.parts === 1
        ? l10n.t("Asking…")
        : l10n.t("Asking, part {0} of {1}…", phase.part, phase.parts);
    case "reading":
      return phase.parts === 1
        ? l10n.t("Looking up what the model asks for…")
        : l10n.t("Looking up what the model asks for, part {0} of {1}…", phase.part, phase.parts);
    case "secondLook":
      return phase.parts === 1
        ? l10n.t("Taking a second look…")
        : l10n.t("Taking a second look, part {0} of {1}…", phase.part, phase.parts);
    case "waiting":
      return l10n.t("Waiting {0} s, as the endpoint asks…", Math.ceil(phase.seconds));
  }
}
