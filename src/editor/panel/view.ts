/** Says what the panel shows of a review, wherever it stands: every word and figure of the page is made from here. */

import type { Finding } from "../../contract/finding.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Phase } from "../../contract/progress.ts";
import type { Wished } from "../../context/wished.ts";
import type { Disclosure, PanelState } from "../../panel/protocol.ts";
import type { ReviewState } from "../state.ts";
import { versionOn } from "../versions.ts";
import { calloutsOf, standsOut, warningsOf } from "./callouts.ts";
import { cardsOf, countsOf, placeOf, type CardOptions } from "./cards.ts";
import { comparedBy, figuresOf } from "./figures.ts";
import { lineOf, textOf } from "./foreign.ts";
import { ledgerOf } from "./ledger.ts";
import { namesIn } from "./names.ts";
import { buttonsFor, endedButtons, firstOffers } from "./offers.ts";
import { readsOf } from "./reads.ts";
import type { Say } from "./say.ts";
import { windowOf } from "./window.ts";

export interface ViewOptions {
  readonly say: Say;
  /** What a person wants of the context of the next review. */
  readonly wished: Wished;
  readonly describePhase: (phase: Phase) => string;
}

type Running = Extract<ReviewState, { kind: "running" }>;
type Ended = Extract<ReviewState, { kind: "ended" }>;

export function viewOf(state: ReviewState, options: ViewOptions): PanelState {
  switch (state.kind) {
    case "idle":
      return idle(options.say);
    case "restricted":
      return restricted(options.say);
    case "running":
      return running(state, options);
    case "ended":
      return ended(state, options);
  }
}

const blank: PanelState = {
  review: "",
  heading: "",
  compared: "",
  buttons: [],
  progress: null,
  callouts: [],
  counts: [],
  summary: "",
  offers: [],
  cardsTitle: "",
  cards: [],
  hidden: "",
  disclosures: [],
  window: null,
  notes: [],
  figuresTitle: "",
  figures: [],
  announcement: "",
};

function idle(say: Say): PanelState {
  return {
    ...blank,
    heading: say("Have your change looked at before anyone else does"),
    summary: say(
      "Second Look asks a model about what you changed and puts each finding at its line, with the quote it rests on. You see the price before anything is sent, and afterwards what was not looked at.",
    ),
    offers: firstOffers(say),
  };
}

function restricted(say: Say): PanelState {
  return {
    ...blank,
    heading: say("This workspace is not trusted yet"),
    summary: say("Until it is, Second Look runs no git here and sends nothing."),
    offers: buttonsFor(["manageTrust"], say).map((button) => ({ ...button, hint: "" })),
  };
}

function running({ progress, hidden }: Running, { say, wished, describePhase }: ViewOptions): PanelState {
  const { phase, outcome } = progress;
  const text = describePhase(phase);
  return {
    ...blank,
    ...findingsOf(outcome, hidden, { say, stale: new Set(), running: "running" }),
    review: outcome.startedAt,
    heading: say("Reviewing"),
    compared: comparedBy(outcome, say),
    buttons: buttonsFor(["cancel"], say),
    progress: { text, elapsed: outcome.durationMs },
    callouts: warningsOf(outcome),
    summary: textOf(outcome.summary),
    cardsTitle: say("Found so far"),
    window: windowOf(outcome, { say, wished }),
    announcement: text,
  };
}

function ended({ outcome, hidden, stale }: Ended, { say, wished }: ViewOptions): PanelState {
  const heading = headingOf(outcome, say);
  return {
    ...blank,
    ...findingsOf(outcome, hidden, { say, stale, running: "ended" }),
    review: outcome.startedAt,
    heading,
    compared: comparedBy(outcome, say),
    buttons: endedButtons(outcome, say),
    callouts: calloutsOf(outcome, say),
    // Where no model wrote a summary, it may say no more than the heading does.
    summary: outcome.summary === `${heading}.` ? "" : textOf(outcome.summary),
    cardsTitle: outcome.kind === "finished" ? say("Findings") : say("Found by then"),
    disclosures: [...setAsideOf(outcome, say), ...ledgerOf(outcome, say), ...readsOf(outcome, say)],
    window: windowOf(outcome, { say, wished }),
    notes: outcome.notices.filter((notice) => !standsOut(notice)).map(({ message }) => lineOf(message)),
    figuresTitle: say("What it took"),
    figures: figuresOf(outcome, say),
    announcement: heading,
  };
}

/** Hidden findings are no cards, but they count. */
function findingsOf(
  outcome: Outcome,
  hidden: ReadonlySet<string>,
  options: Pick<CardOptions, "say" | "stale" | "running">,
): Pick<PanelState, "cards" | "counts" | "hidden"> {
  const { say } = options;
  const { findings } = outcome;
  const isVersion = outcome.repositories.some((each) => versionOn("new", each, outcome).kind !== "working");
  const shown = findings.filter(({ id }) => !hidden.has(id));
  return {
    cards: cardsOf(shown, {
      ...options,
      nameOf: namesIn(outcome),
      reviewed: isVersion ? "version" : "files",
      by: outcome.notices.some(({ code }) => code === "practice") ? "practice" : "model",
    }),
    counts: countsOf(findings.filter(isThere), say),
    hidden: hiddenText(findings.length - shown.length, say),
  };
}

/** One that a save took care of is a card still, but counts no more. */
function isThere({ status }: Finding): boolean {
  return status !== "fixed";
}

function hiddenText(count: number, say: Say): string {
  if (count === 0) return "";
  return count === 1
    ? say("1 finding is hidden by the setting secondLook.minimumSeverity.")
    : say("{0} findings are hidden by the setting secondLook.minimumSeverity.", count);
}

function headingOf({ kind, findings: all, coverage, failures }: Outcome, say: Say): string {
  const findings = all.filter(isThere);
  switch (kind) {
    case "nothingToReview":
      return say("Nothing to review");
    case "cancelled":
      return say("The review was cancelled");
    case "failed":
      return say("The review failed");
    case "finished":
      if (findings.length === 1) return say("1 finding");
      if (findings.length > 1) return say("{0} findings", findings.length);
      return coverage.complete && failures.length === 0
        ? say("No findings")
        : say("No findings in what was looked at");
  }
}

function setAsideOf(outcome: Outcome, say: Say): readonly Disclosure[] {
  const { setAside } = outcome;
  const nameOf = namesIn(outcome);
  if (setAside.length === 0) return [];
  return [
    {
      id: "setAside",
      title: say("Set aside by the second look ({0})", setAside.length),
      text: say("Looked at again, these did not hold."),
      rows: setAside.map(({ finding, reason }) => ({
        name: placeOf(finding, nameOf),
        detail: say("{0}: {1}", lineOf(finding.title), lineOf(reason)),
      })),
    },
  ];
}
