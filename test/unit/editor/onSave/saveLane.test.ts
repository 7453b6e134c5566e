/** The lane of saves: when a review begins, with what, and what it waits for. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { HourLimit } from "../../../../src/editor/onSave/hourLimit.ts";
import { Precedence } from "../../../../src/editor/onSave/precedence.ts";
import { SaveLane } from "../../../../src/editor/onSave/saveLane.ts";

const quiet = 1500;

/** Time passes when a test says so; what was asked for in between happens in its order. */
class VirtualClock {
  now = 0;
  #calls: { readonly at: number; readonly call: () => void }[] = [];

  after(milliseconds: number, call: () => void): () => void {
    const due = { at: this.now + milliseconds, call };
    this.#calls.push(due);
    return () => void (this.#calls = this.#calls.filter((each) => each !== due));
  }

  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const [next] = this.#calls.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#calls = this.#calls.filter((each) => each !== next);
      this.now = next.at;
      next.call();
    }
    this.now = until;
  }
}

interface Begun {
  readonly at: number;
  readonly files: readonly string[];
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Reviews begin, and end when the test ends them. */
function aLane() {
  const clock = new VirtualClock();
  const precedence = new Precedence();
  const begun: Begun[] = [];
  const lane = new SaveLane({
    clock,
    precedence,
    review: async (files, signal) =>
      new Promise((end) => begun.push({ at: clock.now, files: [...files].sort(), signal, end })),
  });
  return { clock, precedence, begun, lane };
}

/** What was promised to happen has happened. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("The lane of saves", () => {
  it("makes one review of ten saves in a row, once it is quiet", () => {
    const { clock, begun, lane } = aLane();
    for (let save = 0; save < 10; save += 1) {
      lane.saved("a.ts", quiet);
      clock.pass(quiet - 1);
    }
    assert.deepEqual(begun, []);
    clock.pass(1);
    assert.deepEqual(
      begun.map(({ files }) => files),
      [["a.ts"]],
    );
    clock.pass(100 * quiet);
    assert.equal(begun.length, 1);
  });

  it("makes one review of many files that are saved together", () => {
    const { clock, begun, lane } = aLane();
    for (const file of ["c.ts", "a.ts", "b.ts", "a.ts"]) lane.saved(file, quiet);
    clock.pass(quiet);
    assert.deepEqual(
      begun.map(({ files }) => files),
      [["a.ts", "b.ts", "c.ts"]],
    );
  });

  it("begins once for each stretch of quiet, with exactly what was saved before it", async () => {
    const saves = fc.array(
      fc.record({
        file: fc.constantFrom("a", "b", "c"),
        quiet: fc.constantFrom(quiet, 4000),
        pause: fc.integer({ min: 0, max: 6000 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(saves, async (each) => {
        const { clock, begun, lane } = aLane();
        const expected: { at: number; files: readonly string[] }[] = [];
        let waiting: string[] = [];
        for (const { file, quiet, pause } of [...each]) {
          lane.saved(file, quiet);
          waiting = [...new Set([...waiting, file])].sort();
          if (pause >= quiet) {
            expected.push({ at: clock.now + quiet, files: waiting });
            waiting = [];
          }
          clock.pass(pause);
          begun.at(-1)?.end();
          await settled();
        }
        assert.deepEqual(
          begun.map(({ at, files }) => ({ at, files })),
          expected,
        );
      }),
    );
  });

  it("replaces the running review of a file that is saved again, and none of another file", async () => {
    const { clock, begun, lane } = aLane();
    lane.saved("a.ts", quiet);
    clock.pass(quiet);
    lane.saved("b.ts", quiet);
    clock.pass(quiet);
    assert.equal(begun[0]?.signal.aborted, false);
    assert.equal(begun.length, 1);
    begun[0].end();
    await settled();
    assert.deepEqual(begun[1]?.files, ["b.ts"]);

    lane.saved("b.ts", quiet);
    clock.pass(quiet);
    assert.equal(begun[1].signal.aborted, true);
    assert.equal(begun.length, 2, "it ends in good order first");
    begun[1].end();
    await settled();
    assert.deepEqual(begun[2]?.files, ["b.ts"]);
  });

  it("takes along what a replaced review was about", async () => {
    const { clock, begun, lane } = aLane();
    lane.saved("a.ts", quiet);
    lane.saved("b.ts", quiet);
    clock.pass(quiet);
    lane.saved("b.ts", quiet);
    clock.pass(quiet);
    begun[0]?.end();
    await settled();
    assert.deepEqual(begun[1]?.files, ["a.ts", "b.ts"]);
  });

  it("waits while a person's review runs, and stands aside for one", async () => {
    const { clock, precedence, begun, lane } = aLane();
    lane.saved("a.ts", quiet);
    clock.pass(quiet);
    let end: () => void = () => undefined;
    const person = precedence.ofPerson(async () => new Promise<void>((resolve) => (end = resolve)));
    assert.equal(begun[0]?.signal.aborted, true);
    begun[0].end();
    lane.saved("b.ts", quiet);
    clock.pass(quiet);
    await settled();
    assert.equal(begun.length, 1);
    end();
    await person;
    await settled();
    assert.deepEqual(begun[1]?.files, ["a.ts", "b.ts"]);
  });

  it("forgets what waits and ends what runs when it is switched off", async () => {
    const { clock, begun, lane } = aLane();
    lane.saved("a.ts", quiet);
    clock.pass(quiet);
    lane.saved("a.ts", quiet);
    lane.clear();
    assert.equal(begun[0]?.signal.aborted, true);
    begun[0].end();
    await settled();
    clock.pass(100 * quiet);
    assert.equal(begun.length, 1);
  });
});

describe("A limit of an hour", () => {
  const minute = 60_000;

  it("says when the next one may come", () => {
    let now = 0;
    const limit = new HourLimit(2, () => now);
    limit.count();
    now = 10 * minute;
    assert.equal(limit.until, null);
    limit.count();
    assert.equal(limit.until, 60 * minute);
    now = 60 * minute;
    assert.equal(limit.until, null);
    limit.count();
    assert.equal(limit.until, 70 * minute);
  });

  it("never lets more than so many through in any hour, and always lets some through again", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 1, max: 10 }), (each, most) => {
        let now = 0;
        const limit = new HourLimit(most, () => now);
        const times: number[] = [];
        for (const pause of each) {
          now += pause;
          if (limit.until !== null) continue;
          limit.count();
          times.push(now);
        }
        for (const time of times) {
          const within = times.filter((other) => other >= time && other < time + 60 * minute);
          assert.ok(within.length <= most);
        }
        now += 60 * minute;
        assert.equal(limit.until, null);
      }),
    );
  });

  it("holds nobody up for longer when the clock is set back", () => {
    let now = 1000 * minute;
    const limit = new HourLimit(1, () => now);
    limit.count();
    now = 0;
    assert.equal(limit.until, 60 * minute);
    now = 60 * minute;
    assert.equal(limit.until, null);
  });
});
