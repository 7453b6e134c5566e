/** What goes along with a change in a long file: the definitions around it, and no more of the file. */

import assert from "node:assert/strict";
import { aroundChange } from "../../../src/context/aroundChange.ts";
import type { Candidate } from "../../../src/context/piece.ts";
import type { Definition, Outline } from "../../../src/syntax/outline.ts";
import { aClearedChange } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";

interface Given {
  /** Lines of the file, as it is after the change. */
  readonly length: number;
  /** Those that the change added. */
  readonly added?: readonly number[];
  /** Before which line something was removed. */
  readonly removed?: number;
  readonly definitions?: readonly Definition[];
}

async function proposed(given: Given): Promise<readonly Candidate[]> {
  const { length, added = [], removed, definitions = [] } = given;
  const script = Array.from(
    { length },
    (_, index) => `${added.includes(index + 1) ? "+" : " "}line(${index + 1});`,
  );
  if (removed !== undefined) script.splice(removed - 1, 0, "-gone();");
  const outline: Outline = { by: "grammar", definitions, mentions: [], imports: [] };
  return aroundChange(
    collecting({
      cleared: await aClearedChange({ path: "long.ts", script }),
      outlines: async (texts) => texts.map(() => outline),
    }),
  );
}

function aDefinition(start: number, end: number, signatureEnd = start): Definition {
  const range = { start, end };
  return { name: "pay", kind: "function", range, signature: { start, end: signatureEnd }, container: null };
}

function rangesOf([only]: readonly Candidate[]): string {
  return only?.ranges?.map(({ start, end }) => `${start}-${end}`).join(" ") ?? "nothing";
}

describe("What stands around a change", () => {
  it("is the definition that changed lines are in, and what those around it say they are", async () => {
    const definitions = [aDefinition(50, 400), aDefinition(60, 200, 61), aDefinition(100, 130)];
    const candidates = await proposed({ length: 500, added: [110], definitions });
    assert.equal(rangesOf(candidates), "50-50 60-61 100-130");
    assert.deepEqual(candidates[0]?.reason, { code: "aroundChange", names: [] });
    assert.deepEqual(candidates[0].serves, ["long.ts"]);
  });

  it("is, of a definition too long to show, its beginning and what stands near", async () => {
    const definitions = [aDefinition(100, 400, 102)];
    assert.equal(
      rangesOf(await proposed({ length: 500, added: [300, 301], definitions })),
      "100-102 280-321",
    );
    assert.equal(rangesOf(await proposed({ length: 500, added: [395], definitions })), "100-102 375-400");
  });

  it("is what stands near where nothing is around", async () => {
    assert.equal(rangesOf(await proposed({ length: 500, added: [10] })), "1-30");
    assert.equal(rangesOf(await proposed({ length: 500, added: [495] })), "475-500");
  });

  it("is what stands around the place where lines were removed", async () => {
    const definitions = [aDefinition(200, 220)];
    assert.equal(rangesOf(await proposed({ length: 500, removed: 210, definitions })), "200-220");
  });

  it("tells each of several changes its own, and what they share once", async () => {
    const definitions = [
      aDefinition(50, 400),
      aDefinition(100, 110),
      aDefinition(111, 120),
      aDefinition(300, 310),
    ];
    const candidates = await proposed({ length: 500, added: [105, 115, 305], definitions });
    assert.equal(candidates.length, 1);
    assert.equal(rangesOf(candidates), "50-50 100-120 300-310");
  });

  it("is nothing where the file is short, or the diff shows it already", async () => {
    assert.deepEqual(await proposed({ length: 60, added: [30] }), []);
    assert.deepEqual(await proposed({ length: 500, added: [100], definitions: [aDefinition(98, 102)] }), []);
  });

  it("lies within the file, wherever it was changed", async () => {
    for (const line of [1, 2, 250, 499, 500]) {
      const [only] = await proposed({ length: 500, added: [line] });
      assert.ok(
        only?.ranges?.every(({ start, end }) => start >= 1 && start <= end && end <= 500),
        `${line}`,
      );
    }
  });
});
