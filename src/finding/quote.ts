/** Where a quote stands in a text: verbatim, or the same apart from white space at the ends of its lines. */

import type { LineRange } from "../text/lines.ts";

export type Comparison = "verbatim" | "trimmed";

/** In the order of trust. */
export const comparisons: readonly Comparison[] = ["verbatim", "trimmed"];

/** A quote of more lines was not meant to point anywhere, and looking for it could take long. */
const mostLines = 100;

/** The lines of a quote without empty ones around them; null when nothing is left. */
export function quotedLines(quote: string): readonly string[] | null {
  const lines = quote.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? null : lines.slice(first, last + 1);
}

/** Every place, in order. A quote may begin within its first line and end within its last. */
export function placesOf(search: {
  readonly quote: readonly string[];
  readonly text: readonly string[];
  readonly comparison: Comparison;
}): readonly LineRange[] {
  const { quote, text, comparison } = search;
  if (quote.length > mostLines) return [];
  const read = (line: string): string => (comparison === "verbatim" ? line : line.trim());
  const wanted = quote.map(read);
  const places: LineRange[] = [];
  for (let start = 0; start + wanted.length <= text.length; start += 1) {
    if (stands(wanted, (offset) => read(text[start + offset] ?? ""))) {
      places.push({ start: start + 1, end: start + wanted.length });
    }
  }
  return places;
}

function stands(wanted: readonly string[], lineAt: (offset: number) => string): boolean {
  const last = wanted.length - 1;
  const [first = ""] = wanted;
  if (last === 0) return lineAt(0).includes(first);
  if (!lineAt(0).endsWith(first)) return false;
  for (let offset = 1; offset < last; offset += 1) {
    if (lineAt(offset) !== wanted[offset]) return false;
  }
  return lineAt(last).startsWith(wanted[last] ?? "");
}
