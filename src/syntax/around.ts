/** Finds the definitions around lines of a text, by its outline. */

import { contains, type LineRange } from "../text/lines.ts";
import { enclosing } from "./enclosing.ts";
import type { Definition, Outline } from "./outline.ts";

/** From the outermost to the innermost. */
export function definitionsAround({ definitions }: Outline, chosen: LineRange): readonly Definition[] {
  return definitions.filter(({ range }) => contains(range, chosen.start) && contains(range, chosen.end));
}

export interface Text {
  readonly lines: readonly string[];
  /** Null where there is none. */
  readonly outline: Outline | null;
}

/**
 * The lines of the innermost definition of at most `longest` lines that goes beyond `chosen`; without one, the block that
 * indentation tells; without that, `chosen`. Lines are 1-based; `chosen` lies within the text.
 */
export function surroundings({ lines, outline }: Text, chosen: LineRange, longest: number): LineRange {
  const around = outline === null ? [] : definitionsAround(outline, chosen).map(({ range }) => range);
  const innermost = around.findLast((range) => goesBeyond(range, chosen));
  if (innermost !== undefined && isWithin(innermost, longest)) return innermost;
  const block = enclosing(lines, chosen);
  return isWithin(block, longest) ? block : chosen;
}

function goesBeyond(range: LineRange, chosen: LineRange): boolean {
  return range.start < chosen.start || range.end > chosen.end;
}

function isWithin({ start, end }: LineRange, longest: number): boolean {
  return end - start < longest;
}
