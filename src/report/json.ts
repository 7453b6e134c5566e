/** JSON for other programs to read, and for people who let it run over their terminal. */

import type { Outcome } from "../contract/outcome.ts";

/** Controls beyond those that JSON escapes by itself, direction marks, and what has no width. */
const hidden = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Cf}]/gu;

export function toJson(outcome: Outcome): string {
  return printJson(outcome);
}

/** The same value for whoever parses it, and nothing in it that a terminal would obey or not show. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(hidden, escaped)}\n`;
}

function escaped(character: string): string {
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
