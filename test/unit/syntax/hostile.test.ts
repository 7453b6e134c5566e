/** Whatever a text holds, the syntax thread answers, and the next text is read as if nothing had been. */

import assert from "node:assert/strict";
import { openGrammars } from "../../../src/syntax/grammar.ts";
import { readOutline } from "../../../src/syntax/reading.ts";
import type { Outline } from "../../../src/syntax/outline.ts";
import type { RunningSyntaxWorker } from "../../../src/syntaxWorkerClient.ts";
import { grammarFiles, sourceSyntaxWorker, told } from "../../support/syntax.ts";

const { signal } = new AbortController();
const honest = { path: "a.ts", text: "export function pay() {}\n" };

/** Ends each line after a hundred characters: a text that no limit for lines keeps out. */
function inLines(text: string): string {
  return text.replaceAll(/.{100}/gs, "$&\n");
}

describe("A hostile text", () => {
  let worker: RunningSyntaxWorker;
  before(() => {
    worker = sourceSyntaxWorker();
  });
  after(async () => worker.dispose());

  const read = async (path: string, text: string): Promise<Outline | null> => {
    const [outline = null] = await worker.outlines([{ path, text }], signal);
    return outline;
  };
  afterEach(async () => {
    assert.deepEqual(told(await read(honest.path, honest.text)), ["function pay 1"]);
  });

  it("is not read at all where it is too large", async () => {
    for (const path of ["a.ts", "a.swift"])
      assert.equal(await read(path, "fun a() {}\n".repeat(1_000_000)), null);
  });

  it("is read by its lines where one of them is too long for a grammar", async () => {
    for (const text of ["x=f(a,b);".repeat(100_000), "a".repeat(100_000), "[".repeat(100_000)]) {
      const outline = await read("a.js", `function pay() {}\n${text}\n`);
      assert.equal(outline?.by, "lines");
      assert.deepEqual(told(outline), ["function pay 1"]);
    }
  });

  it("is read by its lines where it has zeros in it", async () => {
    assert.equal((await read("a.sh", `pay() {\n}\n${inLines("\0".repeat(1000))}`))?.by, "lines");
  });

  it("may be as deep as it likes", async () => {
    for (const path of ["a.ts", "a.py", "a.go", "a.rs", "a.c", "a.css"]) {
      for (const text of [
        "(".repeat(50_000) + ")".repeat(50_000),
        "{".repeat(100_000),
        "[".repeat(100_000),
      ]) {
        const outline = await read(path, inLines(text));
        assert.deepEqual(told(outline), [], path);
      }
    }
  });

  it("takes the thread with it where it wants all of the memory, and only that", async () => {
    const broken = { path: "A.java", text: inLines("a<".repeat(50_000)) };
    const large = { path: "a.ts", text: honest.text.repeat(20_000) };
    const outlines = await worker.outlines([broken, large], signal);
    assert.deepEqual(
      outlines.map((outline) => outline?.by),
      [undefined, "grammar"],
    );
  });
});

describe("A text that nobody waits for any more", () => {
  it("is not read to its end, and does not spoil the next one", async () => {
    const grammars = await openGrammars(grammarFiles);
    const long = { path: "a.ts", text: "export function pay() { return 1; }\n".repeat(20_000) };
    let asked = 0;
    const isStopped = (): boolean => (asked += 1) > 3;
    assert.equal(await readOutline(long, { grammars, isStopped }), null);
    assert.ok(asked > 3 && asked < 20, "it was asked while it was parsed, and stopped soon after");
    assert.deepEqual(told(await readOutline(honest, { grammars, isStopped: () => false })), [
      "function pay 1",
    ]);
  });

  it("is left by the thread, too", async () => {
    const worker = sourceSyntaxWorker();
    const stop = new AbortController();
    try {
      await worker.outlines([honest], signal);
      const left = worker.outlines(
        [{ path: "a.ts", text: "export function pay() { return 1; }\n".repeat(20_000) }],
        stop.signal,
      );
      stop.abort();
      await assert.rejects(left, { name: "AbortError" });
      const [next] = await worker.outlines([honest], signal);
      assert.deepEqual(told(next), ["function pay 1"]);
    } finally {
      await worker.dispose();
    }
  });
});
