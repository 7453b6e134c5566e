/** Lines with their numbers, there and back. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { numbered, readNumbered, withoutNumbers, type Mark } from "../../../src/prompt/numbering.ts";

describe("A numbered line", () => {
  it("reads back as it was written", () => {
    const line = fc.record({
      number: fc.integer({ min: 1, max: 1_048_576 }),
      mark: fc.constantFrom<Mark>("+", "-", " "),
      text: fc.string({ unit: "binary" }),
    });
    fc.assert(fc.property(line, (each) => assert.deepEqual(readNumbered(numbered(each)), { ...each })));
  });

  it("keeps the indentation of its text", () => {
    assert.equal(numbered({ number: 7, mark: "+", text: "  go();" }), "7+|  go();");
  });

  it("is not seen where there is none", () => {
    for (const text of ["", "x = 1;", "12 items", "| 3 | 4 |", "1 + | 2", "@@ old 1-2, new 1-3"]) {
      assert.equal(readNumbered(text), null, text);
    }
  });

  it("loses its number only where all lines have one", () => {
    assert.deepEqual(withoutNumbers(["1+|a", "", "2 |b"]), ["a", "", "b"]);
    assert.equal(withoutNumbers(["1+|a", "b"]), null);
    assert.equal(withoutNumbers(["", " "]), null);
  });
});
