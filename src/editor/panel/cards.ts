/** Turns findings into cards: the worst first, each with its place, its proof and what to keep in mind about it. */

import type { Category, Finding, Severity } from "../../contract/finding.ts";
import type { Card, Count, Mark, QuotedLine } from "../../panel/protocol.ts";
import { unanchoredReasons } from "../../report/reasons.ts";
import { severities } from "../../report/severities.ts";
import { lineOf, quotedLines, textOf } from "./foreign.ts";
import type { NameOf } from "./names.ts";
import type { Say } from "./say.ts";

const severityNames: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  major: "Major",
  minor: "Minor",
  nit: "Nit",
};

const categoryNames: Readonly<Record<Category, string>> = {
  correctness: "Correctness",
  security: "Security",
  concurrency: "Concurrency",
  resources: "Resources",
  performance: "Performance",
  compatibility: "Compatibility",
  errorHandling: "Error handling",
  maintainability: "Maintainability",
  other: "Other",
};

export interface CardOptions {
  readonly say: Say;
  /** The ids of findings whose lines no longer stand. */
  readonly stale: ReadonlySet<string>;
  /** While a review runs, a second look may still come. */
  readonly running: "running" | "ended";
  readonly nameOf: NameOf;
  /** What the new side is: files as they stand, or a version of them that may differ. */
  readonly reviewed: "files" | "version";
  /** What practice says is said by fixed rules, of which no record is kept. */
  readonly by: "model" | "practice";
}

export function cardsOf(findings: readonly Finding[], options: CardOptions): readonly Card[] {
  return findings.toSorted(byWeight).map((finding) => cardOf(finding, options));
}

export function countsOf(findings: readonly Finding[], say: Say): readonly Count[] {
  return severities
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => ({
      severity,
      label: say("{0} {1}", count, say(severityNames[severity]).toLowerCase()),
    }));
}

/** `src/cart.ts:12`, or `:12-14`; without a line, the name alone. */
export function placeOf(finding: Finding, nameOf: NameOf): string {
  const { startLine, endLine } = finding;
  if (startLine === null) return nameOf(finding);
  const end = endLine === null || endLine <= startLine ? "" : `-${endLine}`;
  return `${nameOf(finding)}:${startLine}${end}`;
}

function byWeight(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    (a.startLine ?? Infinity) - (b.startLine ?? Infinity) ||
    0
  );
}

function cardOf(finding: Finding, options: CardOptions): Card {
  const { say } = options;
  return {
    id: finding.id,
    severity: finding.severity,
    severityLabel: say(severityNames[finding.severity]),
    title: lineOf(finding.title),
    place: placeOf(finding, options.nameOf),
    category: say(categoryNames[finding.category]),
    explanation: textOf(finding.explanation),
    quote: quoteOf(finding, say),
    marks: marksOf(finding, options),
    // Without a line there is still the file, unless the model made it up.
    opens: finding.anchor.kind === "anchored" || finding.anchor.reason !== "unknownFile",
    why: hasRecord(finding, options) ? say("Why was this said?") : "",
  };
}

function hasRecord({ origin }: Finding, { by, running }: CardOptions): boolean {
  return origin === "model" && by === "model" && running === "ended";
}

/** Numbers stand in front of the lines only where there is one for each of them. */
function quoteOf({ quote, startLine, endLine }: Finding, say: Say): readonly QuotedLine[] {
  const { lines, left } = quotedLines(quote);
  const numbered = startLine !== null && endLine !== null && endLine - startLine + 1 === lines.length + left;
  const shown = lines.map((text, index) => ({ number: numbered ? String(startLine + index) : "", text }));
  return left === 0 ? shown : [...shown, { number: "", text: say("… {0} more lines", left) }];
}

function marksOf(
  { id, side, anchor, status, origin }: Finding,
  { say, stale, running, reviewed }: CardOptions,
): readonly Mark[] {
  const marks: Mark[] = [];
  if (origin === "local") {
    marks.push({ label: say("Found here"), hint: say("It was found on this machine, without a model.") });
  }
  if (side === "old") {
    marks.push({ label: say("Before the change"), hint: say("These lines were removed or replaced.") });
  }
  if (anchor.kind === "unanchored") {
    marks.push({ label: say("No line"), hint: sentence(say(unanchoredReasons[anchor.reason])) });
  }
  if (status === "unconfirmed") {
    marks.push(
      running === "running"
        ? { label: say("Not confirmed yet"), hint: "" }
        : { label: say("Not confirmed"), hint: say("It was not given a second look.") },
    );
  }
  if (status === "fixed") {
    marks.push({
      label: say("Not found again"),
      hint: say("After a save its place was asked about again, and it did not come back."),
    });
  }
  if (stale.has(id) || status === "stale") {
    marks.push(
      reviewed === "files"
        ? {
            label: say("Text has changed"),
            hint: say("These lines no longer stand as they were reviewed."),
          }
        : {
            label: say("Not in the file"),
            hint: say("The file reads otherwise now. A click opens the version that was reviewed."),
          },
    );
  }
  return marks;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
