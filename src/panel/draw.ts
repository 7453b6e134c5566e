/** Draws the page from top to bottom: what is going on, what was found, what was not looked at, what it took. */

import { drawCard } from "./card.ts";
import { inline } from "./inline.ts";
import type { Button, Callout, Disclosure, Offer, PanelState, Row } from "./protocol.ts";
import { h, keyed, when, type Branch, type Tree } from "./tree.ts";
import { drawWindow } from "./window.ts";

export interface Seen {
  /** Milliseconds since the state arrived. */
  readonly since: number;
  /** Which parts the reader left open. */
  readonly open: ReadonlySet<string>;
}

export function draw(state: PanelState, seen: Seen): readonly Tree[] {
  return [
    keyed("announcement", h("div", { class: "announcement", role: "status" }, state.announcement)),
    keyed(
      "top",
      h(
        "header",
        {},
        h("h1", { tabindex: "-1" }, state.heading),
        ...when(state.buttons.length > 0, () => drawButtons(state.buttons)),
        ...when(state.compared !== "", () => h("p", { class: "compared" }, state.compared)),
        ...drawProgress(state, seen),
        ...when(state.counts.length > 0, () =>
          h(
            "ul",
            { class: "counts" },
            ...state.counts.map(({ severity, label }) => h("li", { class: `severity ${severity}` }, label)),
          ),
        ),
      ),
    ),
    ...when(state.callouts.length > 0, () =>
      keyed("callouts", h("section", { class: "callouts" }, ...state.callouts.map(drawCallout))),
    ),
    ...when(state.summary !== "", () =>
      keyed("summary", h("p", { class: "summary" }, ...inline(state.summary))),
    ),
    ...when(state.offers.length > 0, () =>
      keyed("offers", h("div", { class: "offers" }, ...state.offers.map(drawOffer))),
    ),
    ...when(state.cards.length > 0 || state.hidden !== "", () => keyed("cards", drawCards(state))),
    ...state.disclosures.map((disclosure) => drawDisclosure(disclosure, seen)),
    ...drawMap(state, seen),
    ...when(state.notes.length > 0, () =>
      keyed("notes", h("ul", { class: "notes" }, ...state.notes.map((note) => h("li", {}, note)))),
    ),
    ...when(state.figures.length > 0, () => keyed("figures", drawFigures(state))),
  ];
}

function drawProgress({ progress }: PanelState, { since }: Seen): readonly Tree[] {
  if (progress === null) return [];
  const seconds = Math.floor((progress.elapsed + since) / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return [
    h(
      "p",
      { class: "phase" },
      h("span", {}, progress.text),
      h("span", { class: "clock", "aria-hidden": "true" }, clock),
    ),
    h("div", { class: "bar", role: "progressbar", "aria-label": progress.text }, h("div", {})),
  ];
}

function drawCallout({ tone, text, nextStep, buttons }: Callout): Tree {
  return h(
    "div",
    { class: `callout ${tone}` },
    h("p", {}, text),
    ...when(nextStep !== "", () => h("p", { class: "next" }, nextStep)),
    ...when(buttons.length > 0, () => drawButtons(buttons)),
  );
}

function drawButtons(buttons: readonly Button[]): Branch {
  return h("div", { class: "buttons" }, ...buttons.map(drawButton));
}

function drawButton({ wish, label, weight }: Button): Tree {
  return keyed(wish, h("button", { type: "button", class: weight, "data-wish": wish }, label));
}

function drawOffer(offer: Offer): Tree {
  return h(
    "div",
    { class: "offer" },
    drawButton(offer),
    ...when(offer.hint !== "", () => h("p", {}, offer.hint)),
  );
}

function drawCards({ cardsTitle, cards, hidden }: PanelState): Branch {
  return h(
    "section",
    { class: "cards", "aria-labelledby": "cards-title" },
    h("h2", { id: "cards-title" }, cardsTitle),
    h("div", { class: "list" }, ...cards.map(drawCard)),
    ...when(hidden !== "", () => h("p", { class: "hidden-count" }, hidden)),
  );
}

function drawDisclosure({ id, title, text, rows }: Disclosure, { open }: Seen): Tree {
  const details = h(
    "details",
    { "data-disclosure": id, ...(open.has(id) ? ({ open: "" } as const) : {}) },
    h("summary", {}, h("h2", {}, title)),
    ...when(text !== "", () => h("p", {}, text)),
    ...when(rows.length > 0, () => drawRows(rows)),
  );
  return keyed(id, details);
}

function drawMap({ window }: PanelState, { open }: Seen): readonly Tree[] {
  if (window === null) return [];
  return [keyed("window", drawWindow(window, { drawButtons, open: open.has("pieces") }))];
}

function drawFigures({ figuresTitle, figures }: PanelState): Branch {
  return h(
    "section",
    { class: "figures", "aria-labelledby": "figures-title" },
    h("h2", { id: "figures-title" }, figuresTitle),
    drawRows(figures),
  );
}

function drawRows(rows: readonly Row[]): Tree {
  return h(
    "dl",
    {},
    ...rows.map(({ name, detail }) => h("div", {}, h("dt", {}, name), h("dd", {}, ...inline(detail)))),
  );
}
