/** What the thread does when it is asked about the index: listings come and go, and what was given up is not known. */

import assert from "node:assert/strict";
import { definitionIndex, type DefinitionIndex } from "../../../src/syntax/definitionIndex.ts";
import { IndexKeeper } from "../../../src/syntax/indexKeeper.ts";
import { sourceSyntaxWorker } from "../../support/syntax.ts";
import { toyIndex, toyOutline } from "../../support/surroundings.ts";

const { signal } = new AbortController();
const cart = { path: "src/cart.ts", id: "c1", text: "class Cart {\n  add() {}\n}\n" };

describe("The keeper of the definition index", () => {
  async function isKnown(index: DefinitionIndex): Promise<boolean> {
    return (await index.open([cart], signal)).unknown.length === 0;
  }

  it("keeps nothing of a text that was given up", async () => {
    let stopped = true;
    const keeper = new IndexKeeper({
      outline: async (text) => (stopped ? null : toyOutline(text)),
      isStopped: () => stopped,
      version: "1",
    });
    const index = definitionIndex(async (task) => keeper.perform(task));
    await index.add([cart], signal);
    assert.equal(await isKnown(index), false);
    stopped = false;
    await index.add([cart], signal);
    assert.equal(await isKnown(index), true);
  });

  it("finds nothing in a listing of long ago, or of a thread that was replaced", async () => {
    const index = toyIndex();
    await index.add([{ ...cart, text: "class Cart" }], signal);
    const { listing } = await index.open([cart], signal);
    assert.equal((await index.defining(listing, ["Cart"], signal)).length, 1);
    for (let more = 0; more < 8; more += 1) await index.open([], signal);
    assert.deepEqual(await index.defining(listing, ["Cart"], signal), []);
    assert.deepEqual(await toyIndex().mentioning(listing, ["Cart"], signal), []);
  });

  it("opens a repository without any file", async () => {
    assert.deepEqual((await toyIndex().open([], signal)).unknown, []);
  });

  it("works in the thread for syntax, and keeps from one thread to the next what was saved", async () => {
    const [first, second] = [sourceSyntaxWorker(), sourceSyntaxWorker()];
    try {
      await first.definitions.add([cart], signal);
      const opened = await first.definitions.open([cart], signal);
      const found = await first.definitions.defining(opened.listing, ["Cart", "add"], signal);
      assert.deepEqual(
        found.map(({ file, definition: { name, kind, container } }) => [file, name, kind, container]),
        [
          [0, "Cart", "class", null],
          [0, "add", "method", "Cart"],
        ],
      );
      await second.definitions.load((await first.definitions.save(opened.listing, signal))!, signal);
      assert.equal(await isKnown(second.definitions), true);
    } finally {
      await Promise.all([first.dispose(), second.dispose()]);
    }
  });

  it("knows nothing where the thread can't be had", async () => {
    const index = definitionIndex(async () => ({ kind: "failed" }));
    const { listing, unknown } = await index.open([cart], signal);
    assert.deepEqual(unknown, []);
    assert.deepEqual(await index.defining(listing, ["Cart"], signal), []);
    assert.equal(await index.save(listing, signal), null);
  });
});
