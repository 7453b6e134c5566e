/** What a review may cost in all. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { Allowance } from "../../../src/model/allowance.ts";

const worst = (usd: number | null) => ({ model: "o4-mini", usd });

describe("The allowance of a review", () => {
  it("is what was shown and a quarter more, for all requests together", async () => {
    const allowance = new Allowance();
    allowance.allow(0.4);
    assert.equal((await allowance.reserve(worst(0.3))).kind, "reserved");
    assert.equal((await allowance.reserve(worst(0.2))).kind, "reserved");
    const third = await allowance.reserve(worst(0.01));
    assert.ok(third.kind === "refused" && third.fault.code === "overBudget");
  });

  it("gets back what a request did not need, and all of one that was not sent", async () => {
    const allowance = new Allowance();
    allowance.allow(0.4);
    const [first, second] = [await allowance.reserve(worst(0.25)), await allowance.reserve(worst(0.25))];
    assert.ok(first.kind === "reserved" && second.kind === "reserved");
    await first.settle(0.01);
    await second.release();
    assert.equal((await allowance.reserve(worst(0.49))).kind, "reserved");
    assert.equal((await allowance.reserve(worst(0.01))).kind, "refused");
  });

  it("grows with what is agreed to later", async () => {
    const allowance = new Allowance();
    allowance.allow(0.1);
    assert.equal((await allowance.reserve(worst(0.2))).kind, "refused");
    allowance.allow(0.1);
    assert.equal((await allowance.reserve(worst(0.2))).kind, "reserved");
  });

  it("holds nothing back that nobody knows the price of", async () => {
    const allowance = new Allowance();
    assert.equal((await allowance.reserve(worst(100))).kind, "reserved", "nothing was allowed yet");
    allowance.allow(null);
    assert.equal((await allowance.reserve(worst(100))).kind, "reserved");
    assert.equal((await allowance.reserve(worst(null))).kind, "reserved");
  });

  it("is never crossed, however many ask at the same time", async () => {
    const requests = fc.array(fc.record({ worst: fc.nat(100), paid: fc.nat(100) }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(300), async (all, shown) => {
        const allowance = new Allowance();
        allowance.allow(shown);
        let spent = 0;
        await Promise.all(
          all.map(async (each) => {
            const reserved = await allowance.reserve(worst(each.worst));
            if (reserved.kind === "refused") return;
            const paid = Math.min(each.paid, each.worst);
            spent += paid;
            await reserved.settle(paid);
          }),
        );
        assert.ok(spent <= shown * 1.25 + 1e-6, `${spent} of ${shown}`);
      }),
    );
  });
});
