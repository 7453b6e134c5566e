/** How a line stands in the prompt: its number, a mark for what the change did to it, and the line itself. */

import type { LineRange } from "../text/lines.ts";

/** Added lines and removed ones; a line that the change left alone has a space. */
export type Mark = "+" | "-" | " ";

export interface NumberedLine {
  /** 1-based; of the old side for `-`, else of the new side. */
  readonly number: number;
  readonly mark: Mark;
  readonly text: string;
}

export function numbered({ number, mark, text }: NumberedLine): string {
  return `${number}${mark}|${text}`;
}

/** Unmarked lines of a text, 1-based and inclusive, each with its line end. */
export function numberedLines(lines: readonly string[], { start, end }: LineRange): string {
  return lines
    .slice(start - 1, end)
    .map((text, index) => `${numbered({ number: start + index, mark: " ", text })}\n`)
    .join("");
}

/** Stands for lines that are not shown. */
export const gap = "...\n";

const form = /^(\d{1,7})([ +-])\|/;

/** Null for a line that does not have this form. */
export function readNumbered(line: string): NumberedLine | null {
  const match = form.exec(line);
  if (match === null) return null;
  return { number: Number(match[1]), mark: match[2] as Mark, text: line.slice(match[0].length) };
}

/** Takes the numbers off lines that were copied with them. Null unless each line that says anything has one. */
export function withoutNumbers(lines: readonly string[]): readonly string[] | null {
  const read = lines.map((line) => (line.trim() === "" ? "" : (readNumbered(line)?.text ?? null)));
  return read.includes(null) || lines.every((line) => line.trim() === "")
    ? null
    : (read as readonly string[]);
}
