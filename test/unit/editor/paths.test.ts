/** Paths of a repository, in the spellings of every system. */

import assert from "node:assert/strict";
import path from "node:path";
import { inside, sameSpelling, shownBy } from "../../../src/editor/paths.ts";

describe("A path", () => {
  it("inside a repository is relative to it, with slashes", () => {
    assert.equal(inside("/home/me/shop", "/home/me/shop/src/cart.ts", path.posix), "src/cart.ts");
    assert.equal(inside("C:\\work\\shop", "C:\\work\\shop\\src\\cart.ts", path.win32), "src/cart.ts");
  });

  it("outside is none, however alike it looks", () => {
    assert.equal(inside("/home/me/shop", "/home/me/shopping/cart.ts", path.posix), null);
    assert.equal(inside("/home/me/shop", "/home/me/shop/../secret", path.posix), null);
    assert.equal(inside("C:\\work\\shop", "D:\\work\\shop\\cart.ts", path.win32), null);
    assert.equal(inside("C:\\work\\shop", "C:\\work", path.win32), null);
  });

  it("may begin with two dots and still be inside", () => {
    assert.equal(inside("/home/me", "/home/me/..cart", path.posix), "..cart");
  });

  it("on Windows does not care for the case of drive and folders", () => {
    assert.equal(inside("C:\\Work\\Shop", "c:\\work\\shop\\Cart.ts", path.win32), "Cart.ts");
  });

  it("is the same in both ways to write an accent", () => {
    assert.equal(sameSpelling("caf\u00e9.ts", "cafe\u0301.ts"), true);
    assert.equal(sameSpelling("cafe.ts", "caf\u00e9.ts"), false);
  });
});

describe("The workspace folder that shows a file", () => {
  const folders = [
    { name: "linked", real: "/data/shop" },
    { name: "inner", real: "/data/shop/packages/web" },
  ];

  it("is the one that really holds it, under the name it was opened by", () => {
    assert.deepEqual(shownBy("/data/shop/src/cart.ts", folders, path.posix), {
      folder: "linked",
      path: "src/cart.ts",
    });
  });

  it("is the innermost of several", () => {
    assert.deepEqual(shownBy("/data/shop/packages/web/a.ts", folders, path.posix), {
      folder: "inner",
      path: "a.ts",
    });
  });

  it("is none for a file beside them, as when a folder within the repository is open", () => {
    assert.equal(shownBy("/data/other/a.ts", folders, path.posix), null);
  });
});
