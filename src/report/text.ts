/** The outcome for a person at a terminal. */

import type { FileCoverage } from "../contract/coverage.ts";
import type { Finding } from "../contract/finding.ts";
import type { Outcome } from "../contract/outcome.ts";
import { money, plural, seconds, tokens } from "./figures.ts";
import { unanchoredReasons, unsentReasons } from "./reasons.ts";
import { severities } from "./severities.ts";
import { plainBlock, plainLine, wrapped } from "./terminal.ts";

const width = 100;

export function toText(outcome: Outcome): string {
  const blocks = [
    heading(outcome),
    wrapped(outcome.summary, "  ", width),
    ...outcome.failures.map(
      ({ message, nextStep }) => `Failed: ${plainLine(message)}\n  ${plainLine(nextStep)}`,
    ),
    ...bySeverity(outcome.findings).map(findingBlock),
    setAsideBlock(outcome),
    coverageBlock(outcome),
    ...outcome.notices.map(({ message }) => `Note: ${plainLine(message)}`),
    figures(outcome),
  ];
  return `${blocks.filter((block) => block.trim() !== "").join("\n\n")}\n`;
}

function heading(outcome: Outcome): string {
  const { kind, repositories, findings } = outcome;
  const compared = repositories.map(
    ({ id, base, head }) => `${plainLine(id)}: ${plainLine(base.label)} → ${plainLine(head.label)}`,
  );
  const result = {
    finished: findings.length === 0 ? nothingFound(outcome) : counts(findings),
    nothingToReview: "nothing to review",
    cancelled: `cancelled, ${counts(findings)} so far`,
    failed: findings.length === 0 ? "failed" : `failed, ${counts(findings)} so far`,
  }[kind];
  return `Second Look · ${[...compared, result].join(" · ")}`;
}

/** "No findings" is said only of what was looked at. */
function nothingFound(outcome: Outcome): string {
  if (isDryRun(outcome)) return "dry run";
  const isWhole = outcome.coverage.complete && outcome.failures.length === 0;
  return isWhole ? "no findings" : "no findings in what was looked at";
}

function isDryRun({ notices }: Outcome): boolean {
  return notices.some(({ code }) => code === "dryRun");
}

function counts(findings: readonly Finding[]): string {
  const kinds = severities
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  return `${plural(findings.length, "finding")}${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}`;
}

function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function findingBlock(finding: Finding): string {
  const { severity, title, explanation, quote, anchor, status } = finding;
  return [
    `${severity.toUpperCase()}  ${place(finding)}  ${plainLine(title)}`,
    wrapped(explanation, "    ", width),
    plainBlock(quote, "    > "),
    anchor.kind === "unanchored" ? `    (no line: ${unanchoredReasons[anchor.reason]})` : "",
    status === "unconfirmed" ? "    (not confirmed by a second look)" : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function place({ path, side, startLine, endLine }: Finding): string {
  const lines =
    startLine === null ? "" : endLine === startLine ? `:${startLine}` : `:${startLine}-${endLine ?? ""}`;
  return `${plainLine(path)}${lines}${side === "old" ? " (before the change)" : ""}`;
}

function setAsideBlock({ setAside }: Outcome): string {
  if (setAside.length === 0) return "";
  const lines = setAside.map(
    ({ finding, reason }) =>
      `  ${place(finding)}  ${plainLine(finding.title)}\n${wrapped(reason, "    ", width)}`,
  );
  return ["Set aside by the second look", ...lines].join("\n");
}

function coverageBlock(outcome: Outcome): string {
  const { complete, files } = outcome.coverage;
  const [looked, notLooked] = isDryRun(outcome)
    ? ["Would look at", "Would not look at"]
    : ["Looked at", "Not looked at"];
  const gaps = files.flatMap(gapsOf);
  if (gaps.length === 0) return files.length === 0 ? "" : `${looked} ${allOf(files.length)}.`;
  const title = complete ? `${notLooked}, by rule` : `${notLooked}: this review is not complete`;
  return [title, ...gaps.map((line) => `  ${line}`)].join("\n");
}

function allOf(files: number): string {
  return files === 1 ? "the one changed file" : `all ${plural(files, "changed file")}`;
}

function gapsOf({ path, reason, hunks }: FileCoverage): readonly string[] {
  if (reason !== undefined) return [`${plainLine(path)}: ${unsentReasons[reason]}`];
  return hunks
    .filter((hunk) => !hunk.sent)
    .map(
      (hunk) =>
        `${plainLine(path)}, lines from ${hunk.new.start}: ${hunk.reason === undefined ? "not sent" : unsentReasons[hunk.reason]}`,
    );
}

function figures({ usage, durationMs, notices }: Outcome): string {
  if (usage.requests === 0) {
    const isSaid = notices.some(({ code }) => code === "dryRun" || code === "practice");
    return `${isSaid ? "" : "Nothing was sent. "}${seconds(durationMs)}`;
  }
  const models = usage.byModel.map(({ answeredBy }) => plainLine(answeredBy)).join(", ");
  return [
    models,
    plural(usage.requests, "request"),
    `${tokens(usage.inputTokens)} tokens in (${tokens(usage.cachedTokens)} cached)`,
    `${tokens(usage.outputTokens)} out (${tokens(usage.reasoningTokens)} reasoning)`,
    money(usage.cost),
    seconds(durationMs),
  ].join(" · ");
}
