/** Walks a syntax tree from node to node, never by recursion: how deep it goes is up to whoever wrote the text. */

import type { SyntaxNode } from "./language.ts";

/** Goes through a tree. Each move tells whether there was somewhere to go. */
export interface SyntaxCursor {
  readonly currentNode: SyntaxNode;
  readonly nodeTypeId: number;
  /** In UTF-16 units, as `endIndex`, which is exclusive. */
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

export interface Visitor {
  /** Called for each node; what it contains comes between this and `leave`. */
  enter(cursor: SyntaxCursor): void;
  leave(): void;
}

/** Below that nobody looks. Code that people read is seldom deeper than fifty. */
const deepest = 500;

export function walk(cursor: SyntaxCursor, visitor: Visitor): void {
  let depth = 0;
  for (;;) {
    visitor.enter(cursor);
    if (depth < deepest && cursor.gotoFirstChild()) {
      depth += 1;
      continue;
    }
    visitor.leave();
    while (!cursor.gotoNextSibling()) {
      if (depth === 0 || !cursor.gotoParent()) return;
      depth -= 1;
      visitor.leave();
    }
  }
}
