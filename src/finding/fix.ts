/** Decides whether a fix can be offered: only beside its finding, and only for lines that the model saw as they are. */

import type { Fix } from "../contract/finding.ts";
import type { FoundFinding } from "../prompt/answer.ts";
import { readNumbered, withoutNumbers } from "../prompt/numbering.ts";
import type { ShownText } from "../prompt/plan.ts";
import { contains, distance, type LineRange } from "../text/lines.ts";
import { agrees, type Anchored } from "./anchor.ts";

/** Lines between a finding and its fix; further away it would be another place's. */
const furthest = 10;
/** Lines; more is a rewrite, which nobody checks at a glance. */
const longest = 40;

/** Null where it does not stand. */
export function fixOf(of: {
  readonly found: FoundFinding;
  readonly place: Anchored;
  readonly ground: ShownText;
}): Fix | null {
  const { found, place, ground } = of;
  if (found.fix === null || found.side !== "new" || place.side !== "new") return null;
  const anchored = { start: place.startLine, end: place.endLine };
  const shift = shiftOf(found, found.fix, anchored);
  if (shift === null) return null;
  const lines = { startLine: found.fix.startLine + shift, endLine: found.fix.endLine + shift };
  if (!isBeside(lines, anchored) || !wasShown(lines, ground)) return null;

  const expected = ground.sent.slice(lines.startLine - 1, lines.endLine);
  const replacement = plainLines(found.fix.replacement);
  if (replacement === null || replacement.length > longest || isSame(expected, replacement)) return null;
  if ([...expected, ...replacement].some(mayHideSecret)) return null;
  return { ...lines, expected, replacement };
}

type Lines = Pick<Fix, "startLine" | "endLine">;

/** Where the quote stood elsewhere than its number said, a fix within the same lines is off by as much; any other is not known. */
function shiftOf(hint: Lines, fix: Lines, anchored: LineRange): number | null {
  if (agrees(anchored, hint)) return 0;
  const isWithin = fix.startLine >= hint.startLine && fix.endLine <= hint.endLine;
  const isSameLength = hint.endLine - hint.startLine === anchored.end - anchored.start;
  return isWithin && isSameLength ? anchored.start - hint.startLine : null;
}

function isBeside({ startLine, endLine }: Lines, anchored: LineRange): boolean {
  const count = endLine - startLine + 1;
  if (startLine < 1 || count < 0 || count > longest) return false;
  return distance({ start: startLine, end: Math.max(startLine, endLine) }, anchored) <= furthest;
}

/** Of an insertion, both lines that it goes between, as far as they exist. */
function wasShown({ startLine, endLine }: Lines, { shown, sent }: ShownText): boolean {
  const isInsertion = endLine < startLine;
  const start = isInsertion ? Math.max(1, startLine - 1) : startLine;
  const end = isInsertion ? Math.min(sent.length, startLine) : endLine;
  return shown.some((range) => contains(range, start) && contains(range, end));
}

/** Line by line, without numbers that were copied along; null when only some lines have them. */
function plainLines(replacement: readonly string[]): readonly string[] | null {
  const lines = replacement.flatMap((line) => line.split(/\r?\n/));
  const bare = withoutNumbers(lines) ?? lines;
  return bare.some((line) => readNumbered(line) !== null) ? null : bare;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** A placeholder, or what was escaped so as not to look like one: what was sent is not what stands on this machine. */
function mayHideSecret(line: string): boolean {
  return line.includes("<<secret");
}
