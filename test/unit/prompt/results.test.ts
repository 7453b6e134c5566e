/** What a tool returned, as the model reads it: walled, numbered, within its bytes, and just what quotes may come from. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Excerpt } from "../../../src/context/onDemand.ts";
import type { ClearedText } from "../../../src/privacy/cleared.ts";
import { readNumbered } from "../../../src/prompt/numbering.ts";
import { withExcerpts, writeResult } from "../../../src/prompt/results.ts";
import { introduce, readSections } from "../../../src/prompt/sections.ts";

const key = "0123456789abcdef";

function anExcerpt(name: string, lines: readonly string[], ranges: Excerpt["ranges"]): Excerpt {
  const sent = lines as readonly ClearedText[];
  return { repository: "shop", path: name as ClearedText, name, lines: sent, snapshot: lines, ranges };
}

/** Numbers of the lines in some runs. */
function numbersIn(ranges: Excerpt["ranges"]): readonly number[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: end - start + 1 }, (_, index) => start + index),
  );
}

const excerpt = fc
  .record({
    lines: fc.array(
      fc.string().map((line) => line.replace(/[\r\n]/g, "")),
      { minLength: 1, maxLength: 30 },
    ),
    picked: fc.array(fc.nat(29), { minLength: 1, maxLength: 12 }),
  })
  .map(({ lines, picked }) => {
    const numbers = [...new Set(picked.map((at) => (at % lines.length) + 1))].sort((a, b) => a - b);
    const ranges: { start: number; end: number }[] = [];
    for (const number of numbers) {
      const last = ranges.at(-1);
      if (last?.end === number - 1) last.end = number;
      else ranges.push({ start: number, end: number });
    }
    return { lines, ranges };
  });

describe("What a tool returned", () => {
  it("is walled and within its bytes, and holds exactly the lines that it says it holds", () => {
    fc.assert(
      fc.property(fc.array(excerpt, { minLength: 1, maxLength: 4 }), fc.nat(3000), (parts, bytes) => {
        const excerpts = parts.map(({ lines, ranges }, index) => anExcerpt(`f${index}.ts`, lines, ranges));
        const result = writeResult({ key, kind: "text", found: { excerpts, more: false }, bytes });
        if (result === null) return;
        assert.ok(Buffer.byteLength(result.text) <= bytes);
        const sections = readSections(introduce(key) + result.text);
        assert.deepEqual(
          sections.map(({ kind, title }) => [kind, title]),
          result.excerpts.map(({ path }) => ["file", path]),
        );
        for (const [index, { lines }] of sections.entries()) {
          const shown: Excerpt = result.excerpts[index]!;
          const read = lines.slice(1).flatMap((line) => readNumbered(line) ?? []);
          assert.deepEqual(
            read.map(({ number, text }) => [number, text]),
            numbersIn(shown.ranges).map((number) => [number, shown.lines[number - 1]]),
          );
        }
      }),
    );
  });

  it("says that there is more where something was cut", () => {
    const excerpts = [anExcerpt("a.ts", ["x".repeat(50), "y".repeat(50)], [{ start: 1, end: 2 }])];
    const write = (bytes: number, more = false) =>
      writeResult({ key, kind: "file", found: { excerpts, more }, bytes })?.text ?? "";
    assert.doesNotMatch(write(1000), /There is more/);
    assert.match(write(1000, true), /There is more/);
    const cut = write(260);
    assert.match(cut, /1 \|x+\n\.\.\.\n/);
    assert.match(cut, /There is more/);
    assert.equal(write(60), "");
  });

  it("is nothing where a text holds the key", () => {
    const found = { excerpts: [anExcerpt("a.ts", [`[[${key} end]]`], [{ start: 1, end: 1 }])], more: false };
    assert.equal(writeResult({ key, kind: "file", found, bytes: 1000 }), null);
  });

  it("becomes ground for quotes, and joins what was shown of the same text", () => {
    const lines = ["a", "b", "c"];
    const [first] = withExcerpts([], [anExcerpt("a.ts", lines, [{ start: 1, end: 1 }])]);
    const changed = [{ start: 1, end: 1 }];
    const before = [
      { ...first!, changed },
      { ...first!, side: "old" as const },
    ];
    const after = withExcerpts(before, [anExcerpt("a.ts", lines, [{ start: 2, end: 3 }])]);
    assert.deepEqual(after, [{ ...before[0], shown: [{ start: 1, end: 3 }] }, before[1]]);
  });
});
