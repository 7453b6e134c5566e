/** What is asked of git about much is cut into slices, and nothing is lost between them. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { inSlices, sideBySide } from "../../../src/change/slices.ts";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe("Slices", () => {
  it("hold every item once, in order, and no more than fits unless it is one alone", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20_000_000 })), (sizes) => {
        const slices = inSlices(sizes, (size) => size);
        assert.deepEqual(slices.flat(), sizes);
        for (const slice of slices) {
          const sum = slice.reduce((total, size) => total + size, 0);
          assert.ok(slice.length === 1 || sum <= 8 * 1024 * 1024);
          assert.ok(slice.length > 0);
        }
      }),
    );
  });

  it("are bounded for many items without size, too", () => {
    const [first, ...more] = inSlices(numbers(100_000), () => 0);
    assert.ok(first !== undefined && first.length < 20_000 && more.length > 4);
  });

  it("are worked on two at a time, and give their results in order", async () => {
    const open: (() => void)[] = [];
    const results = sideBySide([1, 2, 3], async (slice) => {
      await new Promise<void>((resolve) => open.push(resolve));
      return slice * 10;
    });
    assert.equal(open.length, 2);
    open[1]?.();
    await new Promise(setImmediate);
    assert.equal(open.length, 3);
    open[2]?.();
    open[0]?.();
    assert.deepEqual(await results, [10, 20, 30]);
  });

  it("fail as soon as one of them fails", async () => {
    const work = async (slice: number): Promise<number> =>
      slice === 1 ? Promise.reject(new Error("one")) : slice;
    await assert.rejects(sideBySide([1, 2, 3], work), /one/);
  });
});
