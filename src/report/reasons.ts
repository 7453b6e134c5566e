/** The words for why something was sent along or was not, and for why a finding has no line. */

import type { ContextReason } from "../contract/context.ts";
import type { UnsentReason } from "../contract/coverage.ts";
import type { UnanchoredReason } from "../contract/finding.ts";

export const unsentReasons: Readonly<Record<UnsentReason, string>> = {
  gitIgnored: "ignored by git",
  excluded: "excluded by your settings",
  secretFile: "a file made to hold secrets",
  generated: "generated",
  lockFile: "a lock file",
  binary: "binary",
  lfsPointer: "kept in Git LFS",
  link: "a symbolic link",
  submodule: "a submodule",
  noLines: "no changed lines",
  reviewedBefore: "looked at before",
  pictureTooLarge: "a picture too large to send",
  pictureUnclear: "a picture that could not be freed of what it holds beside its pixels",
  tooLarge: "larger than 1 MB",
  tooManyRules: "more than the 32 KB that a rule file, or the 128 KB that all of them may have",
  encoding: "not UTF-8",
  lineEndings: "lone carriage returns as line ends",
  unreadable: "could not be read",
  scanFailed: "could not be checked for secrets in time",
  newlyExcluded: "excluded by a rule that this change adds",
  unmerged: "in conflict",
  tooMany: "a folder of too many untracked files",
  unticked: "you took it out",
  dropped: "you dropped it",
  noRoom: "no room left in the prompt",
  notAsked: "the model was not asked",
};

/** What they name may follow. */
export const contextReasons: Readonly<Record<ContextReason, string>> = {
  ruleOfRepository: "rules of this repository",
  ruleOfFolder: "rules of a folder",
  ruleOfPattern: "rules for some files",
  saidByAuthor: "what the author says",
  knownProblems: "known problems",
  changed: "a changed file, whole",
  aroundChange: "around what changed",
  defines: "defines what the change uses",
  definesWhole: "defines what the change uses",
  uses: "uses what the change touches",
  tests: "tests what changed",
  importedType: "types that are imported",
  visible: "in sight in the editor",
  open: "open in the editor",
  lastCommits: "the last commits of the changed lines",
};

export const unanchoredReasons: Readonly<Record<UnanchoredReason, string>> = {
  unknownFile: "it names a file that was not sent",
  emptyQuote: "it quotes no line",
  quoteNotFound: "the quoted text stands nowhere in the file",
  notShown: "the quoted text stands in lines that were not sent",
};
