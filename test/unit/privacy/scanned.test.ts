/** A text that was scanned is not scanned again, and nothing of it is kept but where secrets stand. */

import assert from "node:assert/strict";
import type { SecretSpan } from "../../../src/privacy/cleared.ts";
import { rememberingScans } from "../../../src/privacy/scanned.ts";

const { signal } = new AbortController();

function scans(answers: readonly (readonly SecretSpan[] | null)[]) {
  const scanned: string[] = [];
  const scan = rememberingScans(async (text) => {
    scanned.push(text);
    return answers[scanned.length - 1] ?? null;
  });
  return { scan, scanned };
}

describe("A scan for secrets", () => {
  it("is made once for each text, and finds the same again", async () => {
    const found = [{ start: 0, end: 3, kind: "key" }];
    const { scan, scanned } = scans([found, []]);
    assert.deepEqual(await scan("one", signal), found);
    assert.deepEqual(await scan("two", signal), []);
    assert.deepEqual(await scan("one", signal), found);
    assert.deepEqual(scanned, ["one", "two"]);
  });

  it("is made again where it failed", async () => {
    const { scan } = scans([null, []]);
    assert.equal(await scan("one", signal), null);
    assert.deepEqual(await scan("one", signal), []);
  });

  it("tells texts apart that differ only in what is no whole character", async () => {
    const { scan, scanned } = scans([[], []]);
    await scan("\ud800", signal);
    await scan("\ud801", signal);
    assert.equal(scanned.length, 2);
  });
});
