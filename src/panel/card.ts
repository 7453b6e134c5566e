/** Draws one finding. */

import { inline } from "./inline.ts";
import type { Card, Mark, QuotedLine } from "./protocol.ts";
import { h, keyed, when, type Tree } from "./tree.ts";

export function drawCard(card: Card): Tree {
  const { id, severity, title, opens } = card;
  const about = `about-${id}`;
  const open = { type: "button", class: "open", "data-finding": id, "aria-describedby": about } as const;
  const article = h(
    "article",
    { class: `finding-card ${severity}${opens ? " opens" : ""}`, ...(opens ? { "data-finding": id } : {}) },
    h("h3", {}, opens ? h("button", open, ...inline(title)) : h("span", {}, ...inline(title))),
    h(
      "p",
      { class: "about", id: about },
      h("span", { class: `severity ${severity}` }, card.severityLabel),
      h("span", { class: "place" }, card.place),
      h("span", { class: "category" }, card.category),
    ),
    ...when(card.marks.length > 0, () => h("ul", { class: "marks" }, ...card.marks.map(drawMark))),
    ...when(card.explanation !== "", () => h("p", { class: "explanation" }, ...inline(card.explanation))),
    ...when(card.quote.length > 0, () => h("pre", { class: "quote" }, ...card.quote.map(drawLine))),
    ...when(card.why !== "", () =>
      h("p", { class: "why" }, h("button", { type: "button", "data-why": id }, card.why)),
    ),
  );
  return keyed(id, article);
}

function drawMark({ label, hint }: Mark): Tree {
  return h("li", {}, h("strong", {}, label), ...when(hint !== "", () => h("span", {}, ` ${hint}`)));
}

function drawLine({ number, text }: QuotedLine): Tree {
  return h(
    "div",
    { class: "line" },
    h("span", { class: "number", "aria-hidden": "true" }, number),
    h("code", {}, text === "" ? " " : text),
  );
}
