/** Which files an import may mean. */

import assert from "node:assert/strict";
import { endsOf, importOf, mayMean, wayTo } from "../../../src/context/importing.ts";

const meant: readonly (readonly [from: string, specifier: string, path: string])[] = [
  ["src/shop.ts", "./cart.js", "src/cart.ts"],
  ["src/shop.ts", "../lib/cart", "lib/cart/index.ts"],
  ["src/shop.ts", "./types", "src/types.d.ts"],
  ["lib/shop.js", ".", "lib/index.js"],
  ["test/shop.js", "../", "index.js"],
  ["shop/main.py", ".cart", "shop/cart.py"],
  ["shop/inner/main.py", "..cart", "shop/cart.py"],
  ["shop/main.py", "shop.cart", "shop/cart/__init__.py"],
  ["tests/test_cart.py", "shop.cart.Cart", "src/shop/cart.py"],
  ["cmd/main.go", "example.com/shop/cart", "cart/add.go"],
  ["cmd/main.go", "example.com/shop/internal/cart", "internal/cart/add.go"],
  ["src/A.java", "com.example.shop.Cart", "core/src/main/java/com/example/shop/Cart.java"],
  ["src/A.java", "com.example.shop.*", "core/src/main/java/com/example/shop/Cart.java"],
  ["src/main.rs", "crate::shop::cart::Cart", "src/shop/cart.rs"],
  ["src/main.rs", "crate::cart", "src/cart/mod.rs"],
  ["src/a.c", "git2/types.h", "include/git2/types.h"],
  ["src/a.c", "cart.h", "src/cart.c"],
  ["lib/shop.rb", "shop/cart", "lib/shop/cart.rb"],
];

const notMeant: typeof meant = [
  ["src/shop.ts", "./cart.js", "test/cart.ts"],
  ["src/shop.ts", "lodash/get", "src/get.ts"],
  ["shop/main.py", ".cart", "other/cart.py"],
  ["src/A.java", "com.example.shop.Cart", "core/com/example/bank/Cart.java"],
  ["cmd/main.go", "example.com/shop/cart", "cart/inner/add.go"],
];

describe("An import", () => {
  for (const [from, specifier, path] of meant) {
    it(`of ${specifier} in ${from} may mean ${path}`, () => {
      const each = importOf(specifier, from);
      assert.ok(mayMean(each, wayTo(path)));
      const ends = endsOf(each);
      assert.ok(ends.length === 0 || ends.some((end) => wayTo(path).slice(-2).includes(end)));
    });
  }

  for (const [from, specifier, path] of notMeant) {
    it(`of ${specifier} in ${from} does not mean ${path}`, () =>
      assert.ok(!mayMean(importOf(specifier, from), wayTo(path))));
  }
});
