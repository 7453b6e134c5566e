/** The arithmetic of a budget: what is held and what is spent, from one day to the next. */

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  crossed,
  hold,
  leftOf,
  openAccount,
  release,
  settle,
  turn,
  unpricedUsd,
  type Account,
  type Lane,
} from "../../../src/memory/account.ts";
import { readAccount } from "../../../src/memory/accountText.ts";

const noon = new Date(2026, 10, 24, 12).getTime();
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const budgets = { dailyUsd: 10, onSaveDailyUsd: 2 };

function held(
  account: Account,
  usd: number | null,
  of: { id?: string; lane?: Lane; since?: number } = {},
): Account {
  return hold(account, { id: "a", lane: "asked", since: noon, usd, ...of });
}

const left = (account: Account, lane: Lane = "asked"): number => leftOf(account, budgets, lane).usd;

describe("An account of what was spent", () => {
  it("counts what is held at its worst, and what was settled at what it came to", () => {
    const account = held(openAccount(noon), 4);
    assert.equal(left(account), 6);
    assert.equal(left(settle(account, "a", 1)), 9);
    assert.equal(left(settle(account, "a", 5)), 5, "more than was held counts, too");
    assert.equal(left(release(account, "a")), 10);
  });

  it("says how many requests a day and a month had, by lane, and what they came to", () => {
    let account = settle(held(openAccount(noon), 4), "a", 1);
    account = settle(held(account, 1, { lane: "onSave" }), "a", 0.5);
    account = settle(held(account, null), "a", null);
    const sums = {
      asked: { usd: 1, requests: 2, unpriced: 1 },
      onSave: { usd: 0.5, requests: 1, unpriced: 0 },
    };
    assert.deepEqual(account.today, sums);
    assert.deepEqual(account.month, sums);
    const tomorrow = turn(account, noon + day);
    assert.equal(tomorrow.today.asked.requests, 0);
    assert.deepEqual(tomorrow.month, sums);
    assert.equal(turn(account, noon + 7 * day).month.asked.requests, 0, "December");
  });

  it("lets saves have their share of the day and no more, and a person all the rest", () => {
    const account = settle(held(openAccount(noon), 2, { lane: "onSave" }), "a", 2);
    assert.deepEqual(
      crossed(account, budgets, { lane: "onSave", usd: 0.01 })?.setting,
      "onSaveDailyBudgetUsd",
    );
    assert.equal(crossed(account, budgets, { lane: "asked", usd: 8 }), null);
    assert.deepEqual(crossed(account, budgets, { lane: "asked", usd: 8.01 })?.setting, "dailyBudgetUsd");
    const spent = settle(held(openAccount(noon), 9.5), "a", 9.5);
    assert.deepEqual(crossed(spent, budgets, { lane: "onSave", usd: 1 })?.setting, "dailyBudgetUsd");
  });

  it("counts requests where their price is not known", () => {
    let account = openAccount(noon);
    let requests = 0;
    while (crossed(account, budgets, { lane: "asked", usd: null }) === null) {
      account = settle(held(account, null), "a", null);
      requests += 1;
    }
    assert.equal(requests, Math.round(budgets.dailyUsd / unpricedUsd));
    assert.equal(account.today.asked.unpriced, requests);
    assert.equal(account.today.asked.usd, 0, "nobody knows what they cost");
  });

  it("begins each day with a whole budget", () => {
    const account = settle(held(openAccount(noon), 10), "a", 10);
    assert.equal(left(turn(account, noon + day / 2 - 1)), 0, "a minute before midnight");
    assert.equal(left(turn(account, noon + day / 2)), 10);
  });

  it("keeps the day open where the clock goes back", () => {
    const account = settle(held(turn(openAccount(noon), noon), 10), "a", 10);
    for (const back of [hour, day, 40 * day])
      assert.equal(left(turn(account, noon - back)), 0, `${back / hour} h`);
    const ahead = settle(held(turn(account, noon + day), 10), "a", 10);
    assert.equal(left(turn(ahead, noon)), 0, "ahead and back again is no fresh budget either");
  });

  it("counts what a process held and never settled as spent, on the day it was held", () => {
    const account = held(openAccount(noon), 4, { since: noon });
    const later = turn(account, noon + hour + 1);
    assert.deepEqual([left(later), later.held.length, later.today.asked.requests], [6, 0, 1]);
    assert.deepEqual(settle(later, "a", 1), later, "a settlement that comes even later changes nothing");
    const tomorrow = turn(account, noon + day);
    assert.equal(left(tomorrow), 10);
    assert.equal(tomorrow.month.asked.usd, 4);
  });

  it("books a request that lasts over midnight on the day it began", () => {
    const account = turn(held(openAccount(noon), 4, { since: noon + day / 2 - 1000 }), noon + day / 2);
    assert.equal(left(account), 10);
    const settled = settle(account, "a", 3);
    assert.equal(left(settled), 10);
    assert.equal(settled.month.asked.usd, 3);
  });

  it("is never overdrawn by requests that come to no more than their worst price, in whatever order", () => {
    const step = fc.record({
      what: fc.constantFrom("reserve", "settle", "release", "wait"),
      lane: fc.constantFrom<Lane>("asked", "onSave"),
      usd: fc.option(fc.double({ min: 0, max: 3, noNaN: true })),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      which: fc.nat(20),
      minutes: fc.integer({ min: -90, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let [account, now, next] = [openAccount(noon), noon, 0];
        for (const { what, lane, usd, share, which, minutes } of steps) {
          if (what === "wait") now += minutes * 60_000;
          account = turn(account, now);
          const one = account.held[which % Math.max(1, account.held.length)];
          if (what === "reserve" && crossed(account, budgets, { lane, usd }) === null)
            account = held(account, usd, { id: String((next += 1)), lane, since: now });
          if (what === "settle" && one !== undefined)
            account = settle(account, one.id, one.usd === null ? null : one.usd * share);
          if (what === "release" && one !== undefined) account = release(account, one.id);
          const spent = (each: Lane): number =>
            account.today[each].usd + account.today[each].unpriced * unpricedUsd;
          assert.ok(spent("asked") + spent("onSave") <= budgets.dailyUsd + 1e-6);
          assert.ok(spent("onSave") <= budgets.onSaveDailyUsd + 1e-6);
        }
      }),
    );
  });

  it("is read back as it was written, and as nothing where a figure is missing or is none", () => {
    const account = held(settle(held(openAccount(noon), 4), "a", 1), null);
    assert.deepEqual(readAccount(JSON.stringify(account)), account);
    const broken = [
      "",
      "null",
      "[]",
      JSON.stringify(account).slice(0, -1),
      JSON.stringify({ ...account, today: {} }),
      JSON.stringify({
        ...account,
        today: { ...account.today, asked: { usd: "1", requests: 1, unpriced: 0 } },
      }),
      JSON.stringify({
        ...account,
        month: { ...account.month, onSave: { usd: -1, requests: 1, unpriced: 0 } },
      }),
      JSON.stringify({ ...account, held: [{ id: "a" }] }),
      JSON.stringify({ ...account, day: "soon" }),
    ];
    for (const text of broken) assert.equal(readAccount(text), null, text);
  });
});
