/** Decides whether a change was looked at completely, and what coverage says before anything was asked. */

import type { FileCoverage, UnsentReason } from "../contract/coverage.ts";

/** Kept back on purpose or without lines to look at: named in the ledger, yet no gap in the review. */
const byPolicy: ReadonlySet<UnsentReason> = new Set([
  "gitIgnored",
  "excluded",
  "secretFile",
  "generated",
  "lockFile",
  "binary",
  "lfsPointer",
  "link",
  "submodule",
  "noLines",
] satisfies UnsentReason[]);

export function isComplete(files: readonly FileCoverage[]): boolean {
  return files.every(isCovered);
}

export function isPolicy(reason: UnsentReason): boolean {
  return byPolicy.has(reason);
}

/** The planned coverage as long as nothing was answered: what would have been sent counts as not asked. */
export function notYetAsked(files: readonly FileCoverage[]): readonly FileCoverage[] {
  return files.map((file) => {
    if (!file.hunks.some((hunk) => hunk.sent)) return file;
    const hunks = file.hunks.map((hunk) =>
      hunk.sent ? { ...hunk, sent: false, reason: "notAsked" as const } : hunk,
    );
    return { ...file, sent: "none" as const, reason: "notAsked" as const, hunks };
  });
}

function isCovered(file: FileCoverage): boolean {
  if (file.reason !== undefined) return byPolicy.has(file.reason);
  return file.hunks.every((hunk) => hunk.sent || (hunk.reason !== undefined && byPolicy.has(hunk.reason)));
}
