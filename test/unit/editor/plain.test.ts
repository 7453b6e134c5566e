/** Foreign text on its way to a surface of the editor. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { plain, plainLines } from "../../../src/editor/plain.ts";

/** What the editor's notifications read as a link, written down from what they do. */
const link = /\[[^\]]+\]\((?:https?:|command:|file:)[^)\s]+(?: "[^"]*")?\)/;
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

describe("plain", () => {
  it("breaks a link that would run a command, and leaves its words", () => {
    const text = "See [the docs](command:workbench.action.terminal.new)";
    assert.match(text, link);
    assert.equal(plain(text), "See [the docs] (command:workbench.action.terminal.new)");
    assert.doesNotMatch(plain(text), link);
  });

  it("breaks an icon", () => {
    assert.match("$(check) All good", icon);
    assert.equal(plain("$(check) All good"), "$ (check) All good");
  });

  it("makes visible what hides or reorders text", () => {
    assert.equal(plain("a\u202eb\u200bc\u0007"), "a\\u{202e}b\\u{200b}c\\u{7}");
  });

  it("is one line of at most 300 characters, without half a character at the end", () => {
    assert.equal(plain("a\r\n\tb"), "a b");
    assert.equal(plain("x".repeat(300)).length, 300);
    const long = plain("x".repeat(298) + "😀😀");
    assert.ok(long.length <= 300);
    assert.equal(long, `${"x".repeat(298)}…`);
    assert.doesNotMatch(long, /\p{Cs}/u);
  });

  it("leaves neither a link nor an icon in any text", () => {
    const bit = fc.constantFrom(
      "[",
      "]",
      "(",
      ")",
      "$",
      "a",
      "command:x",
      "https://a",
      " ",
      "\t",
      "\u200b",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
        const text = plain(bits.join(""));
        assert.doesNotMatch(text, link);
        assert.doesNotMatch(text, icon);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the lines of a longer text apart, each plain", () => {
    assert.equal(plainLines("First $(x)\n\n  [a](command:b)\r\nlast"), "First $ (x)\n[a] (command:b)\nlast");
  });
});
