/** One review at a time: a new one takes the place of the running one. */

import assert from "node:assert/strict";
import { Lane, type Turn } from "../../../src/editor/lanes.ts";

describe("A lane", () => {
  it("ends the running review before the next one begins", async () => {
    const lane = new Lane();
    const events: string[] = [];
    const first = lane.run(async ({ signal }) => {
      events.push("first begins");
      await aborted(signal);
      events.push("first ends");
      return "first";
    });
    const second = lane.run(async () => {
      events.push("second begins");
      return "second";
    });
    assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
    assert.deepEqual(events, ["first begins", "first ends", "second begins"]);
  });

  it("tells a replaced review that it is no longer the latest", async () => {
    const lane = new Lane();
    let latest: (() => boolean) | undefined;
    const first = lane.run(async ({ signal, isLatest }) => {
      latest = isLatest;
      assert.equal(isLatest(), true);
      await aborted(signal);
      return isLatest();
    });
    await Promise.resolve();
    const second = lane.run(async ({ isLatest }) => isLatest());
    assert.equal(await first, false);
    assert.equal(await second, true);
    assert.equal(latest?.(), false);
  });

  it("gives a review that was replaced before its turn an aborted signal", async () => {
    const lane = new Lane();
    const stays = async ({ signal }: Turn) => aborted(signal);
    const first = lane.run(stays);
    const second = lane.run(async ({ signal }) => signal.aborted);
    const third = lane.run(async ({ signal }) => signal.aborted);
    await first;
    assert.equal(await second, true);
    assert.equal(await third, false);
  });

  it("cancels the running one, which stays the latest", async () => {
    const lane = new Lane();
    const run = lane.run(async ({ signal, isLatest }) => {
      await aborted(signal);
      return isLatest();
    });
    lane.cancel();
    assert.equal(await run, true);
  });

  it("goes on after a review that broke", async () => {
    const lane = new Lane();
    const first = lane.run(async () => Promise.reject(new Error("broken")));
    const second = lane.run(async () => "fine");
    await assert.rejects(first, /broken/);
    assert.equal(await second, "fine");
  });
});

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
