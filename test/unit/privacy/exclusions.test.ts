/** Which paths stay here, and why: by name, by settings, and by the rules of the repository in the version that counts. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { Exclusions, type ExclusionOptions } from "../../../src/privacy/exclusions.ts";
import { versionsOf, type Texts, type Written } from "./versions.ts";

const { signal } = new AbortController();

function having(options: Partial<ExclusionOptions> = {}): Exclusions {
  return new Exclusions({
    exclude: [],
    unticked: new Set(),
    around: null,
    machineMade: "excluded",
    ...options,
  });
}

interface Case extends Written {
  readonly exclude?: readonly string[];
  readonly paths: readonly string[];
}

/** The reason for each of the paths, which are those of the change. */
async function reasonsFor({ paths, exclude = [], ...written }: Case): Promise<readonly (string | null)[]> {
  const exclusions = having({ exclude });
  await exclusions.learn(paths, versionsOf(written), signal);
  return paths.map(exclusions.reasonFor);
}

describe("Excluding by name", () => {
  it("keeps secret files back without any setting, and without having learned of them", async () => {
    assert.deepEqual(await reasonsFor({ paths: ["deploy/.env", "src/cart.ts"] }), ["secretFile", null]);
    assert.equal(having().reasonFor("deploy/.env"), "secretFile");
  });

  it("keeps back what was never learned", async () => {
    const exclusions = having();
    assert.equal(exclusions.reasonFor("src/cart.ts"), "excluded");
    await exclusions.learn(["src/cart.ts"], versionsOf({}), signal);
    assert.equal(exclusions.reasonFor("src/cart.ts"), null);
    assert.equal(exclusions.reasonFor("src/order.ts"), "excluded");
    assert.equal(exclusions.reasonFor("src/cart.ts/a.ts"), "excluded");
  });

  it("lets nothing in a workspace reach a secret file", async () => {
    const texts = {
      ".aiignore": "!.env\n!*\n",
      ".vscode/settings.json": JSON.stringify({ "secondLook.exclude": ["!**/*.pem", "!.env"] }),
    };
    const paths = ["deploy/.env", "a.pem"];
    assert.deepEqual(await reasonsFor({ base: texts, exclude: ["!.env", "!*"], paths }), [
      "secretFile",
      "secretFile",
    ]);
  });

  it("keeps back a path that is no plain path inside the repository", async () => {
    const odd = ["", "/etc/passwd", "../a.ts", "src/../../a.ts", "./a.ts", "src//a.ts", "src/"];
    const paths = [...odd, "C:/a.ts", "c:a.ts", "src\\a.ts", "a\0.ts"];
    assert.deepEqual(
      await reasonsFor({ paths }),
      paths.map(() => "excluded"),
    );
    const exclusions = having();
    await exclusions.learn(["sub/"], versionsOf({}), signal);
    assert.equal(exclusions.reasonFor("sub/a.ts"), null);
    const outside = ["sub/../a.ts", "sub//a.ts", "sub/./a.ts", "sub/a\\b"];
    assert.deepEqual(
      outside.map(exclusions.reasonFor),
      outside.map(() => "excluded"),
    );
  });

  it("names lock files and what tools generate, by name or by the attribute before the change", async () => {
    const paths = ["web/package-lock.json", "Cargo.lock", "api/cart.pb.go", "src/cart.ts", "src/made.ts"];
    assert.deepEqual(await reasonsFor({ paths, generated: ["src/made.ts"] }), [
      "lockFile",
      "lockFile",
      "generated",
      null,
      "generated",
    ]);
  });

  it("keeps none of these back where a person chose the files, but what is excluded or secret", async () => {
    const exclusions = having({ machineMade: "wanted", exclude: ["*.map"] });
    const paths = ["yarn.lock", "api/cart.pb.go", "src/made.ts", "a.js.map", ".env"];
    await exclusions.learn(paths, versionsOf({ generated: ["src/made.ts"] }), signal);
    assert.deepEqual(paths.map(exclusions.reasonFor), [null, null, null, "excluded", "secretFile"]);
  });

  it("says of a file that is excluded, too, that it is", async () => {
    const base = { ".aiignore": "yarn.lock\n*.map\n" };
    assert.deepEqual(await reasonsFor({ base, paths: ["yarn.lock", "a.js.map"] }), ["excluded", "excluded"]);
  });

  it("takes out what a person unticked", async () => {
    const exclusions = having({ unticked: new Set(["src/cart.ts", "yarn.lock"]) });
    const paths = ["src/cart.ts", "yarn.lock", "src/order.ts"];
    await exclusions.learn(paths, versionsOf({}), signal);
    assert.deepEqual(paths.map(exclusions.reasonFor), ["unticked", "unticked", null]);
  });
});

