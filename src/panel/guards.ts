/** Lets through only messages of the promised form, at both ends: a message is foreign until it was looked at. */

import type {
  Bar,
  Button,
  Callout,
  Card,
  Count,
  Disclosure,
  HostMessage,
  Mark,
  Offer,
  PanelMessage,
  PanelState,
  PieceGroup,
  PieceRow,
  QuotedLine,
  Row,
  Stretch,
  Toggle,
  WindowMap,
  Wish,
} from "./protocol.ts";

type Guard<T> = (value: unknown) => value is T;

/** Ids are short; whoever sends a long one has something else in mind. */
const longestId = 100;

const wishes: readonly Wish[] = [
  "review",
  "reviewAgain",
  "cancel",
  "tryWithoutKey",
  "setApiKey",
  "selectModel",
  "checkConnection",
  "openSettings",
  "manageTrust",
  "undoPins",
  "clear",
];

const text: Guard<string> = (value) => typeof value === "string";
const flag: Guard<boolean> = (value) => typeof value === "boolean";
const amount: Guard<number> = (value): value is number => typeof value === "number" && Number.isFinite(value);

function oneOf<const T extends string>(...values: readonly T[]): Guard<T> {
  return (value): value is T => values.some((each) => each === value);
}

function listOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

/** Every field of `T` must have its guard, so that a field added to the protocol can't be forgotten here. */
function record<T>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const guards = Object.entries<Guard<unknown>>(fields);
  return (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    guards.every(([name, guard]) => guard((value as Readonly<Record<string, unknown>>)[name]));
}

const wish = oneOf(...wishes);
const severity = oneOf("critical", "major", "minor", "nit");
const row = record<Row>({ name: text, detail: text });
const weight = oneOf("primary", "plain");
const button = record<Button>({ wish, label: text, weight });

const stretch = oneOf<Stretch>(
  "instructions",
  "rules",
  "diff",
  "changedFiles",
  "openFiles",
  "definitions",
  "tests",
  "other",
  "reserve",
  "free",
);
const toggle = record<Toggle>({ kind: oneOf("pin", "drop"), label: text, spoken: text, pressed: flag });
const piece = record<PieceRow>({ id: text, name: text, size: text, detail: text, toggles: listOf(toggle) });

const windowMap = record<WindowMap>({
  title: text,
  bars: listOf(record<Bar>({ label: text, stretches: listOf(record({ kind: stretch, tokens: amount })) })),
  legend: listOf(record({ kind: stretch, name: text, size: text })),
  wanted: text,
  buttons: listOf(button),
  listTitle: text,
  groups: listOf(
    record<PieceGroup>({ kind: orNull(stretch), title: text, pieces: listOf(piece), more: text }),
  ),
});

const panelState = record<PanelState>({
  review: text,
  heading: text,
  compared: text,
  buttons: listOf(button),
  progress: orNull(record({ text, elapsed: amount })),
  callouts: listOf(
    record<Callout>({
      tone: oneOf("practice", "failure", "warning", "note"),
      text,
      nextStep: text,
      buttons: listOf(button),
    }),
  ),
  counts: listOf(record<Count>({ severity, label: text })),
  summary: text,
  offers: listOf(record<Offer>({ wish, label: text, weight, hint: text })),
  cardsTitle: text,
  cards: listOf(
    record<Card>({
      id: text,
      severity,
      severityLabel: text,
      title: text,
      place: text,
      category: text,
      explanation: text,
      quote: listOf(record<QuotedLine>({ number: text, text })),
      marks: listOf(record<Mark>({ label: text, hint: text })),
      opens: flag,
      why: text,
    }),
  ),
  hidden: text,
  disclosures: listOf(record<Disclosure>({ id: text, title: text, text, rows: listOf(row) })),
  window: orNull(windowMap),
  notes: listOf(text),
  figuresTitle: text,
  figures: listOf(row),
  announcement: text,
});

export const isHostMessage: Guard<HostMessage> = record<HostMessage>({
  kind: oneOf("state"),
  state: panelState,
});

const id: Guard<string> = (value): value is string => text(value) && value.length <= longestId;
const bare = record<{ kind: "ready" | "drawn" | Wish }>({ kind: oneOf("ready", "drawn", ...wishes) });
const about = record<{ kind: "openFinding" | "why" | "pin" | "drop"; id: string }>({
  kind: oneOf("openFinding", "why", "pin", "drop"),
  id,
});

export function isPanelMessage(value: unknown): value is PanelMessage {
  return bare(value) || about(value);
}
