/** Tests, known by their names. */

import assert from "node:assert/strict";
import { isTest, subjectOf } from "../../../src/context/testNames.ts";

const belongTogether: readonly (readonly [test: string, file: string])[] = [
  ["test/unit/cart.test.ts", "src/cart.ts"],
  ["src/cart.spec.js", "src/cart.js"],
  ["tests/test_cart.py", "shop/cart.py"],
  ["cart_test.go", "cart.go"],
  ["spec/shopping_cart_spec.rb", "lib/shopping_cart.rb"],
  ["src/test/java/com/example/CartTest.java", "src/main/java/com/example/Cart.java"],
  ["tests/cart.rs", "src/cart.rs"],
  ["Tests/ShopTests/CartTests.swift", "Sources/Shop/Cart.swift"],
];

describe("A test", () => {
  for (const [test, file] of belongTogether) {
    it(`is known by its name: ${test} is of ${file}`, () => {
      assert.ok(isTest(test));
      assert.ok(!isTest(file));
      assert.equal(subjectOf(test), subjectOf(file));
    });
  }

  it("is not whatever has the letters in its name", () => {
    for (const path of ["src/latest.ts", "src/contest.py", "src/Testimony.java", "src/attest.go"]) {
      assert.ok(!isTest(path), path);
      assert.equal(subjectOf(path), path.split("/")[1]?.split(".")[0]?.toLowerCase());
    }
  });
});
