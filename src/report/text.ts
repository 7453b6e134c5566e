/** The outcome for a person at a terminal. */

import type { Finding } from "../contract/finding.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { ModelUsage, Usage } from "../contract/usage.ts";
import { money, plural, seconds, tokens } from "./figures.ts";
import { heading } from "./heading.ts";
import { coverageBlock } from "./looked.ts";
import { nameOf } from "./names.ts";
import { readsBlock } from "./reads.ts";
import { unanchoredReasons } from "./reasons.ts";
import { severities } from "./severities.ts";
import { plainBlock, plainLine, wrapped } from "./terminal.ts";
import { contextLine } from "./went.ts";

const width = 100;

export function toText(outcome: Outcome): string {
  const blocks = [
    heading(outcome),
    wrapped(outcome.focus === "" ? "" : `Focus: ${outcome.focus}`, "  ", width),
    wrapped(outcome.summary, "  ", width),
    ...outcome.failures.map(
      ({ message, nextStep }) => `Failed: ${plainLine(message)}\n  ${plainLine(nextStep)}`,
    ),
    ...bySeverity(outcome.findings).map((finding) => findingBlock(finding, outcome)),
    setAsideBlock(outcome),
    coverageBlock(outcome),
    contextLine(outcome),
    readsBlock(outcome),
    ...outcome.notices.map(({ message }) => `Note: ${plainLine(message)}`),
    figures(outcome),
  ];
  return `${blocks.filter((block) => block.trim() !== "").join("\n\n")}\n`;
}

function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function findingBlock(finding: Finding, outcome: Outcome): string {
  const { severity, title, explanation, quote, anchor, status, origin } = finding;
  return [
    `${severity.toUpperCase()}  ${place(finding, outcome)}  ${plainLine(title)}`,
    wrapped(explanation, "    ", width),
    plainBlock(quote, "    > "),
    anchor.kind === "unanchored" ? `    (no line: ${unanchoredReasons[anchor.reason]})` : "",
    origin === "local" ? "    (found on this machine, without a model)" : "",
    status === "unconfirmed" ? "    (not confirmed by a second look)" : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function place(finding: Finding, outcome: Outcome): string {
  const { side, startLine, endLine } = finding;
  const lines =
    startLine === null ? "" : endLine === startLine ? `:${startLine}` : `:${startLine}-${endLine ?? ""}`;
  return `${nameOf(finding, outcome)}${lines}${side === "old" ? " (before the change)" : ""}`;
}

function setAsideBlock(outcome: Outcome): string {
  const { setAside } = outcome;
  if (setAside.length === 0) return "";
  const lines = setAside.map(
    ({ finding, reason }) =>
      `  ${place(finding, outcome)}  ${plainLine(finding.title)}\n${wrapped(reason, "    ", width)}`,
  );
  return ["Set aside by the second look", ...lines].join("\n");
}

function figures({ usage, durationMs, notices }: Outcome): string {
  if (usage.requests === 0) {
    const isSaid = notices.some(({ code }) => code === "dryRun" || code === "practice");
    return `${isSaid ? "" : "Nothing was sent. "}${seconds(durationMs)}`;
  }
  const models = usage.byModel.map(({ answeredBy }) => plainLine(answeredBy)).join(", ");
  const all = [models, ...used(usage), seconds(durationMs)].join(" · ");
  if (usage.byModel.length < 2) return all;
  return [
    all,
    ...usage.byModel.map((each) => `  ${[plainLine(each.answeredBy), ...used(each)].join(" · ")}`),
  ].join("\n");
}

function used({
  requests,
  inputTokens,
  cachedTokens,
  outputTokens,
  reasoningTokens,
  cost,
}: Usage | ModelUsage): readonly string[] {
  return [
    plural(requests, "request"),
    `${tokens(inputTokens)} tokens in (${tokens(cachedTokens)} cached)`,
    `${tokens(outputTokens)} out (${tokens(reasoningTokens)} reasoning)`,
    money(cost),
  ];
}
