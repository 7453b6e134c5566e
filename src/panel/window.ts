/** Draws the window of the model: to scale as a bar, in figures, and piece by piece. */

import { inline } from "./inline.ts";
import type { Bar, Button, PieceGroup, PieceRow, Toggle, WindowMap } from "./protocol.ts";
import { h, keyed, when, type Branch, type Tree } from "./tree.ts";

export interface WindowOptions {
  readonly drawButtons: (buttons: readonly Button[]) => Branch;
  /** Whether the reader left the list of pieces open. */
  readonly open: boolean;
}

export function drawWindow(map: WindowMap, { drawButtons, open }: WindowOptions): Branch {
  const { title, bars, legend, wanted, buttons, listTitle, groups } = map;
  return h(
    "section",
    { class: "window", "aria-labelledby": "window-title" },
    h("h2", { id: "window-title" }, title),
    ...bars.map(drawBar),
    h(
      "ul",
      { class: "legend" },
      ...legend.map(({ kind, name, size }) =>
        keyed(
          kind,
          h(
            "li",
            {},
            h("span", { class: `swatch ${kind}`, "aria-hidden": "true" }),
            h("span", {}, name),
            " ",
            h("span", { class: "size" }, size),
          ),
        ),
      ),
    ),
    ...when(wanted !== "", () =>
      keyed("wanted", h("div", { class: "wanted" }, h("p", {}, wanted), drawButtons(buttons))),
    ),
    ...when(groups.length > 0, () =>
      keyed(
        "pieces",
        h(
          "details",
          { "data-disclosure": "pieces", ...(open ? ({ open: "" } as const) : {}) },
          h("summary", {}, h("h3", {}, listTitle)),
          ...groups.map(drawGroup),
        ),
      ),
    ),
  );
}

function drawBar({ label, stretches }: Bar): Tree {
  return h(
    "div",
    { class: "scale", role: "img", "aria-label": label },
    ...stretches.map(({ kind, tokens }) =>
      keyed(kind, h("div", { class: kind, "data-share": String(tokens) })),
    ),
  );
}

function drawGroup({ kind, title, pieces, more }: PieceGroup): Tree {
  const key = kind ?? "left";
  const heading = `pieces-${key}`;
  const group = h(
    "section",
    { "aria-labelledby": heading },
    h(
      "h4",
      { id: heading },
      ...when(kind !== null, () => h("span", { class: `swatch ${key}`, "aria-hidden": "true" })),
      title,
    ),
    h("ul", { class: "pieces" }, ...pieces.map(drawPiece)),
    ...when(more !== "", () => h("p", { class: "more" }, more)),
  );
  return keyed(key, group);
}

function drawPiece({ id, name, size, detail, toggles }: PieceRow): Tree {
  return keyed(
    id,
    h(
      "li",
      {},
      h("span", { class: "name" }, name),
      h("span", { class: "size" }, size),
      h("span", { class: "detail" }, ...inline(detail)),
      ...when(toggles.length > 0, () =>
        h("span", { class: "toggles" }, ...toggles.map((toggle) => drawToggle(id, toggle))),
      ),
    ),
  );
}

function drawToggle(id: string, { kind, label, spoken, pressed }: Toggle): Tree {
  const attributes = {
    type: "button",
    class: "toggle",
    "aria-pressed": pressed ? "true" : "false",
    "aria-label": spoken,
    ...(kind === "pin" ? { "data-pin": id } : { "data-drop": id }),
  } as const;
  return keyed(kind, h("button", attributes, label));
}
