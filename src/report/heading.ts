/** The head of the report: what was compared with what, and what came of it. */

import type { Finding } from "../contract/finding.ts";
import type { ComparedSide, Outcome } from "../contract/outcome.ts";
import { plural } from "./figures.ts";
import { isSeveral } from "./names.ts";
import { severities } from "./severities.ts";
import { plainLine } from "./terminal.ts";

/** Several repositories stand below each other, with the two versions of each. */
export function heading(outcome: Outcome): string {
  const { repositories } = outcome;
  const compared = repositories.map(({ id, base, head }) => `${plainLine(id)}: ${versions(base, head)}`);
  const what = isSeveral(outcome) ? [`${repositories.length} repositories`] : compared;
  const line = `Second Look · ${[...what, result(outcome)].join(" · ")}`;
  return isSeveral(outcome) ? [line, ...compared.map((each) => `  ${each}`)].join("\n") : line;
}

function versions(base: ComparedSide, head: ComparedSide): string {
  const [before, after] = [version(base), version(head)];
  return before === after ? after : `${before} → ${after}`;
}

/** A branch is compared from its merge base on, so its name alone would not say with what. */
function version({ label, commit }: ComparedSide): string {
  const short = commit?.slice(0, 8) ?? "";
  return plainLine(label.startsWith(short) ? label : `${label} (${short})`);
}

function result(outcome: Outcome): string {
  const { kind, findings } = outcome;
  const found = findings.length === 0 ? [] : [counts(findings)];
  switch (kind) {
    case "finished":
      return [...(isDryRun(outcome) ? ["dry run"] : []), ...found].join(", ") || nothingFound(outcome);
    case "nothingToReview":
      return ["nothing to review", ...found].join(", ");
    case "cancelled":
      return `cancelled, ${counts(findings)} so far`;
    case "failed":
      return ["failed", ...found.map((each) => `${each} so far`)].join(", ");
  }
}

/** "No findings" is said only of what was looked at. */
function nothingFound(outcome: Outcome): string {
  const isWhole = outcome.coverage.complete && outcome.failures.length === 0;
  return isWhole ? "no findings" : "no findings in what was looked at";
}

export function isDryRun({ notices }: Outcome): boolean {
  return notices.some(({ code }) => code === "dryRun");
}

function counts(findings: readonly Finding[]): string {
  const kinds = severities
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  return `${plural(findings.length, "finding")}${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}`;
}
