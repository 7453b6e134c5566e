/** What the exit code says. */

import type { Severity } from "../contract/finding.ts";
import type { Outcome } from "../contract/outcome.ts";
import { severities } from "../report/severities.ts";

export const exitCodes = {
  reviewed: 0,
  findings: 1,
  wrongUse: 2,
  failed: 3,
  partial: 4,
  empty: 5,
  interrupted: 130,
} as const;

export interface Gate {
  readonly failOn: Severity | null;
  readonly allowPartial: boolean;
  readonly allowEmpty: boolean;
}

/** Precedence: interrupted, (wrong use,) failed, findings, partial, empty. */
export function exitCode(outcome: Outcome, { failOn, allowPartial, allowEmpty }: Gate): number {
  if (outcome.kind === "cancelled") return exitCodes.interrupted;
  if (outcome.kind === "failed") return exitCodes.failed;
  if (failOn === null) return exitCodes.reviewed;
  const bad = severities.slice(0, severities.indexOf(failOn) + 1);
  if (outcome.findings.some((finding) => bad.includes(finding.severity))) return exitCodes.findings;
  const inPart = !outcome.coverage.complete || outcome.failures.length > 0 || outcome.invalid > 0;
  if (inPart && !allowPartial) return exitCodes.partial;
  if (outcome.kind === "nothingToReview" && !allowEmpty) return exitCodes.empty;
  return exitCodes.reviewed;
}
