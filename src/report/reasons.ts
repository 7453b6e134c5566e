/** The words for why something was not sent, and for why a finding has no line. */

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
  tooLarge: "larger than 1 MB",
  encoding: "not UTF-8",
  lineEndings: "lone carriage returns as line ends",
  unreadable: "could not be read",
  scanFailed: "could not be checked for secrets in time",
  newlyExcluded: "excluded by a rule that this change adds",
  unmerged: "in conflict",
  tooMany: "a folder of too many untracked files",
  unticked: "you took it out",
  noRoom: "no room left in the prompt",
  notAsked: "the model was not asked",
};

export const unanchoredReasons: Readonly<Record<UnanchoredReason, string>> = {
  unknownFile: "it names a file that was not sent",
  emptyQuote: "it quotes no line",
  quoteNotFound: "the quoted text stands nowhere in the file",
  notShown: "the quoted text stands in lines that were not sent",
};
