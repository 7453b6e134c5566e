/** Names between backticks look like code; nothing is lost on the way. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { inline } from "../../../src/panel/inline.ts";
import type { Tree } from "../../../src/panel/tree.ts";

function textIn(trees: readonly Tree[]): string {
  return trees.map((tree) => (typeof tree === "string" ? tree : textIn(tree.children))).join("");
}

describe("Foreign text in the panel", () => {
  it("has its names set as code", () => {
    const [before, code, after] = inline("Here `items` ends.");
    assert.equal(before, "Here ");
    assert.ok(typeof code === "object" && code.tag === "code");
    assert.equal(textIn([code]), "items");
    assert.equal(after, " ends.");
  });

  it("keeps a backtick that stands alone, and markup as the text it is", () => {
    assert.deepEqual(inline("a ` b"), ["a ` b"]);
    assert.deepEqual(inline("<b>[x](command:y)</b>"), ["<b>[x](command:y)</b>"]);
  });

  it("loses nothing but backticks", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", "\n", "<", " ") }), (text) => {
        assert.equal(textIn(inline(text)).replaceAll("`", ""), text.replaceAll("`", ""));
      }),
    );
  });
});
