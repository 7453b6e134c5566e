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

/** In order, and apart: runs that touch become one. */
export function joined(ranges: readonly LineRange[]): readonly LineRange[] {
  const inOrder = [...ranges].sort((a, b) => a.start - b.start);
  const apart: LineRange[] = [];
  for (const range of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || range.start > last.end + 1) apart.push(range);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return apart;
}

/** The lines of `ranges` that are in none of `others`; in order, and apart. */
export function minus(ranges: readonly LineRange[], others: readonly LineRange[]): readonly LineRange[] {
  const taken = joined(others);
  return joined(ranges).flatMap(({ start, end }) => {
    const left: LineRange[] = [];
    let next = start;
    for (const other of taken) {
      if (other.end < next || other.start > end) continue;
      if (other.start > next) left.push({ start: next, end: other.start - 1 });
      next = other.end + 1;
    }
    return next > end ? left : [...left, { start: next, end }];
  });
}
