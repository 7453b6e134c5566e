/** Paths of a repository, in the spellings of every system. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { fileIn, inside, sameSpelling, shownBy, systemOf } from "../../../src/editor/paths.ts";

const [composed, decomposed] = ["caf\u00e9", "cafe\u0301"];

describe("A path", () => {
  it("inside a repository is relative to it, with slashes", () => {
    assert.equal(inside("/home/me/shop", "/home/me/shop/src/cart.ts", "posix"), "src/cart.ts");
    assert.equal(inside("C:\\work\\shop", "C:\\work\\shop\\src\\cart.ts", "win32"), "src/cart.ts");
    assert.equal(inside("/home/me/shop", "/home/me/shop", "posix"), "");
  });

  it("outside is none, however alike it looks", () => {
    assert.equal(inside("/home/me/shop", "/home/me/shopping/cart.ts", "posix"), null);
    assert.equal(inside("/home/me/shop", "/home/me/shop/../secret", "posix"), null);
    assert.equal(inside("C:\\work\\shop", "C:\\work", "win32"), null);
  });

  it("on another drive or another server is outside", () => {
    assert.equal(inside("C:\\work\\shop", "D:\\work\\shop\\cart.ts", "win32"), null);
    assert.equal(inside("\\\\server\\share\\shop", "\\\\server\\other\\shop\\cart.ts", "win32"), null);
    assert.equal(inside("\\\\server\\share\\shop", "C:\\shop\\cart.ts", "win32"), null);
  });

  it("may begin with two dots and still be inside", () => {
    assert.equal(inside("/home/me", "/home/me/..cart", "posix"), "..cart");
    assert.equal(inside("C:\\me", "C:\\me\\..cart", "win32"), "..cart");
  });

  it("on Windows does not care for the case of drive and folders, but keeps that of the names", () => {
    assert.equal(inside("C:\\Work\\Shop", "c:\\work\\shop\\Cart.ts", "win32"), "Cart.ts");
    assert.equal(inside("c:\\work\\shop", "C:\\WORK\\SHOP\\Src\\Cart.ts", "win32"), "Src/Cart.ts");
  });

  it("on Windows is the same in its long form and on a server", () => {
    assert.equal(inside("C:\\work\\shop", "\\\\?\\C:\\work\\shop\\cart.ts", "win32"), "cart.ts");
    assert.equal(inside("\\\\?\\C:\\work\\shop", "c:\\work\\shop\\cart.ts", "win32"), "cart.ts");
    assert.equal(inside("\\\\Server\\Share\\shop", "\\\\server\\share\\shop\\a\\b.ts", "win32"), "a/b.ts");
    assert.equal(inside("\\\\server\\share\\shop", "\\\\?\\UNC\\server\\share\\shop\\b.ts", "win32"), "b.ts");
  });

  it("on a Mac is what git calls it, whichever way the disk writes an accent, in folders too", () => {
    for (const root of [`/Users/me/${composed}`, `/Users/me/${decomposed}`]) {
      for (const file of [
        `/Users/me/${composed}/${decomposed}.ts`,
        `/Users/me/${decomposed}/${composed}.ts`,
      ]) {
        assert.equal(inside(root, file, "darwin"), `${composed}.ts`);
      }
    }
    const folders = [{ name: "opened", real: `/Users/me/${decomposed}` }];
    assert.deepEqual(shownBy(`/Users/me/${composed}/a.ts`, folders, "darwin"), {
      folder: "opened",
      path: "a.ts",
    });
  });

  it("elsewhere is two names when it is written in two ways, as they can stand beside each other", () => {
    assert.equal(inside("/shop", `/shop/${decomposed}.ts`, "posix"), `${decomposed}.ts`);
    assert.equal(inside(`/${composed}`, `/${decomposed}/a.ts`, "posix"), null);
  });

  it("is spelled the same in both ways to write an accent", () => {
    assert.equal(sameSpelling(`${composed}.ts`, `${decomposed}.ts`), true);
    assert.equal(sameSpelling("cafe.ts", `${composed}.ts`), false);
  });
});

describe("The file of a path in git", () => {
  it("lies below the root", () => {
    assert.equal(fileIn("/home/me/shop", "src/cart.ts", "posix"), "/home/me/shop/src/cart.ts");
    assert.equal(fileIn("C:\\work\\shop", "src/cart.ts", "win32"), "C:\\work\\shop\\src\\cart.ts");
    assert.equal(fileIn("\\\\server\\share", "src/cart.ts", "win32"), "\\\\server\\share\\src\\cart.ts");
  });

  it("is none for a way out of it, on any system", () => {
    for (const path of ["../secret", "a/../../secret", "/etc/passwd", "", "a//b", "./a", "."])
      for (const system of ["posix", "darwin", "win32"] as const)
        assert.equal(fileIn("/shop", path, system), null);
  });

  it("on Windows is none for a name that Windows reads as another file, a stream or a device", () => {
    const names = [
      "..\\secret",
      "a\\b.ts",
      "C:evil",
      "cart.ts:hidden",
      "con",
      "NUL.txt",
      "aux .ts",
      "Com1",
      "lpt9.md",
    ];
    for (const name of [
      ...names,
      "cart.ts.",
      "cart ",
      "a?b",
      "a*",
      'a"b',
      "a|b",
      "a<b",
      "tab\tbed",
      "x/prn/y",
    ]) {
      assert.equal(fileIn("C:\\shop", name, "win32"), null, name);
      if (!name.includes("..")) assert.notEqual(fileIn("/shop", name, "posix"), null, name);
    }
    for (const name of [
      "console.ts",
      "auxiliary",
      "com10",
      ".env",
      "a.b",
      "comma,ted",
      "nullable.ts",
      "日本語.ts",
    ])
      assert.notEqual(fileIn("C:\\shop", name, "win32"), null, name);
  });

  it("leads back to the path it came from", () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9_é日 -]{1,8}\.[a-z]{1,3}$/)
      .filter((each) => /^\S.*$/.test(each));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const path = names.join("/").normalize("NFC");
        for (const [root, system] of [
          ["/home/me/shop", "posix"],
          ["/Users/me/shop", "darwin"],
          ["C:\\work\\shop", "win32"],
          ["\\\\server\\share\\shop", "win32"],
        ] as const) {
          const file = fileIn(root, path, system);
          // A device's name may come up by chance.
          if (file !== null) assert.equal(inside(root, file, system), path);
        }
      }),
    );
  });

  it("follows the rules of the system it is on", () => {
    assert.deepEqual(
      ["win32", "darwin", "linux", "freebsd"].map((each) => systemOf(each as NodeJS.Platform)),
      ["win32", "darwin", "posix", "posix"],
    );
  });
});

describe("The workspace folder that shows a file", () => {
  const folders = [
    { name: "linked", real: "/data/shop" },
    { name: "inner", real: "/data/shop/packages/web" },
  ];

  it("is the one that really holds it, under the name it was opened by", () => {
    assert.deepEqual(shownBy("/data/shop/src/cart.ts", folders, "posix"), {
      folder: "linked",
      path: "src/cart.ts",
    });
  });

  it("is the innermost of several", () => {
    assert.deepEqual(shownBy("/data/shop/packages/web/a.ts", folders, "posix"), {
      folder: "inner",
      path: "a.ts",
    });
  });

  it("is none for a file beside them, as when a folder within the repository is open", () => {
    assert.equal(shownBy("/data/other/a.ts", folders, "posix"), null);
  });
});
