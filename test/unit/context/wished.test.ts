/** What a person wants of the context: it goes first or stays here, and nothing else changes its place. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { pieceId } from "../../../src/context/pieceId.ts";
import type { Piece } from "../../../src/context/piece.ts";
import { keeping } from "../../../src/context/rank.ts";
import { grant, nothingWished } from "../../../src/context/wished.ts";
import { collect } from "../../../src/context/collect.ts";
import { aClearedChange } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";

const names = ["a.ts", "b.ts", "c.ts", "d.ts"];

function ids(...paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.map((path) => pieceId({ kind: "openFile", repository: "shop", path })));
}

function namesOf(pieces: readonly Piece[]): readonly string[] {
  return pieces.map(({ name }) => name);
}

describe("What a person wants of the context", () => {
  let pieces: readonly Piece[];
  const named = (name: string): Piece => pieces.find((piece) => piece.name === name) ?? assert.fail(name);

  before(async () => {
    const cleared = await aClearedChange({ path: "changed.ts", script: ["+a"] });
    const openDocuments = names.map((path) => ({ path, text: "open\n" }));
    const collected = await collect(collecting({ cleared, openDocuments }));
    ({ pieces } = collected);
  });

  it("changes nothing where nobody wants anything", () => {
    assert.deepEqual(grant(pieces, nothingWished), { pieces, omitted: [] });
  });

  it("puts what is pinned before all others, in the order of its rank", () => {
    const granted = grant(pieces, { pinned: ids("d.ts", "b.ts"), dropped: new Set() });
    assert.deepEqual(namesOf(granted.pieces), ["b.ts", "d.ts", "a.ts", "c.ts"]);
  });

  it("puts what is pinned before what went along before, too", () => {
    const granted = grant(pieces, { pinned: ids("d.ts"), dropped: new Set() });
    const kept = keeping(granted.pieces, ({ name }) => name === "c.ts");
    assert.deepEqual(namesOf(kept), ["d.ts", "c.ts", "a.ts", "b.ts"]);
  });

  it("keeps what is dropped here, and says that it was dropped", () => {
    const granted = grant(pieces, { pinned: ids("c.ts"), dropped: ids("c.ts", "elsewhere.ts") });
    assert.deepEqual(namesOf(granted.pieces), ["a.ts", "b.ts", "d.ts"]);
    assert.deepEqual(granted.omitted, [
      { kind: "openFile", repository: "shop", path: "c.ts", code: "visible", reason: "dropped" },
    ]);
  });

  it("holds for all that is shown of one kind from a file, and for no other kind", () => {
    const twice = [...pieces, named("a.ts"), { ...named("a.ts"), kind: "definition" as const }];
    assert.deepEqual(namesOf(grant(twice, { pinned: new Set(), dropped: ids("a.ts") }).pieces), [
      "b.ts",
      "c.ts",
      "d.ts",
      "a.ts",
    ]);
  });

  it("loses nothing and doubles nothing", () => {
    const some = fc.subarray(names);
    fc.assert(
      fc.property(fc.shuffledSubarray(names), some, some, (all, pinned, dropped) => {
        const given = all.map(named);
        const granted = grant(given, { pinned: ids(...pinned), dropped: ids(...dropped) });
        const paths = [...namesOf(granted.pieces), ...granted.omitted.map(({ path }) => path)];
        assert.deepEqual(paths.toSorted(), all.toSorted());
        const rest = namesOf(granted.pieces).filter((name) => !pinned.includes(name));
        assert.deepEqual(
          rest,
          all.filter((name) => !pinned.includes(name) && !dropped.includes(name)),
        );
      }),
    );
  });
});
