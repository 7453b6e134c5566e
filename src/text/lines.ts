/** Lines and runs of lines, the coordinates that everything else is given in. */

/** `start` and `end` are 1-based and inclusive; never empty. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Splits at `\n`; a `\r` before it is not part of the line. A text that ends with `\n` has no further, empty line. */
export function splitLines(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (text.endsWith("\n")) lines.pop();
  return lines;
}

export function contains(range: LineRange, line: number): boolean {
  return range.start <= line && line <= range.end;
}

/** How many lines lie between the two; 0 when they touch or overlap. */
export function distance(a: LineRange, b: LineRange): number {
  if (a.end < b.start) return b.start - a.end;
  if (b.end < a.start) return a.start - b.end;
  return 0;
}
