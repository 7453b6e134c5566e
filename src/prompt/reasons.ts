/** Says in the prompt why a piece of context is there. */

import type { ContextReason } from "../contract/context.ts";
import type { Reason } from "../context/piece.ts";
import type { ClearedText } from "../privacy/cleared.ts";

const words: Readonly<Record<ContextReason, string>> = {
  ruleOfRepository: "rules of this repository, as they were before the change",
  ruleOfFolder: "rules for this folder, as they were before the change",
  ruleOfPattern: "rules for files of this pattern, as they were before the change",
  saidByAuthor: "what the author says about the change",
  knownProblems: "what compilers and linters report already: do not repeat it",
  changed: "a changed file, as it is after the change",
  aroundChange: "the definitions around changed lines, as they are after the change",
  defines: "defines what the change uses; bodies may be left out",
  definesWhole: "defines what the change uses",
  uses: "uses what the change touches",
  tests: "tests of a changed file",
  importedType: "types that a changed file imports",
  visible: "open in the author's editor",
  open: "open in the author's editor",
  lastCommits: "the last commits that touched the changed lines",
};

export function spell({ code, names }: Reason<ClearedText>): string {
  return names.length === 0 ? words[code] : `${words[code]}: ${names.join(", ")}`;
}
