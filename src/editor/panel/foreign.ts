/** Bounds text of models and repositories before it is shown, and makes visible what hides in it. */

import { cut } from "../../text/cut.ts";
import { visible } from "../../text/visible.ts";

/** UTF-16 units: more is no title, no path and no reason any more. */
const longestLine = 300;
const longestText = 4000;
const mostQuotedLines = 30;

export function lineOf(text: string): string {
  return visible(cut(text.replace(/\s+/g, " ").trim(), longestLine));
}

/** Line breaks stay. */
export function textOf(text: string): string {
  return splitLines(cut(text.replaceAll("\t", "    ").trim(), longestText))
    .map(visible)
    .join("\n");
}

/** The lines of a quote; `left` counts those that are not among them. */
export function quotedLines(quote: string): { readonly lines: readonly string[]; readonly left: number } {
  if (quote.trim() === "") return { lines: [], left: 0 };
  const all = splitLines(quote);
  const lines = all
    .slice(0, mostQuotedLines)
    .map((line) => visible(cut(line.replaceAll("\t", "    "), longestLine)));
  return { lines, left: all.length - lines.length };
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
