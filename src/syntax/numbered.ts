/** A language by the numbers that its grammar gives to types of nodes: numbers are quick to compare. */

import type { Language, Rule, SyntaxNode } from "./language.ts";

export interface Numbered {
  readonly defines: ReadonlyMap<number, readonly Rule[]>;
  readonly imports: ReadonlyMap<number, (node: SyntaxNode) => readonly string[]>;
  readonly names: ReadonlySet<number>;
  readonly sigil: RegExp | null;
  readonly wraps: ReadonlySet<number>;
  readonly scopes: ReadonlySet<number>;
  readonly comments: ReadonlySet<number>;
  /** Decorators and attributes that stand before what they are about. */
  readonly marks: ReadonlySet<number>;
  /** What the grammar could make nothing of. */
  readonly errors: ReadonlySet<number>;
}

const comments = ["comment", "line_comment", "block_comment"];
const marks = ["decorator", "attribute_item", "attribute_list"];

/** `types` are those of the grammar, each at its number; a name may stand there more than once. */
export function number(language: Language, types: readonly string[]): Numbered {
  const numbers = new Map<string, number[]>();
  for (const [id, type] of types.entries()) numbers.set(type, [...(numbers.get(type) ?? []), id]);
  const idsOf = (names: readonly string[]): ReadonlySet<number> =>
    new Set(names.flatMap((name) => numbers.get(name) ?? []));
  const byId = <T>(table: Readonly<Record<string, T>>): readonly (readonly [number, T])[] =>
    Object.entries(table).flatMap(([type, value]) =>
      [...idsOf([type])].map((id): [number, T] => [id, value]),
    );
  return {
    defines: new Map(byId(language.defines).map(([id, rules]) => [id, [rules].flat()])),
    imports: new Map(byId(language.imports)),
    names: idsOf(language.names),
    sigil: language.sigil ?? null,
    wraps: idsOf(language.wraps),
    scopes: idsOf(language.scopes),
    comments: idsOf(comments),
    marks: idsOf(marks),
    errors: idsOf(["ERROR"]),
  };
}
