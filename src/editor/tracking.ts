/** Follows a finding's lines through what a person does to the document, and notices when they are gone. */

import type { Ground, Lines } from "./ground.ts";

/** `start`: 0-based first line. It is kept while the lines are gone: an undo may bring them back. */
export interface Tracked {
  readonly start: number;
  readonly stands: boolean;
}

/** One replacement in a document; lines are 0-based, `end` is where the replaced text ended. */
export interface Edit {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly text: string;
}

/** Lines that an edit across the ground wrote, and by how many it moved what follows. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly delta: number;
}

/** Looks for the ground at its line; where it moved while nobody looked, at the only other place where it stands. */
export function find(ground: Ground, start: number, lines: Lines): Tracked {
  if (standsAt(ground, start, lines)) return { start, stands: true };
  const elsewhere = onlyPlace(ground, { from: 0, to: lines.count - 1 }, lines);
  return elsewhere === null ? { start, stands: false } : { start: elsewhere, stands: true };
}

/** Looks at its line alone, for what was gone before: a twin elsewhere is not what was reviewed. */
export function findAgain(ground: Ground, { start }: Tracked, lines: Lines): Tracked {
  return { start, stands: standsAt(ground, start, lines) };
}

/**
 * Edits above move it. Of an edit across it only the replaced stretch is searched, so that a file written anew by
 * another program keeps its findings, and an edited line does not pass its finding on to a twin.
 * `edits` come from the last to the first, as the editor reports them; `lines` are those after all of them.
 */
export function follow(ground: Ground, before: Tracked, edits: readonly Edit[], lines: Lines): Tracked {
  let start = before.start;
  let across: Stretch | null = null;
  for (const edit of edits) {
    const added = edit.text.split("\n").length - 1;
    const delta = added - (edit.end.line - edit.start.line);
    if (isAbove(edit, start)) {
      start += delta;
      across =
        across === null ? null : { from: across.from + delta, to: across.to + delta, delta: across.delta };
    } else if (edit.start.line < start + ground.count) {
      const to = edit.start.line + added;
      across = { from: edit.start.line, to: across === null ? to : Math.max(to, across.to), delta };
    }
  }
  if (standsAt(ground, start, lines)) return { start, stands: true };
  if (across === null) return { start, stands: false };
  const pushed = start + across.delta;
  if (across.from === start && standsAt(ground, pushed, lines)) return { start: pushed, stands: true };
  const moved = onlyPlace(ground, across, lines);
  return moved === null ? { start, stands: false } : { start: moved, stands: true };
}

function isAbove({ end }: Edit, start: number): boolean {
  return end.line < start || (end.line === start && end.character === 0);
}

function standsAt(ground: Ground, start: number, lines: Lines): boolean {
  if (start < 0 || start + ground.count > lines.count) return false;
  for (let index = 0; index < ground.count; index += 1) {
    if (!ground.holds(lines.at(start + index), index)) return false;
  }
  return true;
}

function onlyPlace(
  ground: Ground,
  { from, to }: { readonly from: number; readonly to: number },
  lines: Lines,
): number | null {
  if (!ground.isTelling) return null;
  let found: number | null = null;
  for (let start = from; start + ground.count - 1 <= to; start += 1) {
    if (!standsAt(ground, start, lines)) continue;
    if (found !== null) return null;
    found = start;
  }
  return found;
}
