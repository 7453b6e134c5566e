/** Reads texts by their grammar. The one place that knows tree-sitter. */

import { readFile } from "node:fs/promises";
import { Language as Grammar, Parser } from "web-tree-sitter";
import type { Language } from "./language.ts";
import type { Outline } from "./outline.ts";
import { Outlining } from "./outlining.ts";
import { rolesIn, type Roles } from "./roles.ts";
import { walk } from "./walk.ts";

/** Where the compiled files are. */
export interface GrammarFiles {
  /** Of the parser itself, which all grammars share. */
  readonly runtime: URL;
  /** The folder of the grammars; ends with `/`. */
  readonly grammars: URL;
}

export interface Reading {
  readonly language: Language;
  readonly text: string;
  /** Asked over and over while the text is parsed. */
  readonly isStopped: () => boolean;
}

export interface Grammars {
  /** Null where the grammar could make nothing of the text, or was stopped. Rejects where the parser broke: it can't be used again. */
  read(reading: Reading): Promise<Outline | null>;
}

/** Pages of 64 KB: 32 MB to begin with, 256 MB at most. A large honest file takes 120 MB; a hostile one would take all there is. */
const memory = { initial: 512, maximum: 4096 };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Node has it, its types lack it
  namespace WebAssembly {
    const Memory: new (pages: { readonly initial: number; readonly maximum: number }) => object;
  }
}

interface Loaded {
  readonly grammar: Grammar;
  readonly roles: Roles;
}

export async function openGrammars({ runtime, grammars }: GrammarFiles): Promise<Grammars> {
  await Parser.init({
    wasmBinary: await readFile(runtime),
    wasmMemory: new WebAssembly.Memory(memory),
  });
  const parser = new Parser();
  const known = new Map<string, Loaded>();

  /** With the first text in its language. */
  const load = async (language: Language): Promise<Loaded> => {
    const before = known.get(language.grammar);
    if (before !== undefined) return before;
    const grammar = await Grammar.load(
      await readFile(new URL(`tree-sitter-${language.grammar}.wasm`, grammars)),
    );
    const loaded = { grammar, roles: rolesIn(language, grammar.types) };
    known.set(language.grammar, loaded);
    return loaded;
  };

  return {
    read: async ({ language, text, isStopped }) => {
      const { grammar, roles } = await load(language);
      // Also forgets a text that was stopped, which would go on with this one.
      parser.setLanguage(grammar);
      const tree = parser.parse(text, null, { progressCallback: isStopped });
      if (tree === null) return null;
      const cursor = tree.walk();
      try {
        const outlining = new Outlining(roles, text);
        walk(cursor, outlining);
        return outlining.outline();
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}
