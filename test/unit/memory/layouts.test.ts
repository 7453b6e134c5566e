/** What was laid out last, from one window to the next. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Folder } from "../../../src/memory/folder.ts";
import { openLayouts } from "../../../src/memory/layouts.ts";
import { openMemory } from "../../../src/memory/memory.ts";
import type { Layout } from "../../../src/prompt/previous.ts";
import { contentsOf, testClock, testFolder, type TestClock, type TestFolder } from "./keeping.ts";

const layout: Layout = { sections: ["one", "two"], pieces: ["three"] };
const other: Layout = { sections: ["four"], pieces: [] };
const day = 24 * 60 * 60 * 1000;

describe("What was laid out last", () => {
  let kept: TestFolder;
  let clock: TestClock;
  beforeEach(async () => {
    kept = await testFolder();
    clock = testClock(new Date(2026, 10, 24));
  });
  afterEach(() => kept.dispose());

  const open = () => openLayouts(kept.folder, clock);
  const file = (): string => path.join(kept.folder.path, "layouts.json");

  it("is known in the same window, and in the next one", async () => {
    const window = open();
    assert.equal(await window.last("shop"), null);
    await window.keep("shop", layout);
    await window.keep("farm", other);
    assert.deepEqual(await window.last("shop"), layout);
    assert.deepEqual([await open().last("shop"), await open().last("farm")], [layout, other]);
    assert.deepEqual(Object.keys(await contentsOf(kept.base)), ["state/second-look/layouts.json"]);
  });

  it("is known in the same window where nothing can be kept", async () => {
    const window = openLayouts(new Folder(null, null), clock);
    await window.keep("shop", layout);
    assert.deepEqual(await window.last("shop"), layout);
  });

  it("is forgotten when everything is", async () => {
    const memory = openMemory("linux", { XDG_STATE_HOME: kept.base });
    await memory.layouts.keep("shop", layout);
    assert.deepEqual(await memory.layouts.last("shop"), layout);
    await memory.forgetAll();
    assert.equal(await memory.layouts.last("shop"), null);
  });

  it("is forgotten after a week, and when many others came later", async () => {
    await open().keep("shop", layout);
    clock.set(clock.now() + 7 * day + 1);
    assert.equal(await open().last("shop"), null);
    await open().keep("shop", layout);
    for (let index = 0; index < 30; index += 1) await open().keep(`other ${index}`, other);
    assert.equal(await open().last("shop"), null);
  });

  it("begins anew where the file is damaged, and takes no entry that is not whole", async () => {
    await open().keep("shop", layout);
    await writeFile(file(), "[{");
    assert.equal(await open().last("shop"), null);
    const damaged = [
      { of: "shop", at: clock.now(), sections: [1], pieces: [] },
      { of: "shop", at: clock.now() },
    ];
    await writeFile(file(), JSON.stringify(damaged));
    assert.equal(await open().last("shop"), null);
  });
});
