/** Long work lets others have their turn, and loses nothing. */

import assert from "node:assert/strict";
import { begunInTurns, inTurns } from "../../../src/text/turns.ts";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe("Turns", () => {
  it("give the result for each item, in order", async () => {
    const items = numbers(5000);
    const doubled = await inTurns(
      items,
      () => 100_000,
      (item) => item * 2,
    );
    assert.deepEqual(
      doubled,
      items.map((item) => item * 2),
    );
  });

  it("let others have theirs in between", async () => {
    const order: string[] = [];
    const work = inTurns(
      numbers(12),
      () => 200_000,
      (item) => order.push(`item ${item}`),
    );
    setImmediate(() => order.push("somebody else"));
    await work;
    assert.ok(order.indexOf("somebody else") < order.indexOf("item 11"));
  });

  it("are taken between the beginnings of what runs side by side", async () => {
    const order: string[] = [];
    const begin = (name: string) => async () => {
      order.push(name);
      setImmediate(() => order.push(`after ${name}`));
      return name;
    };
    assert.deepEqual(await begunInTurns(["a", "b", "c"].map(begin)), ["a", "b", "c"]);
    assert.ok(order.indexOf("after a") < order.indexOf("c"), order.join());
    await assert.rejects(
      begunInTurns([begin("a"), async () => Promise.reject(new Error("b"))]),
      /^Error: b$/,
    );
  });
});
