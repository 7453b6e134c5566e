/** How a line stands in the prompt: its number, a mark for what the change did to it, and the line itself. */

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
