/** The definition around some lines, found by indentation. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { enclosing } from "../../../src/syntax/enclosing.ts";

/** The text of the range around the lines that are marked with `>`. */
function around(...marked: readonly string[]): readonly string[] {
  const lines = marked.map((line) => line.slice(1));
  const chosen = marked.flatMap((line, index) => (line.startsWith(">") ? [index + 1] : []));
  const { start, end } = enclosing(lines, { start: chosen[0]!, end: chosen.at(-1)! });
  return lines.slice(start - 1, end);
}

describe("The enclosing definition", () => {
  it("runs from the line that opens the block to the one that closes it", () => {
    const body = [" function f() {", "   one();", ">  two();", "   three();", " }"];
    assert.deepEqual(
      around(" before();", ...body, " after();"),
      body.map((line) => line.slice(1)),
    );
  });

  it("ends with the last line of the block where a language has no brackets", () => {
    assert.deepEqual(around(" def f():", ">    one()", "     two()", " ", " def g():", "     three()"), [
      "def f():",
      "    one()",
      "    two()",
    ]);
  });

  it("is the lines themselves where nothing is around them", () => {
    assert.deepEqual(around(" a", ">b", " c"), ["b"]);
    assert.deepEqual(around(" a", ">", " c"), [""]);
  });

  it("is the lines themselves where the block is too long to be told from the file", () => {
    const long = Array<string>(500).fill("   x();");
    assert.deepEqual(around(" f() {", ">  one();", ...long, " }"), ["  one();"]);
  });

  it("always holds the lines, and never more than the text", () => {
    const line = fc
      .tuple(fc.nat(4), fc.constantFrom("a", "}", "", "end"))
      .map(([n, text]) => " ".repeat(n) + text);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (lines, a, b) => {
        const [start, end] = [(a % lines.length) + 1, (b % lines.length) + 1].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const range = enclosing(lines, { start, end });
        assert.ok(1 <= range.start && range.start <= start && end <= range.end && range.end <= lines.length);
      }),
    );
  });
});
