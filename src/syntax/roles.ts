/** What each type of node is to a language, by the number that its grammar gives it: numbers are quick to look up. */

import type { Language, Rule, SyntaxNode } from "./language.ts";

export interface Role {
  readonly rules: readonly Rule[];
  readonly imports: ((node: SyntaxNode) => readonly string[]) | null;
  readonly isName: boolean;
  readonly isWrap: boolean;
  readonly isScope: boolean;
  readonly isComment: boolean;
  /** A decorator or an attribute that stands before what it is about. */
  readonly isMark: boolean;
  /** What the grammar could make nothing of. */
  readonly isError: boolean;
}

export interface Roles {
  /** By number; most types of nodes have none. */
  readonly of: readonly (Role | null)[];
  readonly sigil: RegExp | null;
}

const comments = ["comment", "line_comment", "block_comment"];
const marks = ["decorator", "attribute_item", "attribute_list"];

/** `types` are those of the grammar, each at its number; a name may stand there more than once. */
export function rolesIn(language: Language, types: readonly string[]): Roles {
  const { defines, imports, names, wraps, scopes, sigil = null } = language;
  const roleOf = (type: string): Role | null => {
    const role: Role = {
      rules: Object.hasOwn(defines, type) ? [defines[type] ?? []].flat() : [],
      imports: (Object.hasOwn(imports, type) ? imports[type] : null) ?? null,
      isName: names.includes(type),
      isWrap: wraps.includes(type),
      isScope: scopes.includes(type),
      isComment: comments.includes(type),
      isMark: marks.includes(type),
      isError: type === "ERROR",
    };
    const { rules, imports: importing, ...flags } = role;
    return rules.length > 0 || importing !== null || Object.values(flags).includes(true) ? role : null;
  };
  return { of: types.map(roleOf), sigil };
}
