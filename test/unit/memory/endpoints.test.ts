/** What was found out about endpoints, from one window to the next. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openEndpoints } from "../../../src/memory/endpoints.ts";
import type { Learned } from "../../../src/model/endpointMemory.ts";
import { testClock, testFolder, type TestClock, type TestFolder } from "./keeping.ts";

const origin = "https://gateway.example";
const learned: Learned = {
  rung: "chatJson",
  without: ["reasoning_effort", "store"],
  successor: "gpt-6-luna",
  ceiling: { tokens: 60_000, until: 2_000_000_000_000 },
};
const other: Learned = { rung: "chatSchema", without: [], successor: null, ceiling: null };
const day = 24 * 60 * 60 * 1000;

describe("What is known of endpoints", () => {
  let kept: TestFolder;
  let clock: TestClock;
  beforeEach(async () => {
    kept = await testFolder();
    clock = testClock(new Date(2026, 10, 24));
  });
  afterEach(() => kept.dispose());

  const open = () => openEndpoints(kept.folder, clock);
  const file = (): string => path.join(kept.folder.path, "endpoints.json");

  it("is known at once, and in the next window, of that model at that origin alone", async () => {
    const first = await open();
    first.learn(origin, "o4-mini", learned);
    assert.deepEqual(first.recall(origin, "o4-mini"), learned);
    await first.saved();
    const next = await open();
    assert.deepEqual(next.recall(origin, "o4-mini"), learned);
    assert.equal(next.recall(origin, "o3"), null);
    assert.equal(next.recall("https://other.example", "o4-mini"), null);
  });

  it("is what was learned last", async () => {
    const first = await open();
    first.learn(origin, "o4-mini", learned);
    first.learn(origin, "o4-mini", other);
    await first.saved();
    assert.deepEqual((await open()).recall(origin, "o4-mini"), other);
  });

  it("adds up what several windows learn side by side", async () => {
    const [one, two] = [await open(), await open()];
    one.learn(origin, "o4-mini", learned);
    two.learn(origin, "o3", other);
    await Promise.all([one.saved(), two.saved()]);
    const next = await open();
    assert.deepEqual([next.recall(origin, "o4-mini"), next.recall(origin, "o3")], [learned, other]);
  });

  it("is forgotten after a week", async () => {
    const first = await open();
    first.learn(origin, "o4-mini", learned);
    await first.saved();
    clock.set(clock.now() + 7 * day - 1000);
    assert.deepEqual((await open()).recall(origin, "o4-mini"), learned);
    clock.set(clock.now() + 2000);
    assert.equal((await open()).recall(origin, "o4-mini"), null);
  });

  it("does not grow without end: the latest hundred stay", async () => {
    const first = await open();
    for (let index = 0; index < 120; index += 1) first.learn(origin, `model-${index}`, other);
    await first.saved();
    const next = await open();
    const there = Array.from({ length: 120 }, (_, index) => next.recall(origin, `model-${index}`) !== null);
    assert.deepEqual([there.indexOf(true), there.filter(Boolean).length], [20, 100]);
  });

  it("begins anew where the file is damaged, and takes no entry that is not whole", async () => {
    const first = await open();
    first.learn(origin, "o4-mini", learned);
    await first.saved();
    const entry = { origin, model: "o3", at: clock.now(), learned };
    for (const text of ["", "{", "null", '{"a":1}']) {
      await writeFile(file(), text);
      assert.equal((await open()).recall(origin, "o4-mini"), null, text);
    }
    const broken = [
      null,
      {},
      { ...entry, at: "now" },
      { ...entry, learned: { ...learned, rung: "smoke signals" } },
      { ...entry, learned: { ...learned, without: "store" } },
      { ...entry, learned: { ...learned, without: ["x".repeat(1000)] } },
      { ...entry, learned: { ...learned, successor: 7 } },
      { ...entry, learned: { ...learned, ceiling: { tokens: -1, until: 0 } } },
    ];
    await writeFile(file(), JSON.stringify([...broken, { ...entry, model: "whole" }]));
    const next = await open();
    assert.equal(next.recall(origin, "o3"), null);
    assert.deepEqual(next.recall(origin, "whole"), learned);
    next.learn(origin, "o4-mini", other);
    await next.saved();
    assert.deepEqual((await open()).recall(origin, "o4-mini"), other);
  });

  it("takes nothing from a review where it can't be kept", async () => {
    await writeFile(path.join(kept.base, "state"), "in the way");
    const first = await open();
    first.learn(origin, "o4-mini", learned);
    await first.saved();
    assert.deepEqual(first.recall(origin, "o4-mini"), learned);
  });
});
