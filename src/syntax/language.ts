/** What has to be known of a language to tell from its syntax tree what a text defines, mentions and imports. */

import type { DefinitionKind } from "./outline.ts";

/** A node of a syntax tree, as far as languages look at it. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  /** 0-based, in UTF-16 units. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly namedChildren: readonly SyntaxNode[];
  childForFieldName(name: string): SyntaxNode | null;
  childrenForFieldName(name: string): readonly SyntaxNode[];
}

/** How a node of one type defines something. */
export interface Rule {
  readonly kind: DefinitionKind;
  /** Where its names stand; left out, in the field `name`. Without any it defines nothing. */
  readonly names?: (node: SyntaxNode) => readonly SyntaxNode[];
  /** What it is called where no name stands in the text. */
  readonly called?: string;
  /** Whether it counts in a scope, too, where variables and fields do not: `this.count = 0`. */
  readonly anywhere?: true;
  /** Where what it says ends and what it does begins; left out, at the field `body`. */
  readonly body?: (node: SyntaxNode) => SyntaxNode | null;
  /** Whether the rule holds for the node. */
  readonly when?: (node: SyntaxNode) => boolean;
  /** The name of what it belongs to, where that does not stand around it. */
  readonly container?: (node: SyntaxNode) => SyntaxNode | null;
}

export interface Language {
  /** The name of its grammar's file, without folder and ending. */
  readonly grammar: string;
  /** By the type of node; of several rules the first that holds. */
  readonly defines: Readonly<Record<string, Rule | readonly Rule[]>>;
  /** Types of nodes that are names. */
  readonly names: readonly string[];
  /** What stands before a name and is no part of it. */
  readonly sigil?: RegExp;
  /** Types of nodes that are a definition's first lines, not its surroundings: `export`, `template <…>`, a list of decorators. */
  readonly wraps: readonly string[];
  /** Types of nodes in which variables are local. */
  readonly scopes: readonly string[];
  /** By the type of node, what it imports. */
  readonly imports: Readonly<Record<string, (node: SyntaxNode) => readonly string[]>>;
}

/** The child in a field, in that of the child, and so on. */
export function at(...fields: readonly string[]): (node: SyntaxNode) => SyntaxNode | null {
  return (node) =>
    fields.reduce<SyntaxNode | null>((from, field) => from?.childForFieldName(field) ?? null, node);
}

/** All children in a field. */
export function allAt(field: string): (node: SyntaxNode) => readonly SyntaxNode[] {
  return (node) => node.childrenForFieldName(field);
}

/** The children of some types. */
export function children(node: SyntaxNode, ...types: readonly string[]): readonly SyntaxNode[] {
  return node.namedChildren.filter(({ type }) => types.includes(type));
}

/** A list of at most one. */
export function only(
  find: (node: SyntaxNode) => SyntaxNode | null,
  ...types: readonly string[]
): (node: SyntaxNode) => readonly SyntaxNode[] {
  return (node) => {
    const found = find(node);
    return found === null || (types.length > 0 && !types.includes(found.type)) ? [] : [found];
  };
}

/** Whether what is found is a node of one of the types. */
export function is(
  find: (node: SyntaxNode) => SyntaxNode | null,
  ...types: readonly string[]
): (node: SyntaxNode) => boolean {
  return (node) => types.includes(find(node)?.type ?? "");
}

/** What is found, without quotes or angle brackets around it. */
export function unquoted(
  find: (node: SyntaxNode) => SyntaxNode | null,
): (node: SyntaxNode) => readonly string[] {
  return (node) => {
    const text = find(node)?.text ?? "";
    const inner = /^(["'`<])(.+)(["'`>])$/s.exec(text)?.[2] ?? text;
    return inner === "" ? [] : [inner];
  };
}

export const nothing = (): null => null;
