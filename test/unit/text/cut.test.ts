/** A text that is longer than it may be. */

import assert from "node:assert/strict";
import { cut } from "../../../src/text/cut.ts";

describe("A cut text", () => {
  it("is the text where that is short enough", () => {
    assert.equal(cut("four", 4), "four");
  });

  it("is as long as it may be, and says that something is missing", () => {
    assert.equal(cut("fives", 4), "fiv…");
  });

  it("holds no half of a character", () => {
    assert.equal(cut("ab😀cd", 4), "ab…");
    assert.equal(cut("ab😀cd", 5), "ab😀…");
  });
});
