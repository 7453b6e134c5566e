/** What has to be known before the findings are read: practice mode, failures, what is missing. */

import type { Failure, Notice, NoticeCode } from "../../contract/failure.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Callout } from "../../panel/protocol.ts";
import { lineOf } from "./foreign.ts";
import { incompleteFiles } from "./ledger.ts";
import { choicesFor, remediesFor } from "./offers.ts";
import type { Say } from "./say.ts";

/** The others can wait until the end of the page. */
const loud: ReadonlySet<NoticeCode> = new Set([
  "practice",
  "modelReplaced",
  "otherModelAnswered",
  "modelEnding",
  "exclusionAdded",
  "secondLookMissing",
] satisfies NoticeCode[]);

export function standsOut({ code }: Notice): boolean {
  return loud.has(code);
}

export function calloutsOf(outcome: Outcome, say: Say): readonly Callout[] {
  return [
    ...outcome.notices.filter(isPractice).map(callout),
    ...outcome.failures.filter(isNews).map((failure) => failureCallout(failure, say)),
    ...kept(outcome, say),
    ...incomplete(outcome, say),
    ...outcome.notices
      .filter((notice) => standsOut(notice) && !isPractice(notice))
      .map((notice) => ({ ...callout(notice), buttons: choicesFor(notice.code, say) })),
  ];
}

/** While it runs. */
export function warningsOf({ notices }: Outcome): readonly Callout[] {
  return notices.filter(standsOut).map(callout);
}

function isPractice({ code }: Notice): boolean {
  return code === "practice";
}

/** Whoever stopped a review knows that it was interrupted: the heading says so. */
function isNews({ code }: Failure): boolean {
  return code !== "interrupted";
}

function failureCallout({ code, message, nextStep, part }: Failure, say: Say): Callout {
  const text = part === undefined ? message : say("Part {0}: {1}", part, message);
  return { tone: "failure", text: lineOf(text), nextStep: lineOf(nextStep), buttons: remediesFor(code, say) };
}

/** A cancelled review keeps what was complete by then. */
function kept({ kind, findings }: Outcome, say: Say): readonly Callout[] {
  if (kind !== "cancelled") return [];
  const text =
    findings.length === 0
      ? say("Nothing had been found by then.")
      : say("What had been found by then is kept.");
  return [{ tone: "note", text, nextStep: "", buttons: [] }];
}

function incomplete({ kind, coverage }: Outcome, say: Say): readonly Callout[] {
  if (kind !== "finished" || coverage.complete) return [];
  const [left, all] = [incompleteFiles(coverage), coverage.files.length];
  return [
    {
      tone: "warning",
      text: say(
        "This review is not complete: {0} of {1} changed files left out, wholly or in part.",
        left,
        all,
      ),
      nextStep: say("The reasons stand below, under “What was not looked at, and why”."),
      buttons: [],
    },
  ];
}

function callout({ code, message }: Notice): Callout {
  return {
    tone: code === "practice" ? "practice" : "warning",
    text: lineOf(message),
    nextStep: "",
    buttons: [],
  };
}
