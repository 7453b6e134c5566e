/** Says in the prompt why a piece of context is there. */

import type { ContextReason } from "../contract/context.ts";
import type { Reason } from "../context/piece.ts";
import type { ClearedText } from "../privacy/cleared.ts";
import { byCodeUnits } from "../text/order.ts";

const words: Readonly<Record<ContextReason, string>> = {
  ruleOfRepository: "rules of this repository, as they were before the change",
  ruleOfFolder: "rules for this folder, as they were before the change",
  ruleOfPattern: "rules for files of this pattern, as they were before the change",
  saidByAuthor: "what the author says about the change",
  knownProblems: "what compilers and linters report already: do not repeat it",
  changed: "with the rest of the file around its hunks",
  aroundChange: "with the definitions around its hunks",
  defines: "defines what the change uses; bodies may be left out",
  definesWhole: "defines what the change uses",
  uses: "uses what the change touches",
  tests: "tests of a changed file",
  importedType: "types that a changed file imports",
  visible: "open in the author's editor",
  open: "open in the author's editor",
  lastCommits: "the last commits that touched the changed lines",
};

/** All of the reasons in one line, in an order that does not depend on theirs; each is said once, with all that it names. */
export function spell(reasons: readonly Reason<ClearedText>[]): string {
  const spelled = codes.flatMap((code) => {
    const same = reasons.filter((reason) => reason.code === code);
    if (same.length === 0) return [];
    const names = [...new Set(same.flatMap((reason) => reason.names))].sort(byCodeUnits);
    return [names.length === 0 ? words[code] : `${words[code]}: ${names.join(", ")}`];
  });
  return spelled.join("; ");
}

const codes = Object.keys(words) as readonly ContextReason[];
