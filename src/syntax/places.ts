/** Tells lines from the indexes that a syntax tree gives. */

/** Lines are 1-based, indexes 0-based and in UTF-16 units. */
export class Places {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  lineOf(index: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The index at which a line begins. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? 0;
  }

  /** The last line of what ends before `end`: an end at the start of a line leaves that line out. */
  lastLineOf(start: number, end: number): number {
    return this.lineOf(Math.max(start, end - 1));
  }

  /** The line of `index`; where nothing but space stands before it there, the line above. */
  lineBefore(index: number): number {
    const line = this.lineOf(index);
    const before = this.#text.slice(this.startOf(line), index);
    return before.trim() === "" ? line - 1 : line;
  }
}
