/** What the model asked to see by itself, and what it was shown. */

import type { Outcome } from "../contract/outcome.ts";
import type { ReadTool, UnreadReason } from "../contract/reads.ts";
import { plural } from "./figures.ts";
import { nameOf } from "./names.ts";
import { plainLine } from "./terminal.ts";

const asked: Readonly<Record<ReadTool, (what: string) => string>> = {
  read_file: (what) => `file ${what}`,
  find_definition: (what) => `definition of ${what}`,
  find_references: (what) => `uses of ${what}`,
  search_text: (what) => `text "${what}"`,
  other: (what) => `unknown tool ${what}`,
};

const reasons: Readonly<Record<UnreadReason, string>> = {
  badCall: "could not be understood",
  nothing: "not there, or kept back",
  noRoom: "no room was left",
};

export function readsBlock(outcome: Outcome): string {
  const { reads } = outcome;
  if (reads.length === 0) return "";
  const lines = reads.map(({ tool, asked: what, shown, reason }) => {
    const places = shown.map((each) => `${nameOf(each, outcome)} (${plural(each.lines, "line")})`);
    return `  ${asked[tool](plainLine(what))}: ${reason === null ? places.join(", ") : reasons[reason]}`;
  });
  return ["The model asked to see", ...lines].join("\n");
}
