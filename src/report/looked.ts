/** What of the change was looked at, and every gap with its reason. */

import type { FileCoverage } from "../contract/coverage.ts";
import type { Outcome } from "../contract/outcome.ts";
import { plural } from "./figures.ts";
import { isDryRun } from "./heading.ts";
import { nameOf } from "./names.ts";
import { unsentReasons } from "./reasons.ts";

export function coverageBlock(outcome: Outcome): string {
  const { complete, files } = outcome.coverage;
  const [looked, notLooked] = isDryRun(outcome)
    ? ["Would look at", "Would not look at"]
    : ["Looked at", "Not looked at"];
  const gaps = files.flatMap((file) => gapsOf(file, outcome));
  if (gaps.length === 0) return files.length === 0 ? "" : `${looked} ${allOf(outcome)}.`;
  const title = complete ? `${notLooked}, by rule` : `${notLooked}: this review is not complete`;
  return [title, ...gaps.map((line) => `  ${line}`)].join("\n");
}

function allOf({ scope, coverage: { files } }: Outcome): string {
  if (scope.kind === "selection") return "the chosen lines";
  const kind = files.every(({ change }) => change === "chosen") ? "chosen" : "changed";
  return files.length === 1 ? `the one ${kind} file` : `all ${plural(files.length, `${kind} file`)}`;
}

function gapsOf(file: FileCoverage, outcome: Outcome): readonly string[] {
  const { reason, count, hunks } = file;
  const name = nameOf(file, outcome);
  if (reason !== undefined) {
    const many = count === undefined ? "" : ` (${plural(count, "file")})`;
    return [`${name}${many}: ${unsentReasons[reason]}`];
  }
  return hunks
    .filter((hunk) => !hunk.sent)
    .map(
      (hunk) =>
        `${name}, lines from ${hunk.new.start}: ${hunk.reason === undefined ? "not sent" : unsentReasons[hunk.reason]}`,
    );
}
