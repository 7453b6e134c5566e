/** Says which lines a selection means. */

/** A selection as the editor has it: lines and characters are 0-based, `end` is where the selected text ended. */
export interface Selected {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** 1-based, inclusive; null where nothing is selected. A line whose first character is not reached does not belong to it. */
export function linesOf({
  start,
  end,
}: Selected): { readonly startLine: number; readonly endLine: number } | null {
  if (start.line === end.line && start.character === end.character) return null;
  const last = end.character === 0 ? end.line - 1 : end.line;
  return { startLine: start.line + 1, endLine: last + 1 };
}
