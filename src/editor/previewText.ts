/** Writes down what a review would send: what it costs and what stays here, and then the requests as they would leave. */

import type { FileCoverage } from "../contract/coverage.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { Question } from "../model/asking.ts";
import { hasPictures, withoutPixels } from "../model/pictures.ts";
import { tokens } from "../report/figures.ts";
import { unsentReasons } from "../report/reasons.ts";
import type { Estimate } from "../review/ports.ts";
import { comparedBy } from "./panel/figures.ts";
import { lineOf } from "./panel/foreign.ts";
import type { Say } from "./panel/say.ts";
import { windowText } from "./windowText.ts";

/** A request of the first round. */
export interface PreviewedRequest {
  readonly url: string;
  readonly body: unknown;
  readonly question: Question;
}

export interface PreviewOf {
  readonly outcome: Outcome;
  readonly estimate: Estimate;
  readonly requests: readonly PreviewedRequest[];
  /** The worst price, in words. */
  readonly price: string;
}

/** Names; more of them are counted only. */
const mostNamed = 200;

export function previewText(preview: PreviewOf, say: Say): string {
  const { requests } = preview;
  const bodies = requests.flatMap(({ body, question }, index) => {
    const of = requests.length === 1 ? "" : say(" of request {0} of {1}", index + 1, requests.length);
    return [
      section(say("Instructions{0}", of), question.instructions),
      ...question.messages.map((message, at) => section(say("Message {0}{1}", at + 1, of), message)),
      section(bodyTitle(question, of, say), JSON.stringify(body, shortened, 2)),
    ];
  });
  const window = windowText(preview.outcome, say);
  return [head(preview, say), ...(window === "" ? [] : [window]), ...bodies].join("\n\n");
}

function bodyTitle(question: Question, of: string, say: Say): string {
  return hasPictures(question)
    ? say("The body{0}, as it is sent, but for the data of its pictures", of)
    : say("The body{0}, as it is sent", of);
}

/** Megabytes of it would be of no use to anybody. */
function shortened(_: string, each: unknown): unknown {
  return typeof each === "string" ? withoutPixels(each) : each;
}

function head({ outcome, estimate, requests, price }: PreviewOf, say: Say): string {
  const url = requests[0]?.url ?? "";
  return [
    say("Nothing was sent. A review would send what stands below, in its first round."),
    "",
    say("Compared: {0}", comparedBy(outcome, say)),
    say("To: {0}", lineOf(url)),
    say("Model: {0}", lineOf(estimate.model)),
    say(
      "Requests: {0}, together {1} tokens, and up to {2} of answer",
      requests.length,
      tokens(estimate.inputTokens),
      tokens(estimate.mostOutputTokens),
    ),
    ...(estimate.pictures === 0
      ? []
      : [say("Pictures: {0}. What they show is sent as it is.", estimate.pictures)]),
    say("Price: {0}, all rounds of the depth {1} included", price, outcome.depth),
    ...(estimate.reads
      ? [say("The model may ask for further tracked files by itself; the tools for that stand in the body.")]
      : []),
    ...outcome.notices.filter(({ code }) => code !== "dryRun").map(({ message }) => lineOf(message)),
    "",
    ...staying(outcome, say),
  ].join("\n");
}

/** How much of the change stays here, by reason, and then each by its name. */
function staying({ coverage, repositories }: Outcome, say: Say): readonly string[] {
  const kept = coverage.files.flatMap((file) => reasonsOf(file, say));
  if (kept.length === 0) return [say("Nothing of the change stays here.")];
  const counts = new Map<string, number>();
  for (const { reason } of kept) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const named = kept.slice(0, mostNamed).map(({ file, lines, reason }) => {
    const name = repositories.length > 1 ? `${file.repository}/${file.path}` : file.path;
    return say("  {0}: {1}", `${lineOf(name)}${lines}`, reason);
  });
  return [
    say("What stays here, and why ({0}):", kept.length),
    ...[...counts].map(([reason, count]) => say("  {0} × {1}", count, reason)),
    "",
    ...named,
    ...(kept.length > mostNamed ? [say("  … and {0} more", kept.length - mostNamed)] : []),
  ];
}

interface Kept {
  readonly file: FileCoverage;
  /** Which of its lines; empty for all of it. */
  readonly lines: string;
  readonly reason: string;
}

function reasonsOf(file: FileCoverage, say: Say): readonly Kept[] {
  if (file.reason !== undefined) return [{ file, lines: "", reason: say(unsentReasons[file.reason]) }];
  return file.hunks
    .filter(({ sent }) => !sent)
    .map(({ old, new: now, reason }) => ({
      file,
      lines: `:${now.count === 0 ? old.start : now.start}`,
      reason: reason === undefined ? say("not looked at") : say(unsentReasons[reason]),
    }));
}

function section(title: string, text: string): string {
  return `${"=".repeat(8)} ${title} ${"=".repeat(8)}\n\n${text}`;
}
