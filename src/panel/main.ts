/** The panel's page: takes states from its host, shows them, and says what the reader asks for. */

import { draw } from "./draw.ts";
import { isHostMessage, isPanelMessage } from "./guards.ts";
import { memoryOf } from "./memory.ts";
import { patch } from "./patch.ts";
import type { PanelMessage, PanelState } from "./protocol.ts";

interface Host {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const page = document.querySelector("main") ?? document.body;

let memory = memoryOf(host.getState());
let shown: PanelState | null = null;
let arrived = 0;
/** Runs while a review does, so that the reader sees time pass even when nothing else happens. */
let clock: number | undefined;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (!isHostMessage(data)) return;
  const first = shown === null;
  shown = data.state;
  arrived = performance.now();
  const other = shown.review !== memory.review;
  if (other) memory = { review: shown.review, scroll: 0, open: [] };
  show();
  if (first || other) window.scrollTo({ top: memory.scroll });

  clearInterval(clock);
  clock = shown.progress === null ? undefined : setInterval(show, 1000);
  requestAnimationFrame(() => host.postMessage({ kind: "drawn" }));
});

function show(): void {
  if (shown === null) return;
  const focused = document.activeElement;
  patch(page, draw(shown, { since: performance.now() - arrived, open: new Set(memory.open) }));
  // What had the focus may be gone (a Cancel button, say): a reader at the keyboard then goes on from the heading.
  if (focused !== null && !focused.isConnected) page.querySelector("h1")?.focus({ preventScroll: true });
}

page.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const wish = target.closest<HTMLElement>("[data-wish]")?.dataset["wish"];
  if (wish !== undefined) return say({ kind: wish });
  const asked = target.closest<HTMLElement>("[data-why]")?.dataset["why"];
  if (asked !== undefined) return say({ kind: "why", id: asked });
  for (const kind of ["pin", "drop"] as const) {
    const piece = target.closest<HTMLElement>(`[data-${kind}]`)?.dataset[kind];
    if (piece !== undefined) return say({ kind, id: piece });
  }
  // A click that ends a selection was meant for the text.
  const selecting = getSelection()?.isCollapsed === false && target.closest("button") === null;
  const id = target.closest<HTMLElement>("[data-finding]")?.dataset["finding"];
  if (id !== undefined && !selecting) say({ kind: "openFinding", id });
});

function say(message: unknown): void {
  if (isPanelMessage(message)) host.postMessage(message);
}

/** Each is a column that the arrow keys walk through. */
const columns = ["button.open", "button[data-pin]", "button[data-drop]"];

page.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (way === undefined || !(target instanceof HTMLElement)) return;
  const column = columns.find((each) => target.matches(each));
  if (column === undefined) return;
  const stops = [...page.querySelectorAll<HTMLElement>(column)];
  const next = stops[stops.indexOf(target) + way];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.closest("article, li")?.scrollIntoView({ block: "nearest" });
});

// `toggle` does not bubble, so it is caught on its way down.
page.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof HTMLDetailsElement)) return;
    const id = target.dataset["disclosure"] ?? "";
    const others = memory.open.filter((each) => each !== id);
    remember({ open: target.open ? [...others, id] : others });
  },
  { capture: true },
);

window.addEventListener("scrollend", () => remember({ scroll: window.scrollY }));

function remember(part: Partial<typeof memory>): void {
  memory = { ...memory, ...part };
  host.setState(memory);
}

host.postMessage({ kind: "ready" });
