/** Trying again: as often and as late as it makes sense, and never in the dark. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { pauseBefore, patient } from "../../../src/model/patience.ts";
import { readRefusal, type Trouble } from "../../../src/model/trouble.ts";
import { askOnce, endOf, impatience, settingsFor } from "../../support/endpoint/asking.ts";
import { startStandIn, type Failure, type StandIn } from "../../support/endpoint/standIn.ts";

const tooSoon = (headers: Readonly<Record<string, string>> = {}, message = "Slow down."): Failure => ({
  kind: "status",
  status: 429,
  code: "rate_limit_exceeded",
  message,
  headers,
});

describe("Patience", () => {
  let server: StandIn;
  beforeEach(async () => {
    server = await startStandIn();
  });
  afterEach(async () => server.close());

  async function waited(...failures: readonly Failure[]) {
    server.fail.next(...failures);
    const patience = impatience();
    const events = await askOnce(settingsFor(server, "responses", { patience }));
    const seconds = events.flatMap((event) => (event.kind === "waiting" ? [event.seconds] : []));
    return { end: endOf(events), seconds, milliseconds: patience.waits.reduce((sum, each) => sum + each, 0) };
  }

  it("waits as long as it is told, and counts down in plain sight", async () => {
    const { end, seconds, milliseconds } = await waited(tooSoon({ "retry-after": "3" }));
    assert.equal(end.kind, "finished");
    assert.deepEqual(seconds, [4, 3, 2, 1]);
    assert.equal(milliseconds, 3250);
  });

  for (const [what, headers, message, expected] of [
    ["retry-after-ms", { "retry-after-ms": "1500", "retry-after": "9" }, "", 1500],
    ["retry-after", { "retry-after": "2", "x-ratelimit-reset-tokens": "40s" }, "", 2000],
    [
      "the reset of tokens",
      { "x-ratelimit-reset-tokens": "1m2s", "x-ratelimit-reset-requests": "20ms" },
      "",
      62_000,
    ],
    [
      "the reset of requests",
      {
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1.5s",
        "x-ratelimit-reset-tokens": "9s",
      },
      "",
      1500,
    ],
    [
      "its words",
      {},
      "Rate limit reached: Limit 100000, Used 90000, Requested 20000. Please try again in 6.5s. Visit us.",
      6500,
    ],
    ["its words, in milliseconds", {}, "Please try again in 300ms.", 300],
    ["nothing", {}, "", 2250],
  ] as const) {
    it(`takes the time from ${what}`, async () => {
      const { end, milliseconds } = await waited(tooSoon({ ...headers }, message));
      assert.equal(end.kind, "finished");
      assert.equal(milliseconds, expected + 250);
    });
  }

  it("reads a date, too", () => {
    const now = Date.parse("2026-11-24T12:00:00Z");
    const header = (name: string) => (name === "retry-after" ? "Tue, 24 Nov 2026 12:00:30 GMT" : null);
    assert.equal(readRefusal(429, "", header, now).wait, 30_000);
  });

  it("waits five minutes in all at most, then says so", async () => {
    const { end, milliseconds } = await waited(
      tooSoon({ "retry-after": "86400" }),
      tooSoon({ "retry-after": "86400" }),
    );
    assert.equal(end.kind === "failed" && end.fault.code, "rateLimited");
    assert.equal(milliseconds, 5 * 60_000);
    assert.equal(server.requests.length, 2);
  });

  it("backs off more with every error of the server", async () => {
    const error: Failure = { kind: "status", status: 500 };
    const { end, milliseconds } = await waited(error, error, error);
    assert.equal(end.kind, "finished");
    assert.equal(milliseconds, 500 + 1000 + 2000);
  });

  it("never waits longer than five minutes in all, however it is told", () => {
    const wait = fc.option(fc.double({ min: 0, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(wait, { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (waits, random) => {
          let [tries, waited] = [0, 0];
          for (const told of waits) {
            const refusal = { status: 429, code: "", param: "", message: "", wait: told };
            const trouble: Trouble = { kind: "refused", refusal };
            const pause = pauseBefore(trouble, { code: "rateLimited" }, { tries, waited }, random);
            if (pause === null) return;
            assert.ok(pause >= 0 && Number.isInteger(pause));
            tries += 1;
            waited += pause;
            assert.ok(waited <= 5 * 60_000);
          }
          assert.ok(waits.length <= 20, "it gives up at last");
        },
      ),
    );
  });

  it("ends a real wait at once when it is interrupted", async () => {
    const stop = new AbortController();
    const wait = patient.wait(1e9, stop.signal);
    stop.abort();
    await wait;
  });
});
