/** What a text is taken to define where no grammar can tell. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { outlineByLines } from "../../../src/syntax/byLines.ts";
import { told } from "../../support/syntax.ts";

const samples: Readonly<Record<string, readonly [text: string, definitions: readonly string[]]>> = {
  Swift: [
    `import Foundation
/// What a person is about to buy.
public final class Cart: Base {
    public private(set) var count = 0
    @discardableResult
    public func add<T>(_ item: T) -> Int {
        let local = 1
        return local
    }
}
extension Cart: Shape {
    var edges: Int { 4 }
}
enum Kind { case low, high }
`,
    [
      "class Cart 2-10",
      "field Cart.count 4",
      "method Cart.add 5-9",
      "extension Cart 11-13",
      "field Cart.edges 12",
      "enum Kind 14",
    ],
  ],
  Kotlin: [
    `package shop
@Entity
data class Cart(val items: List<Item>) : Base() {
    companion object {
        const val LIMIT = 5
    }
    override suspend fun <T> add(item: T): Int {
        val local = 1
        return local
    }
}
fun List<Item>.total() = sumOf { it.price }
enum class Kind { LOW, HIGH }
`,
    [
      "module shop 1",
      "class Cart 2-11",
      "constant Cart.LIMIT 5",
      "method Cart.add 7-10",
      "function total 12",
      "enum Kind 13",
    ],
  ],
  Lua: [
    `local money = require("money")
-- Adds.
function Cart.add(item)
  local x = 1
  return x
end
local function pay(sum)
end
`,
    ["function add 2-6", "function pay 7-8"],
  ],
  Perl: [
    `package Shop::Cart;
sub add {
    my ($self) = @_;
}
sub total { 1 }
`,
    ["module Cart 1", "function add 2-4", "function total 5"],
  ],
  SQL: [
    `CREATE TABLE IF NOT EXISTS carts (
  id int
);
create or replace function shop.total(x int)
returns int as $$
begin
  return 1;
end;
$$ language plpgsql;
`,
    ["type carts 1-3", "function total 4"],
  ],
  Dart: [
    `class Cart extends Base {
  Future<int> add(Item item) async {
    if (item.isFree) {
      return 0;
    }
    return price(item);
  }
}
`,
    ["class Cart 1-8", "method Cart.add 2-7"],
  ],
  Elixir: [
    `defmodule Shop.Cart do
  def add(cart, item) do
    cart
  end
  defp total(cart), do: 1
end
`,
    ["module Cart 1-6", "function Cart.add 2-4", "function Cart.total 5"],
  ],
};

describe("A text without a grammar", () => {
  for (const [language, [text, definitions]] of Object.entries(samples)) {
    it(`tells by its lines what it defines, as in ${language}`, () => {
      const outline = outlineByLines(text);
      assert.equal(outline.by, "lines");
      assert.deepEqual(told(outline), definitions);
    });
  }

  it("tells what it imports", () => {
    const text =
      'import shop.money\nlocal tax = require("tax")\n#include <stdio.h>\nimport a from "./a.js"\n';
    assert.deepEqual(outlineByLines(text).imports, ["shop.money", "tax", "stdio.h", "./a.js"]);
  });

  it("tells where names are mentioned, and not where they are defined", () => {
    const { mentions } = outlineByLines("fun pay(sum: Int) {\n  // of nobody\n  give(sum)\n}\n");
    assert.deepEqual(
      mentions.map(({ name, line, column }) => `${name} ${line}:${column}`),
      ["fun 1:0", "sum 1:8", "Int 1:13", "give 3:2", "sum 3:7"],
    );
  });

  it("has all of its definitions within its lines, in order, whatever it is", () => {
    const word = fc.constantFrom(
      "class",
      "fun",
      "def",
      "{",
      "}",
      "end",
      "x",
      "(",
      ")",
      "  ",
      "\t",
      "//",
      "@a",
      "<T>",
      "=",
    );
    const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { definitions } = outlineByLines(lines.join("\n"));
        for (const { range, signature } of definitions) {
          assert.ok(1 <= range.start && range.start <= signature.start && signature.end <= range.end);
          assert.ok(range.end <= lines.length);
        }
        const starts = definitions.map(({ signature }) => signature.start);
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
