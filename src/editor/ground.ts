/** The lines a finding stands on, as something that a document's lines can be held against. */

import type { Finding } from "../contract/finding.ts";

export interface Ground {
  /** How many lines it has. */
  readonly count: number;
  /** Long enough to be known again elsewhere: a lone brace stands everywhere. */
  readonly isTelling: boolean;
  /** Whether `line` is its line `index` (0-based). */
  holds(line: string, index: number): boolean;
}

/** A document's lines, 0-based. */
export interface Lines {
  readonly count: number;
  at(index: number): string;
}

/** Characters without white space. */
const telling = 12;

/** The very lines that were reviewed. */
export function groundOf(lines: readonly string[]): Ground {
  return { count: lines.length, isTelling: isTelling(lines), holds: (line, index) => line === lines[index] };
}

/**
 * What the quote tells of them, for when the lines themselves are not at hand: they hold secrets, so they are not kept.
 * Null for a finding without a place, and where the quote is not the lines because something in it was replaced.
 */
export function groundOfQuote({ quote, startLine, endLine }: Finding): Ground | null {
  if (startLine === null || endLine === null || quote.includes("<<secret")) return null;
  const lines = quote
    .replace(/^(\s*\n)+|(\n\s*)+$/g, "")
    .split(/\r?\n/)
    .map((line) => line.trim());
  if (lines.length !== endLine - startLine + 1 || lines.every((line) => line === "")) return null;
  return {
    count: lines.length,
    isTelling: isTelling(lines),
    holds: (line, index) => line.includes(lines[index] ?? line),
  };
}

function isTelling(lines: readonly string[]): boolean {
  return lines.join("").replace(/\s/g, "").length >= telling;
}