describe("Globs of the settings", () => {
  it("count as in a .gitignore: anywhere, from the root, folders, any depth, negation", async () => {
    const exclude = [
      "*.snap",
      "/build",
      "private/",
      "docs/**/draft-*.md",
      "*.lock",
      "!yarn.lock",
      "",
      "  ",
      "# a",
    ];
    const kept = ["src/snap.ts", "lib/build/a.ts", "docs/final.md", "notprivate/a.ts", "a"];
    const excluded = [
      "a/b/c.snap",
      "build/a.js",
      "x/private/deep/a.ts",
      "docs/x/y/draft-1.md",
      "docs/draft-2.md",
    ];
    assert.deepEqual(
      await reasonsFor({ exclude, paths: kept }),
      kept.map(() => null),
    );
    assert.deepEqual(
      await reasonsFor({ exclude, paths: excluded }),
      excluded.map(() => "excluded"),
    );
    assert.deepEqual(await reasonsFor({ exclude, paths: ["a/b.lock", "yarn.lock"] }), [
      "excluded",
      "lockFile",
    ]);
  });

  it("make no difference between small letters and capitals", async () => {
    assert.deepEqual(await reasonsFor({ exclude: ["Private/*.TXT"], paths: ["private/a.txt"] }), [
      "excluded",
    ]);
  });

  it("have an answer for any path, and throw at none", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from("ab/*?[]!\\-^{}()+|.# \n")) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), text, text, async (exclude, ignored, path) => {
        const base = { ".aiignore": ignored };
        const [reason] = await reasonsFor({ exclude, base, paths: [path] });
        assert.ok([null, "excluded", "secretFile"].includes(reason ?? null), String(reason));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("Ignore files for AI tools", () => {
  for (const name of [".aiignore", ".cursorignore", ".copilotignore", ".codeiumignore", ".aiexclude"]) {
    it(`such as ${name} count at any level, from their folder down`, async () => {
      const base = { [name]: "/top.ts\n*.gen\r\n", [`web/app/${name}`]: "# private\n/own.ts\nkeep/\n" };
      const excluded = ["top.ts", "a/b.gen", "web/app/own.ts", "web/app/x/keep/a.ts"];
      const kept = ["a/top.ts", "own.ts", "web/own.ts", "web/app/x/own.ts", "keep/a.ts"];
      assert.deepEqual(
        await reasonsFor({ base, paths: excluded }),
        excluded.map(() => "excluded"),
      );
      assert.deepEqual(
        await reasonsFor({ base, paths: kept }),
        kept.map(() => null),
      );
    });
  }

  it("can't take back what another one keeps out, nor what a folder above keeps out", async () => {
    const base = {
      ".aiignore": "docs/\n*.sql\n",
      ".cursorignore": "!*.sql\n",
      "db/.aiignore": "!*.sql\n",
      "docs/.aiignore": "!*\n",
    };
    const paths = ["db/a.sql", "docs/a.md"];
    assert.deepEqual(await reasonsFor({ base, paths }), ["excluded", "excluded"]);
  });

  it("make exceptions within themselves", async () => {
    const base = { ".aiignore": "*.sql\n!schema.sql\n" };
    assert.deepEqual(await reasonsFor({ base, paths: ["a.sql", "db/schema.sql"] }), ["excluded", null]);
  });

  it("of which no text can be made keep everything below back", async () => {
    const base = { "web/.aiignore": null };
    assert.deepEqual(await reasonsFor({ base, paths: ["web/a.ts", "api/a.ts"] }), ["excluded", null]);
  });
});

describe("The repository's own settings", () => {
  const settings = (...exclude: readonly unknown[]): Texts => ({
    ".vscode/settings.json": `// of the team\n{ "a": [1,], "secondLook.exclude": ${JSON.stringify(exclude)}, }`,
  });

  it("exclude like an ignore file at the root, comments and all", async () => {
    const base = settings("private/", 7, "*.snap");
    const paths = ["web/private/a.ts", "a.snap", "src/cart.ts"];
    assert.deepEqual(await reasonsFor({ base, paths }), ["excluded", "excluded", null]);
  });

  it("that can't be read keep everything back, those without the key nothing", async () => {
    const deep = { ".vscode/settings.json": "[".repeat(200_000) };
    assert.deepEqual(await reasonsFor({ base: deep, paths: ["a.ts"] }), ["excluded"]);
    const empty = { ".vscode/settings.json": '{ "secondLook.exclude": "a.ts", "exclude": ["a.ts"] }' };
    assert.deepEqual(await reasonsFor({ base: empty, paths: ["a.ts"] }), [null]);
  });

  it("make a glob new that the change adds to them, though the editor's settings hold it already", async () => {
    const base = settings("old/");
    const head = settings("old/", "fresh/");
    const paths = [".vscode/settings.json", "old/a.ts", "fresh/a.ts", "own/a.ts"];
    assert.deepEqual(await reasonsFor({ base, head, exclude: ["old/", "fresh/", "own/"], paths }), [
      null,
      "excluded",
      "newlyExcluded",
      "excluded",
    ]);
  });

  it("can't take back what a person excludes by adding an exception", async () => {
    const head = settings("own/", "!own/");
    const paths = [".vscode/settings.json", "own/a.ts"];
    const found = await reasonsFor({ head, exclude: ["own/", "!own/", "own/"], paths });
    assert.equal(found[1], "newlyExcluded");
    assert.notEqual((await reasonsFor({ head, exclude: ["own/"], paths }))[1], null);
  });
});

describe("An exclusion and the change", () => {
  const rule = { ".aiignore": "src/\n" };
  const paths = [".aiignore", "src/cart.ts", "lib/a.ts"];

  it("that removes it: it still counts", async () => {
    assert.deepEqual(await reasonsFor({ base: rule, head: {}, paths }), [null, "excluded", null]);
  });

  it("that adds it: the file stays here, and that is said", async () => {
    assert.deepEqual(await reasonsFor({ head: rule, paths }), [null, "newlyExcluded", null]);
  });

  it("that adds it and is on the disk by now: it is still the change that added it", async () => {
    assert.deepEqual(await reasonsFor({ head: rule, disk: rule, paths }), [null, "newlyExcluded", null]);
  });

  it("that came later: what the disk says now counts, too", async () => {
    assert.deepEqual(await reasonsFor({ head: {}, disk: rule, paths }), [null, "excluded", null]);
  });

  it("that has no part in it: a rule file that git ignores is a person's own", async () => {
    assert.deepEqual(await reasonsFor({ head: rule, paths: ["src/cart.ts"] }), ["excluded"]);
  });

  it("that widens it by an unreadable file: everything below stays here, and that is said", async () => {
    assert.deepEqual(await reasonsFor({ base: rule, head: { ".aiignore": null }, paths }), [
      "newlyExcluded",
      "excluded",
      "newlyExcluded",
    ]);
  });
});

describe("The rules that a change adds", () => {
  async function addedBy(written: Written, paths: readonly string[]): Promise<readonly string[]> {
    const exclusions = having();
    await exclusions.learn(paths, versionsOf(written), signal);
    return exclusions.added.map(({ path, line, pattern }) => `${path}:${line} ${pattern}`);
  }

  it("are told with file, line and glob; what stood there, exceptions and comments are none", async () => {
    const base = { ".aiignore": "old/\n" };
    const head = {
      ".aiignore": "# more\nfresh/\n\nold/\n!old/a.ts\n*.sql\n",
      ".vscode/settings.json": '{\n  "secondLook.exclude": [\n    "docs/"\n  ]\n}\n',
    };
    assert.deepEqual(await addedBy({ base, head }, [".aiignore", ".vscode/settings.json"]), [
      ".aiignore:2 fresh/",
      ".aiignore:6 *.sql",
      ".vscode/settings.json:3 docs/",
    ]);
  });

  it("are none when a rule only moves to the file of another tool", async () => {
    const moved = { base: { ".cursorignore": "a/\n" }, head: { ".aiignore": "b/\na/\n" } };
    assert.deepEqual(await addedBy(moved, [".aiignore", ".cursorignore"]), [".aiignore:1 b/"]);
  });

  it("include one that keeps out more because its exception is gone", async () => {
    const written = { base: { ".aiignore": "*.sql\n!a.sql\n" }, head: { ".aiignore": "*.sql\n" } };
    assert.deepEqual(await addedBy(written, [".aiignore", "a.sql"]), [".aiignore:1 *.sql"]);
    assert.deepEqual(await addedBy(written, [".aiignore", "b.sql"]), []);
  });

  it("include a whole file that can no longer be read", async () => {
    assert.deepEqual(await addedBy({ base: {}, head: { ".aiignore": null } }, [".aiignore"]), [
      ".aiignore:1 ",
    ]);
  });

  it("are none when the rule file is no part of the change", async () => {
    assert.deepEqual(await addedBy({ head: { ".aiignore": "a/\n" } }, ["a/b.ts"]), []);
  });
});

describe("Reading the rules", () => {
  it("asks each version once, for the folders that it does not know", async () => {
    const asked: string[][] = [];
    const exclusions = having();
    const versions = versionsOf({ disk: {} }, asked);
    await exclusions.learn(["a/b/c.ts", "a/b/d.ts", "a/e.ts"], versions, signal);
    assert.equal(asked.length, 3);
    assert.equal(new Set(asked[0]).size, asked[0]!.length);
    assert.deepEqual(
      asked[0]!.filter((path) => path.endsWith(".aiignore")),
      [".aiignore", "a/.aiignore", "a/b/.aiignore"],
    );
    await exclusions.learn(["a/b/f.ts"], versions, signal);
    assert.equal(asked.length, 3);
    await exclusions.learn(["a/g/f.ts"], versions, signal);
    assert.ok(
      asked
        .slice(3)
        .flat()
        .every((path) => path.startsWith("a/g/")),
    );
    assert.deepEqual(asked.slice(3).length, 3);
  });

  it("that fails leaves everything as unknown as it was", async () => {
    const exclusions = having();
    const base = async (): Promise<never> => {
      throw new Error("no objects");
    };
    await assert.rejects(exclusions.learn(["a.ts"], { ...versionsOf({}), base }, signal), /no objects/);
    assert.equal(exclusions.reasonFor("a.ts"), "excluded");
  });

  it("ends when the review is called off", async () => {
    const exclusions = having();
    const stop = new AbortController();
    const generated = async (): Promise<ReadonlySet<string>> => {
      stop.abort();
      return new Set();
    };
    await assert.rejects(exclusions.learn(["a.ts"], { ...versionsOf({}), generated }, stop.signal), {
      name: "AbortError",
    });
    assert.equal(exclusions.reasonFor("a.ts"), "excluded");
  });
});

describe("A submodule", () => {
  async function within(
    { unticked = [], ...outer }: Written & { readonly unticked?: readonly string[] },
    inner: Written,
    paths: readonly string[],
  ): Promise<readonly (string | null)[]> {
    const outside = having({ unticked: new Set(unticked) });
    await outside.learn([], versionsOf(outer), signal);
    const exclusions = having({ around: { exclusions: outside, prefix: "libs/pay" } });
    await exclusions.learn(paths, versionsOf(inner), signal);
    assert.deepEqual(outside.added, []);
    return paths.map(exclusions.reasonFor);
  }

  it("obeys the rules of the repository around it, and its own", async () => {
    const outer = { base: { ".aiignore": "*.sql\n", "libs/.aiignore": "/pay/private/\n/src/\n" } };
    const inner = { base: { ".aiignore": "/top.ts\n" } };
    const paths = ["a.sql", "private/a.ts", "top.ts", "src/a.ts", "src/top.ts"];
    assert.deepEqual(await within(outer, inner, paths), ["excluded", "excluded", "excluded", null, null]);
  });

  it("stays here whole when it is excluded or unticked there", async () => {
    assert.deepEqual(await within({ base: { ".aiignore": "libs/pay/\n" } }, {}, ["a.ts"]), ["excluded"]);
    assert.deepEqual(await within({ unticked: ["libs/pay"] }, {}, ["a.ts"]), ["unticked"]);
  });

  it("reads its rule files itself: to the repository around it they are none", async () => {
    const files = { "libs/pay/.aiignore": "src/\n" };
    assert.deepEqual(await within({ head: files }, {}, [".aiignore", "src/a.ts"]), [null, null]);
  });

  it("in a submodule obeys both", async () => {
    const outer = having();
    await outer.learn([], versionsOf({ base: { ".aiignore": "*.sql\n" } }), signal);
    const middle = having({ around: { exclusions: outer, prefix: "a" } });
    await middle.learn([], versionsOf({ base: { ".aiignore": "*.md\n" } }), signal);
    const inner = having({ around: { exclusions: middle, prefix: "b" } });
    const paths = ["x.sql", "x.md", "x.ts"];
    await inner.learn(paths, versionsOf({}), signal);
    assert.deepEqual(paths.map(inner.reasonFor), ["excluded", "excluded", null]);
  });

  it("can't be learned before the repository around it", async () => {
    const exclusions = having({ around: { exclusions: having(), prefix: "libs/pay" } });
    await assert.rejects(exclusions.learn(["a.ts"], versionsOf({}), signal), /not learned before/);
    assert.equal(exclusions.reasonFor("a.ts"), "excluded");
  });
});
