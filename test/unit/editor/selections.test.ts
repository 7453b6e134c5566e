/** Which lines a selection means, and what a person can type in place of choosing. */

import assert from "node:assert/strict";
import { linesOf } from "../../../src/editor/selections.ts";
import { commitTyped, rangeTyped } from "../../../src/editor/typed.ts";

const at = (line: number, character: number) => ({ line, character });

describe("A selection", () => {
  it("means the lines that it reaches into, counted from 1", () => {
    assert.deepEqual(linesOf({ start: at(2, 4), end: at(2, 9) }), { startLine: 3, endLine: 3 });
    assert.deepEqual(linesOf({ start: at(2, 4), end: at(4, 1) }), { startLine: 3, endLine: 5 });
  });

  it("does not mean a line before whose first character it ends", () => {
    assert.deepEqual(linesOf({ start: at(0, 0), end: at(2, 0) }), { startLine: 1, endLine: 2 });
    assert.deepEqual(linesOf({ start: at(1, 5), end: at(2, 0) }), { startLine: 2, endLine: 2 });
  });

  it("means nothing when it is a mere cursor", () => {
    assert.equal(linesOf({ start: at(3, 0), end: at(3, 0) }), null);
    assert.equal(linesOf({ start: at(3, 7), end: at(3, 7) }), null);
  });
});

describe("What is typed in place of choosing", () => {
  it("is a range with dots between or beside its ends", () => {
    for (const range of ["main..work", "v1.0...HEAD", "HEAD~3..", "..work", "abc123..def456"])
      assert.deepEqual(rangeTyped(` ${range} `), { kind: "range", range });
    for (const other of ["", "main", "..", "...", "main .. work", "--all..x", "a b..c"])
      assert.equal(rangeTyped(other), null, other);
  });

  it("is all that came after a commit, by its id", () => {
    assert.deepEqual(rangeTyped("0a1b2c3d"), { kind: "range", range: "0a1b2c3d..HEAD" });
    assert.equal(rangeTyped("decade of work"), null);
  });

  it("is a commit by any name of one word", () => {
    for (const commit of ["HEAD~2", "v1.0", "feature/cart", "0a1b2c3d"])
      assert.deepEqual(commitTyped(`${commit} `), { kind: "commit", commit });
    for (const other of ["", "  ", "--all", "two words", "a..b"])
      assert.equal(commitTyped(other), null, other);
  });
});
