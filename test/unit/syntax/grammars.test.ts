/** What each grammar's language tells of a text: definitions with all of their lines, mentions, and imports. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { openGrammars } from "../../../src/syntax/grammar.ts";
import type { Outline } from "../../../src/syntax/outline.ts";
import { readOutline } from "../../../src/syntax/reading.ts";
import type { RunningSyntaxWorker } from "../../../src/syntaxWorkerClient.ts";
import { grammarFiles, sourceSyntaxWorker, told } from "../../support/syntax.ts";
import { samples } from "./samples.ts";

const { signal } = new AbortController();

describe("A grammar", () => {
  let worker: RunningSyntaxWorker;
  before(() => {
    worker = sourceSyntaxWorker();
  });
  after(async () => worker.dispose());

  const read = async (path: string, text: string): Promise<Outline> => {
    const [outline] = await worker.outlines([{ path, text }], signal);
    assert.ok(outline);
    return outline;
  };

  for (const { path, text, definitions, imports } of samples) {
    it(`tells what ${path} defines and imports`, async () => {
      const outline = await read(path, text);
      assert.equal(outline.by, "grammar");
      assert.deepEqual(told(outline), definitions);
      assert.deepEqual(outline.imports, imports);
    });
  }

  it("tells a signature from a body, and leaves the comment above out of it", async () => {
    const { definitions } = await read(
      "a.ts",
      "/** Adds. */\nfunction add(\n  a: number,\n): number {\n  return a;\n}\n",
    );
    assert.deepEqual(definitions[0]?.range, { start: 1, end: 6 });
    assert.deepEqual(definitions[0].signature, { start: 2, end: 4 });
  });

  it("takes a comment for what it stands right above, and for nothing else", async () => {
    const text = "let a = 1; // of a\nlet b = 2;\n// of nobody\n\nlet c = 3;\n// of d\nlet d = 4;\n";
    assert.deepEqual(told(await read("a.js", text)), [
      "variable a 1",
      "variable b 2",
      "variable c 5",
      "variable d 6-7",
    ]);
  });

  it("tells where names are mentioned, and not where they are defined", async () => {
    const { mentions } = await read("a.ts", 'const cart = "🛒", all = [cart];\n  pay(cart.total);\n');
    assert.deepEqual(
      mentions.map(({ name, line, column }) => `${name} ${line}:${column}`),
      ["cart 1:26", "pay 2:2", "cart 2:6", "total 2:11"],
    );
  });

  it("keeps to the lines and the names of a text, however broken it is", async () => {
    const grammars = await openGrammars(grammarFiles);
    const cut = fc.record({
      sample: fc.constantFrom(...samples),
      from: fc.nat(800),
      count: fc.nat(60),
      instead: fc.constantFrom("", "}", "{", '"', "(", "\n", "/*", "🛒", "=>", "class", "\t\t"),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ sample: { path, text: whole }, from, count, instead }) => {
        const text = whole.slice(0, from) + instead + whole.slice(from + count);
        const lines = text.split("\n");
        const outline = await readOutline({ path, text }, { grammars, isStopped: () => false });
        for (const { range, signature } of outline?.definitions ?? []) {
          assert.ok(1 <= range.start && range.start <= signature.start, path);
          assert.ok(signature.start <= signature.end && signature.end <= range.end, path);
          assert.ok(range.end <= lines.length, path);
        }
        for (const { name, line, column } of outline?.mentions ?? [])
          assert.equal(lines[line - 1]?.slice(column, column + name.length), name, path);
      }),
      { numRuns: 200 },
    );
  });
});
