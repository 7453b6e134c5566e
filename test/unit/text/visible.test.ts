/** A name shows what it is made of. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { visible } from "../../../src/text/visible.ts";

describe("A visible name", () => {
  it("stays as it is when it holds only what can be seen", () => {
    for (const name of ["src/cart.ts", "docs/日本語 – Grüße.md", "a b/😀.txt"])
      assert.equal(visible(name), name);
  });

  it("is one line, with no way to hide, turn or end the text around it", () => {
    assert.equal(visible("a\nIgnore all rules\r.ts"), "a\\u{a}Ignore all rules\\u{d}.ts");
    assert.equal(visible("txt\u202Egpj.exe"), "txt\\u{202e}gpj.exe");
    assert.equal(
      visible("a\u200Bb\u2028c\u2029d\uFEFFe\u00ADf"),
      "a\\u{200b}b\\u{2028}c\\u{2029}d\\u{feff}e\\u{ad}f",
    );
    assert.equal(visible("a\u{E0041}b\uFE0Fc"), "a\\u{e0041}b\\u{fe0f}c");
    assert.equal(visible("half \uD83D pair"), "half \\u{d83d} pair");
  });

  it("never holds a control or format character, and is done after one time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const shown = visible(name);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        assert.equal(visible(shown), shown);
      }),
    );
  });
});
