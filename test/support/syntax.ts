/** The syntax thread for tests, from source: the grammars lie where their packages are. */

import type { GrammarFiles } from "../../src/syntax/grammar.ts";
import type { Outline, ReadOutlines } from "../../src/syntax/outline.ts";
import { startSyntaxWorker, type RunningSyntaxWorker } from "../../src/syntaxWorkerClient.ts";

export const grammarFiles: GrammarFiles = {
  runtime: new URL(import.meta.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammars: new URL("./", import.meta.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm")),
};

export function sourceSyntaxWorker(): RunningSyntaxWorker {
  return startSyntaxWorker({
    url: new URL("../../src/syntaxWorker.ts", import.meta.url),
    ...grammarFiles,
  });
}

/** Each definition in one line: `class Cart 3-9`, `method Cart.add 5-7`. */
export function told(outline: Outline | null | undefined): readonly string[] {
  return (outline?.definitions ?? []).map(
    ({ kind, container, name, range: { start, end } }) =>
      `${kind} ${container === null ? "" : `${container}.`}${name} ${start === end ? start : `${start}-${end}`}`,
  );
}

export const noOutlines: ReadOutlines = async (texts) => texts.map(() => null);
