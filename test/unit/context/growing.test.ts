/** An index that is not full yet grows from the change outwards, and never keeps a review waiting longer than it may. */

import assert from "node:assert/strict";
import { grow } from "../../../src/context/growing.ts";
import { surroundingsOf } from "../../../src/context/surroundings.ts";
import { touchedBy } from "../../../src/context/touched.ts";
import type { DefinitionIndex } from "../../../src/syntax/definitionIndex.ts";
import { aClearedChange } from "../../support/changes.ts";
import { aSnapshot, toyDefinitions, toyIndex, toyOutlines, type Files } from "../../support/surroundings.ts";

const { signal } = new AbortController();

const files: Files = {
  "README.md": ["function readme"],
  "docs/far.ts": ["function far"],
  "lib/imported.ts": ["function imported"],
  "src/beside.ts": ["function beside"],
  "src/inner/below.ts": ["function below"],
  "src/shop.ts": ["import ../lib/imported", "function open", "  two"],
};

/** Paths in the order in which they were read. */
async function grown(
  index: DefinitionIndex,
  isOver: () => boolean = () => false,
): Promise<readonly string[]> {
  const cleared = await aClearedChange({
    path: "src/shop.ts",
    script: [" import ../lib/imported", " function open", "+  two"],
  });
  const touched = await touchedBy(cleared.files, toyOutlines, signal);
  const read: string[] = [];
  await grow(touched, { snapshot: aSnapshot(files, read), index, isOver, signal });
  return read;
}

describe("The definition index", () => {
  it("takes in the change, what it imports, what lies beside it, and then the rest, of programs alone", async () => {
    assert.deepEqual(await grown(toyIndex()), [
      "src/shop.ts",
      "lib/imported.ts",
      "src/beside.ts",
      "src/inner/below.ts",
      "docs/far.ts",
    ]);
  });

  it("reads nothing that it knows", async () => {
    const index = toyIndex();
    await grown(index);
    assert.deepEqual(await grown(index), []);
  });

  it("leaves the rest for the next time when it is time to go on, and goes on from there", async () => {
    const index = toyIndex();
    let asked = 0;
    await grown(index, () => (asked += 1) > 2);
    assert.deepEqual(await grown(index), ["docs/far.ts"]);
  });

  it("is asked only where the repository can be read", async () => {
    const cleared = await aClearedChange({ path: "a.ts", script: ["+a"] });
    const fails = async (): Promise<never> => Promise.reject(new Error("no git"));
    const of = { cleared, outlines: toyOutlines, definitions: toyDefinitions(), signal };
    assert.equal(await surroundingsOf({ ...of, snapshot: null }), null);
    assert.equal(await surroundingsOf({ ...of, snapshot: { list: fails, read: fails } }), null);
  });
});
