/** By name alone: what the settings exclude stays here, secret files stay here, and nothing odd slips between. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { excluder } from "../../../src/privacy/exclude.ts";

describe("Excluding by name", () => {
  const nothing = excluder({ exclude: [] });

  it("keeps secret files back without any setting", () => {
    assert.equal(nothing("deploy/.env"), "secretFile");
    assert.equal(nothing("src/cart.ts"), null);
  });

  it("takes globs as a .gitignore does: anywhere, from the root, folders, any depth, negation", () => {
    const withhold = excluder({
      exclude: ["*.snap", "/build", "private/", "docs/**/draft-*.md", "*.lock", "!yarn.lock"],
    });
    const kept = ["src/snap.ts", "lib/build/a.ts", "docs/final.md", "yarn.lock", "notprivate/a.ts"];
    const excluded = [
      "a/b/c.snap",
      "build/a.js",
      "x/private/deep/a.ts",
      "docs/x/y/draft-1.md",
      "docs/draft-2.md",
      "a/b.lock",
    ];
    assert.deepEqual(
      kept.filter((path) => withhold(path) !== null),
      [],
    );
    assert.deepEqual(
      excluded.filter((path) => withhold(path) !== "excluded"),
      [],
    );
  });

  it("makes no difference between small letters and capitals", () => {
    assert.equal(excluder({ exclude: ["Private/*.TXT"] })("private/a.txt"), "excluded");
  });

  it("reads an empty glob and a comment as no glob", () => {
    assert.equal(excluder({ exclude: ["", "   ", "# private"] })("src/cart.ts"), null);
  });

  it("lets no negation reach a secret file", () => {
    assert.equal(excluder({ exclude: ["!.env", "!*", "!**/*.pem"] })("deploy/.env"), "secretFile");
  });

  it("keeps back a path that is no plain path inside the repository", () => {
    const odd = [
      "",
      "/etc/passwd",
      "../a.ts",
      "src/../../a.ts",
      "./a.ts",
      "src//a.ts",
      "src/",
      "C:/a.ts",
      "c:a.ts",
      "src\\a.ts",
      "a\0.ts",
    ];
    assert.deepEqual(
      odd.filter((path) => nothing(path) !== "excluded"),
      [],
    );
  });

  it("has an answer for any path and any glob, and throws at none", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from("ab/*?[]!\\-^{}()+|.# ")) }),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, (exclude, path) => {
        assert.ok([null, "excluded", "secretFile"].includes(excluder({ exclude })(path)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("A hostile glob", () => {
  const milliseconds = (work: () => void): number => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };

  /** The same glob as most matchers turn it into a pattern; it needs a power of the length. */
  const naive = (stars: number): RegExp => new RegExp(`^${"[^/]*a".repeat(stars)}[^/]*b$`);

  it("of many stars costs less on a name a hundred times as long than a plain pattern on a short one", () => {
    const slow = milliseconds(() => assert.equal(naive(5).test("a".repeat(60)), false));
    const ours = milliseconds(() => {
      const withhold = excluder({
        exclude: [`${"*a".repeat(6)}*b`, "[a]*[a]*[a]*[a]*[a]*b", "?*?*?*?*?*?*b", "a**a**a**a**b"],
      });
      assert.equal(withhold("a".repeat(6000)), null);
    });
    assert.ok(ours < slow, `${ours} ms against ${slow} ms`);
  });

  it("of many double stars is answered by keeping back what would take long", () => {
    const withhold = excluder({ exclude: [`${"**/a/".repeat(12)}b`] });
    assert.equal(withhold("src/cart.ts"), null);
    assert.equal(withhold(`${"a/".repeat(200)}c`), "excluded");
  });

  it("does not get further in company: the work of all globs counts together", () => {
    const path = `${"a/".repeat(60)}c`;
    const glob = (number: number): string => `**/a/**/b${number}`;
    assert.equal(excluder({ exclude: [glob(1)] })(path), null);
    assert.equal(
      excluder({ exclude: Array.from({ length: 50 }, (_, index) => glob(index)) })(path),
      "excluded",
    );
  });
});
