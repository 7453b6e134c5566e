/** Lines are counted as git and editors count them. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, distance, splitLines } from "../../../src/text/lines.ts";

describe("Splitting into lines", () => {
  it("takes a line end at the end for an end, not for one more line", () => {
    assert.deepEqual(splitLines("a\nb\n"), ["a", "b"]);
    assert.deepEqual(splitLines("a\nb"), ["a", "b"]);
    assert.deepEqual(splitLines("\n"), [""]);
    assert.deepEqual(splitLines("a\n\n"), ["a", ""]);
  });

  it("finds no line in an empty text", () => {
    assert.deepEqual(splitLines(""), []);
  });

  it("leaves Windows line ends out of the lines, and a lone return in", () => {
    assert.deepEqual(splitLines("a\r\nb\r\n"), ["a", "b"]);
    assert.deepEqual(splitLines("a\rb\n"), ["a\rb"]);
    assert.deepEqual(splitLines("a\r\r\n"), ["a\r"]);
  });

  it("does not split where only some programs see a line end", () => {
    assert.equal(splitLines("a\u2028b\u0085c\fd\vf").length, 1);
  });

  it("loses nothing: joined again the lines are the text", () => {
    const line = fc.string({ unit: fc.constantFrom("a", " ", "é", "😀", "\t") });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        assert.deepEqual(splitLines(lines.map((each) => each + end).join("")), lines);
      }),
    );
  });
});

describe("A run of lines", () => {
  it("holds its first and its last line", () => {
    const range = { start: 3, end: 5 };
    assert.deepEqual(
      [2, 3, 5, 6].map((line) => contains(range, line)),
      [false, true, true, false],
    );
  });

  it("is as far from another as there are lines to cross, in either direction", () => {
    const far = (a: number, b: number, c: number, d: number): number =>
      distance({ start: a, end: b }, { start: c, end: d });
    assert.equal(far(1, 2, 5, 6), 3);
    assert.equal(far(5, 6, 1, 2), 3);
    assert.equal(far(1, 4, 4, 9), 0);
    assert.equal(far(1, 9, 3, 4), 0);
  });
});
