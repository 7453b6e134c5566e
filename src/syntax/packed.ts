/** An outline as a row of numbers: a repository of thousands of files has to fit into a few megabytes. */

import type { Interned } from "./interned.ts";
import type { Definition, DefinitionKind, Outline } from "./outline.ts";

/**
 * How many definitions there are and how many mentions; then each definition in seven numbers (name, kind, the four ends
 * of its ranges, container), and each mention in two (name, line). No text and no columns.
 */
export type Packed = Uint32Array<ArrayBuffer>;

/** Holds 1 at the number of each name that is wanted: a set would be asked millions of times. */
export type Marked = Uint8Array;

const numberOfKind: Readonly<Record<DefinitionKind, number>> = {
  function: 0,
  method: 1,
  class: 2,
  interface: 3,
  type: 4,
  enum: 5,
  module: 6,
  constant: 7,
  variable: 8,
  field: 9,
  macro: 10,
  extension: 11,
};
const kinds = Object.keys(numberOfKind) as readonly DefinitionKind[];

const head = 2;
const definitionSize = 7;
const mentionSize = 2;
/** UTF-16 units. What is longer was not written to be called. */
const longestName = 100;
/** Of one file: what has more is data. */
const mostDefinitions = 5000;
const mostMentions = 20_000;
/** Of one name in one file. */
const mostLines = 8;
/** Stands for no container. */
const none = 0xffff_ffff;

export function pack({ definitions, mentions }: Outline, interned: Interned): Packed {
  const kept = definitions.filter(({ name }) => isName(name)).slice(0, mostDefinitions);
  const lines = mentionedLines(mentions).slice(0, mostMentions);
  const numbers = [
    kept.length,
    lines.length,
    ...kept.flatMap(({ name, kind, range, signature, container }) => [
      interned.numberOf(name),
      numberOfKind[kind],
      range.start,
      range.end,
      signature.start,
      signature.end,
      container === null || !isName(container) ? none : interned.numberOf(container),
    ]),
    ...lines.flatMap(([name, line]) => [interned.numberOf(name), line]),
  ];
  return Uint32Array.from(numbers);
}

/** Each name once a line, and on its first lines only. */
function mentionedLines(mentions: Outline["mentions"]): readonly (readonly [name: string, line: number])[] {
  const linesOf = new Map<string, Set<number>>();
  for (const { name, line } of mentions) {
    if (!isName(name)) continue;
    const lines = linesOf.get(name) ?? new Set();
    if (lines.size < mostLines) linesOf.set(name, lines.add(line));
  }
  return [...linesOf].flatMap(([name, lines]) => [...lines].map((line) => [name, line] as const));
}

function isName(name: string): boolean {
  return name.length > 0 && name.length <= longestName && !name.includes("\n");
}

/** The definitions whose names are `wanted`, in their order. */
export function definitionsIn(packed: Packed, wanted: Marked, interned: Interned): readonly Definition[] {
  const found: Definition[] = [];
  for (let index = 0; index < (packed[0] ?? 0); index += 1) {
    if (wanted[packed[head + index * definitionSize] ?? none] === 1) {
      found.push(definitionAt(packed, index, interned));
    }
  }
  return found;
}

export interface PackedMention {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly within: Definition | null;
}

/** Where `wanted` names are mentioned, each name's lines in their order. */
export function mentionsIn(packed: Packed, wanted: Marked, interned: Interned): readonly PackedMention[] {
  const found: PackedMention[] = [];
  for (let at = head + (packed[0] ?? 0) * definitionSize; at < packed.length; at += mentionSize) {
    const name = packed[at] ?? none;
    const line = packed[at + 1] ?? 0;
    if (wanted[name] !== 1) continue;
    found.push({ name: interned.nameOf(name), line, within: innermost(packed, line, interned) });
  }
  return found;
}

/** Definitions are in the order of their first lines, so the last one around a line is the innermost. */
function innermost(packed: Packed, line: number, interned: Interned): Definition | null {
  for (let index = (packed[0] ?? 0) - 1; index >= 0; index -= 1) {
    const at = head + index * definitionSize;
    if ((packed[at + 2] ?? 0) <= line && line <= (packed[at + 3] ?? 0)) {
      return definitionAt(packed, index, interned);
    }
  }
  return null;
}

function definitionAt(packed: Packed, index: number, interned: Interned): Definition {
  const at = head + index * definitionSize;
  const [name = none, kind = 0, start = 1, end = 1, first = 1, last = 1, container = none] = packed.subarray(
    at,
    at + definitionSize,
  );
  return {
    name: interned.nameOf(name),
    kind: kinds[kind] ?? "variable",
    range: { start, end },
    signature: { start: first, end: last },
    container: container === none ? null : interned.nameOf(container),
  };
}

/** The same outline under other numbers; null where it is none. */
export function renumbered(packed: Packed, numberFor: (number: number) => number | null): Packed | null {
  const definitions = packed[0] ?? 0;
  const mentions = packed[1] ?? 0;
  const firstMention = head + definitions * definitionSize;
  if (packed.length !== firstMention + mentions * mentionSize) return null;
  const copy = packed.slice();
  const renumber = (at: number): boolean => {
    const number = numberFor(packed[at] ?? none);
    if (number !== null) copy[at] = number;
    return number !== null;
  };
  for (let at = head; at < firstMention; at += definitionSize) {
    const hasContainer = packed[at + definitionSize - 1] !== none;
    if (!renumber(at) || (hasContainer && !renumber(at + definitionSize - 1))) return null;
  }
  for (let at = firstMention; at < packed.length; at += mentionSize) if (!renumber(at)) return null;
  return copy;
}
