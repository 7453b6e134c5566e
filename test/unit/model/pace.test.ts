/** The bucket of tokens a minute. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { limitsIn, Pace, Paces } from "../../../src/model/pace.ts";

describe("The pace", () => {
  let now: number;
  let pace: Pace;
  beforeEach(() => {
    now = 1000;
    pace = new Pace(() => now);
  });

  it("lets everything pass while the endpoint named no limit", () => {
    assert.equal(pace.take(1_000_000), 0);
    pace.hear({ limit: null, remaining: 5 });
    assert.equal(pace.take(1_000_000), 0);
    assert.equal(pace.limit, null);
  });

  it("waits until the bucket holds what a request needs", () => {
    pace.hear({ limit: 60_000, remaining: 30_000 });
    assert.equal(pace.take(20_000), 0);
    assert.equal(pace.take(20_000), 10_000, "10,000 tokens are missing, and 1,000 come a second");
    now += 10_000;
    assert.equal(pace.take(5000), 5000);
  });

  it("makes those who come together wait one after the other", () => {
    pace.hear({ limit: 60_000, remaining: 0 });
    assert.deepEqual([pace.take(30_000), pace.take(30_000), pace.take(30_000)], [30_000, 60_000, 90_000]);
  });

  it("never holds more than the limit, and takes back what was not needed", () => {
    pace.hear({ limit: 60_000, remaining: 60_000 });
    now += 600_000;
    assert.equal(pace.take(60_000), 0);
    pace.giveBack(50_000);
    assert.equal(pace.take(50_000), 0);
    assert.equal(pace.take(60_000), 60_000);
  });

  it("believes the endpoint where it has less: others use the account, too", () => {
    pace.hear({ limit: 60_000, remaining: 60_000 });
    assert.equal(pace.take(10_000), 0);
    pace.hear({ limit: 60_000, remaining: 1000 });
    assert.equal(pace.take(2000), 1000);
    pace.hear({ limit: 60_000, remaining: 59_000 });
    assert.ok(pace.take(2000) > 0, "what was promised before still counts");
  });

  it("does not wait for what can never come: that is for the endpoint to refuse", () => {
    pace.hear({ limit: 1000, remaining: 0 });
    assert.equal(pace.take(1001), 0);
  });

  it("is not misled by a clock that goes back", () => {
    pace.hear({ limit: 60_000, remaining: 0 });
    now -= 500;
    assert.equal(pace.take(1000), 1000);
  });

  it("lets no more pass in any minute than the limit and what was left", () => {
    const asks = fc.array(fc.record({ tokens: fc.integer({ min: 1, max: 60_000 }), gap: fc.nat(20_000) }));
    fc.assert(
      fc.property(asks, (all) => {
        now = 0;
        const bucket = new Pace(() => now);
        bucket.hear({ limit: 60_000, remaining: 60_000 });
        const sent = all.map(({ tokens, gap }) => {
          now += gap;
          const pause = bucket.take(tokens);
          // A pause is bounded, and whoever sends after it has been told that it may not pass.
          return pause === 300_000 ? null : { at: now + pause, tokens };
        });
        for (const first of sent) {
          if (first === null) continue;
          const within = sent.filter(
            (each) => each !== null && each.at >= first.at && each.at < first.at + 60_000,
          );
          const sum = within.reduce((total, each) => total + (each?.tokens ?? 0), 0);
          assert.ok(sum <= 120_000 + 60_000, String(sum));
        }
      }),
    );
  });

  it("is one for each origin and model", () => {
    const paces = new Paces(() => now);
    const one = paces.of("https://a.example", "m");
    assert.equal(paces.of("https://a.example", "m"), one);
    assert.notEqual(paces.of("https://a.example", "n"), one);
    assert.notEqual(paces.of("https://b.example", "m"), one);
  });

  it("reads the endpoint's figures, and nothing that is none", () => {
    const headers = new Map([
      ["x-ratelimit-limit-tokens", "100000"],
      ["x-ratelimit-remaining-tokens", "some"],
    ]);
    assert.deepEqual(
      limitsIn((name) => headers.get(name) ?? null),
      { limit: 100_000, remaining: null },
    );
  });
});
