/** Reads what a person types in place of choosing: a range as git writes it, or the name of a commit. */

import type { ComparingScope } from "../change/sides.ts";

/** `A..B`, `A...B`, one end of it, or the id of a commit for all that came after it; null while the text is none. */
export function rangeTyped(text: string): ComparingScope | null {
  const range = text.trim();
  if (/^[0-9a-f]{4,64}$/.test(range)) return { kind: "range", range: `${range}..HEAD` };
  return /^[^\s.-][^\s]*\.\.|^\.\.\.?[^\s.-]/.test(range) && !/\s/.test(range)
    ? { kind: "range", range }
    : null;
}

/** A branch, a tag, an id or another name of one word; null while the text is none. */
export function commitTyped(text: string): ComparingScope | null {
  const commit = text.trim();
  return /^[^\s-]\S*$/.test(commit) && !commit.includes("..") ? { kind: "commit", commit } : null;
}
