/** Puts together what source splits: `"ghp_" + "…"` is one text to whoever runs it, and so it is to the scan. */

export interface Joined {
  readonly text: string;
  /** Whether the stretch holds a seam, so that it stands nowhere in the original in one piece. */
  spansSeam(start: number, end: number): boolean;
  /** Where the character at an offset of `text` stands in the original. */
  toOriginal(offset: number): number;
}

/** Closing quote, the sign that joins, opening quote of the same kind; also over the end of a line. */
const seam = /(["'`])\s{0,80}(?:\+|\.{1,2}|&|<>|\|\||\\)\s{0,80}\1/g;

/** Null when nothing is split. */
export function joinLiterals(text: string): Joined | null {
  const seams: { readonly at: number; readonly removed: number }[] = [];
  let joined = "";
  let from = 0;
  for (const match of text.matchAll(seam)) {
    joined += text.slice(from, match.index);
    from = match.index + match[0].length;
    seams.push({ at: joined.length, removed: from - joined.length });
  }
  if (seams.length === 0) return null;
  joined += text.slice(from);

  const seamsUpTo = (offset: number): number => {
    let low = 0;
    let high = seams.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((seams[middle]?.at ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    text: joined,
    spansSeam: (start, end) => seamsUpTo(start) < seamsUpTo(end - 1),
    toOriginal: (offset) => offset + (seams[seamsUpTo(offset) - 1]?.removed ?? 0),
  };
}
