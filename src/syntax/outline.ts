/** What a text defines and what it mentions: the shape that grammars and the fallback both give. */

import type { LineRange } from "../text/lines.ts";

export type DefinitionKind =
  | "function"
  | "method"
  | "class"
  | "interface"
  | "type"
  | "enum"
  | "module"
  /** Adds to what is defined elsewhere, and has its name: `impl Cart`, `extension Cart`. */
  | "extension"
  | "constant"
  | "variable"
  | "field"
  | "macro";

export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** All of its lines, with the comment and the decorators right above it. */
  readonly range: LineRange;
  /** The lines that say what it is: from its first one (comments left out) to where its body begins. */
  readonly signature: LineRange;
  /** The definition that it stands in; null at the top. */
  readonly container: string | null;
}

/** A name that is used, not defined, at a place. */
export interface Mention {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based, in UTF-16 units. */
  readonly column: number;
}

export interface Outline {
  /** By a grammar, or by what lines look like. */
  readonly by: "grammar" | "lines";
  /** In the order of their first lines; of one line, the outer first. */
  readonly definitions: readonly Definition[];
  /** In their order. Names of the language itself and of local variables may be among them. */
  readonly mentions: readonly Mention[];
  /** What it imports, as it is written there: `./cart.js`, `shop.cart`, `stdio.h`. */
  readonly imports: readonly string[];
}

export interface Named {
  /** Tells the language; relative to the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** One outline for each text; null where it took too long, or is too large. Rejects only when the signal is aborted. */
export type ReadOutlines = (
  texts: readonly Named[],
  signal: AbortSignal,
) => Promise<readonly (Outline | null)[]>;
