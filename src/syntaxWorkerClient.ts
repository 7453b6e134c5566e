/** The thread for syntax as the rest sees it. */

import { definitionIndex, type DefinitionIndex } from "./syntax/definitionIndex.ts";
import type { Named, Outline, ReadOutlines } from "./syntax/outline.ts";
import type { Data, Reply, Task } from "./syntaxWorker.ts";
import { Thread } from "./thread.ts";

export interface RunningSyntaxWorker {
  readonly outlines: ReadOutlines;
  readonly definitions: DefinitionIndex;
  /** Ends the thread; what is under way fails. */
  dispose(): Promise<void>;
}

export interface SyntaxWorkerOptions {
  /** Of `syntaxWorker.ts`, or of what it was bundled to. */
  readonly url: URL;
  /** The folder of the grammars, ending with `/`; left out, `grammars/` beside the bundle. */
  readonly grammars?: URL;
  /** Left out, `web-tree-sitter.wasm` among the grammars. */
  readonly runtime?: URL;
}

/** Texts that wait at a time. A signal with thousands of listeners takes long to hear one more. */
const inQueue = 64;

/** Milliseconds. Only what defies a parser's own limits comes near. */
const deadlines = {
  outline: 10_000,
  open: 5_000,
  add: 30_000,
  defining: 5_000,
  mentioning: 5_000,
  save: 15_000,
  load: 15_000,
};

export function startSyntaxWorker({
  url,
  grammars = new URL("./grammars/", url),
  runtime = new URL("web-tree-sitter.wasm", grammars),
}: SyntaxWorkerOptions): RunningSyntaxWorker {
  const data: Data = { runtime: runtime.href, grammars: grammars.href };
  const thread = new Thread<Task, Reply>({ url, start: 30_000, deadlines, data: { ...data } });
  return {
    outlines: async (texts, signal) => {
      const outlineOf = async ({ path, text }: Named): Promise<Outline | null> => {
        const reply = await thread.perform({ kind: "outline", path, text }, signal);
        return reply.kind === "outlined" ? reply.outline : null;
      };
      const outlines: (Outline | null)[] = [];
      while (outlines.length < texts.length) {
        const some = texts.slice(outlines.length, outlines.length + inQueue);
        outlines.push(...(await Promise.all(some.map(outlineOf))));
      }
      return outlines;
    },
    definitions: definitionIndex(async (task, signal) => {
      const reply = await thread.perform(task, signal);
      return reply.kind === "outlined" ? { kind: "failed" } : reply;
    }),
    dispose: () => thread.dispose(),
  };
}
