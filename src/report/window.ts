/** What fills the window, in groups that a person can tell apart. */

import type { ContextPiece, ContextUse } from "../contract/context.ts";

export type Group =
  "instructions" | "rules" | "diff" | "changedFiles" | "openFiles" | "definitions" | "tests" | "other";

/** In the order in which they are told. */
export const groups: readonly Group[] = [
  "instructions",
  "rules",
  "diff",
  "changedFiles",
  "openFiles",
  "definitions",
  "tests",
  "other",
];

const groupOfKind: Readonly<Record<ContextPiece["kind"], Group>> = {
  rules: "rules",
  wishes: "rules",
  focus: "rules",
  diff: "diff",
  picture: "diff",
  named: "diff",
  changedFile: "changedFiles",
  openFile: "openFiles",
  definition: "definitions",
  caller: "definitions",
  type: "definitions",
  test: "tests",
  author: "other",
  problems: "other",
  history: "other",
};

/** Kinds may grow: what is not known is something else. */
export function groupOf({ kind }: ContextPiece): Group {
  return (groupOfKind as Readonly<Partial<Record<string, Group>>>)[kind] ?? "other";
}

/** One part's window, in tokens: the groups, the reserve and what is free make the whole. */
export interface FilledWindow {
  /** Those that hold something. */
  readonly groups: ReadonlyMap<Group, number>;
  readonly free: number;
}

/** One for each part, in order. */
export function filledWindows(context: ContextUse): readonly FilledWindow[] {
  const numbers = context.pieces.flatMap(({ parts }) => parts.map(({ part }) => part));
  const count = numbers.reduce((most, part) => Math.max(most, part), 1);
  return Array.from({ length: count }, (_, index) => fill(index + 1, context));
}

function fill(part: number, { window, reserve, instructions, pieces }: ContextUse): FilledWindow {
  const filled = new Map<Group, number>([["instructions", instructions]]);
  for (const piece of pieces) {
    const group = groupOf(piece);
    const tokens = piece.parts.reduce((sum, each) => sum + (each.part === part ? each.tokens : 0), 0);
    if (tokens > 0) filled.set(group, (filled.get(group) ?? 0) + tokens);
  }
  const used = [...filled.values()].reduce((sum, tokens) => sum + tokens, 0);
  return { groups: filled, free: Math.max(0, window - reserve - used) };
}
