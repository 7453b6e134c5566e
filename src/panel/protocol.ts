/**
 * What the panel's page and its host say to each other.
 *
 * The host sends one thing, the whole state, and every string in it is ready to be read: the page makes no words and no figures.
 * The page sends ids and wishes, never paths, ranges, commands or settings. A page that is hidden or reloaded is lost with all
 * it knew, so it says `ready` when it stands, and `drawn` when it has shown a state and can take the next one.
 */

import type { Severity } from "../contract/finding.ts";

/** What a button can ask for. */
export type Wish =
  /** Review uncommitted changes. */
  | "review"
  /** Review the scope of the outcome on show once more. */
  | "reviewAgain"
  | "cancel"
  | "tryWithoutKey"
  | "setApiKey"
  | "selectModel"
  | "checkConnection"
  | "openSettings"
  | "manageTrust"
  | "undoPins"
  | "clear";

export type PanelIntent =
  | { readonly kind: Wish }
  /** `id` as the host sent it: of a finding, or of a piece of context. Said once more, `pin` and `drop` take themselves back. */
  | { readonly kind: "openFinding" | "why" | "pin" | "drop"; readonly id: string };

export type PanelMessage = { readonly kind: "ready" } | { readonly kind: "drawn" } | PanelIntent;

export interface HostMessage {
  readonly kind: "state";
  readonly state: PanelState;
}

export interface Button {
  readonly wish: Wish;
  readonly label: string;
  readonly weight: "primary" | "plain";
}

/** A button with what it leads to, in a sentence; `hint` may be empty. */
export interface Offer extends Button {
  readonly hint: string;
}

/** Something to know before anything else is read. */
export interface Callout {
  readonly tone: "practice" | "failure" | "warning" | "note";
  readonly text: string;
  /** May be empty. */
  readonly nextStep: string;
  readonly buttons: readonly Button[];
}

export interface Count {
  readonly severity: Severity;
  readonly label: string;
}

export interface QuotedLine {
  /** Empty where the line has no number. */
  readonly number: string;
  readonly text: string;
}

/** A remark on a finding: a word, and the sentence behind it. */
export interface Mark {
  readonly label: string;
  readonly hint: string;
}

export interface Card {
  readonly id: string;
  readonly severity: Severity;
  readonly severityLabel: string;
  readonly title: string;
  readonly place: string;
  readonly category: string;
  readonly explanation: string;
  readonly quote: readonly QuotedLine[];
  readonly marks: readonly Mark[];
  /** There is a place to go to. */
  readonly opens: boolean;
  /** The button that tells why it was said; empty where no model said it. */
  readonly why: string;
}

export interface Row {
  readonly name: string;
  readonly detail: string;
}

/** A part of the page that is closed until someone wants to see it. */
export interface Disclosure {
  readonly id: string;
  readonly title: string;
  /** May be empty. */
  readonly text: string;
  readonly rows: readonly Row[];
}

/** What a stretch of the window holds; each has its colour. */
export type Stretch =
  | "instructions"
  | "rules"
  | "diff"
  | "changedFiles"
  | "openFiles"
  | "definitions"
  | "tests"
  | "other"
  | "reserve"
  | "free";

/** The window of one part, drawn to scale. */
export interface Bar {
  /** The same in words. */
  readonly label: string;
  /** Tokens. */
  readonly stretches: readonly { readonly kind: Stretch; readonly tokens: number }[];
}

/** Whether a person wants it, for the next review. */
export interface Toggle {
  readonly kind: "pin" | "drop";
  readonly label: string;
  /** With the name of what it is about. */
  readonly spoken: string;
  readonly pressed: boolean;
}

/** A piece of what went along, or was left out. */
export interface PieceRow {
  readonly id: string;
  readonly name: string;
  /** How large it is; empty where it was left out. */
  readonly size: string;
  /** Why it is there, or why it is not. */
  readonly detail: string;
  /** None where nobody is asked: the change itself always goes. */
  readonly toggles: readonly Toggle[];
}

export interface PieceGroup {
  /** Null for what was left out. */
  readonly kind: Stretch | null;
  readonly title: string;
  readonly pieces: readonly PieceRow[];
  /** Says how many are not among them; may be empty. */
  readonly more: string;
}

/** What the window of the model is filled with. */
export interface WindowMap {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly legend: readonly { readonly kind: Stretch; readonly name: string; readonly size: string }[];
  /** What a person wants for the next review, in a sentence; may be empty. */
  readonly wanted: string;
  readonly buttons: readonly Button[];
  readonly listTitle: string;
  readonly groups: readonly PieceGroup[];
}

/** The page from top to bottom; what is empty is not drawn. */
export interface PanelState {
  /** The same as long as the same review is on show. */
  readonly review: string;
  readonly heading: string;
  /** What was compared. */
  readonly compared: string;
  readonly buttons: readonly Button[];
  /** What is being done right now; null when nothing runs. */
  readonly progress: { readonly text: string; /** Milliseconds. */ readonly elapsed: number } | null;
  readonly callouts: readonly Callout[];
  readonly counts: readonly Count[];
  readonly summary: string;
  /** Where a page holds nothing else to do. */
  readonly offers: readonly Offer[];
  readonly cardsTitle: string;
  readonly cards: readonly Card[];
  /** Says how many findings are not among the cards, and why. */
  readonly hidden: string;
  readonly disclosures: readonly Disclosure[];
  /** Null until something was laid out. */
  readonly window: WindowMap | null;
  /** What is worth saying, but not before the rest. */
  readonly notes: readonly string[];
  readonly figuresTitle: string;
  readonly figures: readonly Row[];
  /** For who listens to the page instead of looking at it. */
  readonly announcement: string;
}
