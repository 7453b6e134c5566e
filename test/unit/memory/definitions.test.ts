/** What is indexed of a repository is known in the next run, and holds no line of it. */

import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { KeptDefinitions } from "../../../src/memory/definitions.ts";
import type { DefinitionIndex } from "../../../src/syntax/definitionIndex.ts";
import { sightings } from "../../support/canary.ts";
import { replaceableIndex, toyIndex } from "../../support/surroundings.ts";
import { contentsOf, testClock, testFolder, type TestFolder } from "./keeping.ts";

const { signal } = new AbortController();
const start = new Date("2026-11-24T12:00:00Z");
const day = 24 * 60 * 60 * 1000;
const root = "/home/me/shop";
const cart = {
  path: "src/cart.ts",
  id: "c1",
  text: "class Cart\n  method add\n    check 'a-line-of-code'\n",
};

describe("A kept definition index", () => {
  let there: TestFolder;
  beforeEach(async () => void (there = await testFolder()));
  afterEach(async () => there.dispose());

  function kept({ version = "1", now = start, index = toyIndex(version) } = {}): KeptDefinitions {
    return new KeptDefinitions(there.folder.inner("definitions"), testClock(now), index);
  }

  async function indexed(index: DefinitionIndex): Promise<void> {
    await index.open([cart], signal);
    await index.add([cart], signal);
  }

  /** Whether a new run knows the file. */
  async function isKnown(again: KeptDefinitions = kept(), of = root): Promise<boolean> {
    const { unknown } = await (await again.of(of)).open([cart], signal);
    return unknown.length === 0;
  }

  async function files(): Promise<readonly string[]> {
    return Object.keys(await contentsOf(there.base)).map((file) => path.join(there.base, file));
  }

  it("is known in the next run, of the same repository", async () => {
    const first = kept();
    await indexed(await first.of(root));
    assert.deepEqual(await files(), []);
    await first.saved();
    assert.equal(await isKnown(), true);
    assert.equal(await isKnown(kept(), "/home/me/other"), false);
  });

  it("is for its owner alone, and holds names, but no line and no path", async () => {
    const first = kept();
    await indexed(await first.of(root));
    await first.saved();
    const [file = ""] = await files();
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const contents = Object.entries(await contentsOf(there.base))
      .flat()
      .join("\n");
    assert.ok(contents.includes("Cart"), "the trap does not fire");
    const canaries = { line: "a-line-of-code", word: "method", root, path: "src/cart" };
    assert.deepEqual(sightings(canaries, { kept: contents }), []);
  });

  it("is made anew where it is damaged, or was made by another version", async () => {
    const first = kept();
    await indexed(await first.of(root));
    await first.saved();
    assert.equal(await isKnown(kept({ version: "2" })), false);
    const [file = ""] = await files();
    await writeFile(file, "not what was written", { mode: 0o600 });
    const again = kept();
    assert.equal(await isKnown(again), false);
    await indexed(await again.of(root));
    await again.saved();
    assert.equal(await isKnown(), true);
  });

  it("is known again after the thread that held it was replaced", async () => {
    const first = kept();
    await indexed(await first.of(root));
    await first.saved();
    const { index, replace } = replaceableIndex();
    const now = kept({ index });
    assert.equal(await isKnown(now), true);
    replace();
    assert.equal(await isKnown(now), true);
    const open = await now.of(root);
    replace();
    assert.deepEqual((await open.open([cart], signal)).unknown, []);
  });

  it("is not overwritten by a thread that knows nothing of it", async () => {
    const { index, replace } = replaceableIndex();
    const first = kept({ index });
    await indexed(await first.of(root));
    await first.saved();
    await indexed(await first.of(root));
    replace();
    await first.saved();
    assert.equal(await isKnown(), true);
  });

  it("is not written any more once it was forgotten, until somebody asks about the repository again", async () => {
    const now = kept();
    const before = await now.of(root);
    await indexed(before);
    await now.forget();
    await now.saved();
    await indexed(before);
    await now.saved();
    assert.deepEqual(await files(), []);
    await indexed(await now.of(root));
    await now.saved();
    assert.equal((await files()).length, 1);
  });

  it("is forgotten only when what is being written at the time has come to its end", async () => {
    const inner = toyIndex();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const now = kept({ index: { ...inner, save: async (...of) => gate.then(() => inner.save(...of)) } });
    await indexed(await now.of(root));
    let isForgotten = false;
    const saving = now.saved();
    await new Promise(setImmediate);
    const forgetting = now.forget().then(() => (isForgotten = true));
    await new Promise(setImmediate);
    assert.equal(isForgotten, false);
    release();
    await Promise.all([saving, forgetting]);
    assert.deepEqual(await files(), []);
  });

  it("is not written where nothing is new", async () => {
    const first = kept();
    const index = await first.of(root);
    await index.open([cart], signal);
    await first.saved();
    assert.deepEqual(await files(), []);
  });

  it("goes after a week in which the repository did not change", async () => {
    const first = kept();
    await indexed(await first.of(root));
    await first.saved();
    const later = kept({ now: new Date(Date.now() + 8 * day) });
    await indexed(await later.of("/home/me/other"));
    await later.saved();
    assert.equal((await files()).length, 1);
    assert.equal(await isKnown(), false);
  });
});
