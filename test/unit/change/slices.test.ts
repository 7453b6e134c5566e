/** Long work is cut into slices, and nothing is lost between them. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { inSlices } from "../../../src/change/slices.ts";

describe("Slices", () => {
  it("hold every item once, in order, and no more than fits unless it is one alone", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3_000_000 })), (sizes) => {
        const slices = inSlices(sizes, (size) => size);
        assert.deepEqual(slices.flat(), sizes);
        for (const slice of slices) {
          const sum = slice.reduce((total, size) => total + size, 0);
          assert.ok(slice.length === 1 || sum <= 1024 * 1024);
          assert.ok(slice.length > 0);
        }
      }),
    );
  });

  it("are bounded for many items without size, too", () => {
    const [first, ...more] = inSlices(
      Array.from({ length: 5000 }, (_, index) => index),
      () => 0,
    );
    assert.ok(first !== undefined && first.length < 1000 && more.length > 4);
  });
});
