/** Rules that keep something out: each counts in the version before the change, and what hides is named. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { FileChange } from "../../../src/change/change.ts";
import { changeIn, faultIn, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

describe("What git ignores", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n", ".gitignore": "old/\n*.log\n" });
    await repository.write("old/made.txt", "made\n");
    await repository.write("noise.log", "noise\n");
  });
  afterEach(async () => repository.dispose());

  const named = async () =>
    (await changeIn({ folder: repository.root })).files.map(({ path, new: side }) =>
      side.kind === "withheld" ? `${path}: ${side.reason}` : path,
    );

  it("is silent where the rule was there before", async () => {
    assert.deepEqual(await named(), []);
  });

  it("is named where the change adds the rule, with the line of it", async () => {
    await repository.write("src/evil.js", "evil()\n");
    await repository.write("lib/deep/evil.js", "evil()\n");
    assert.deepEqual(await named(), ["lib/deep/evil.js", "src/evil.js"]);
    await repository.write(".gitignore", "old/\n*.log\nsrc/evil.js\n");
    await repository.write("lib/.gitignore", "deep/\n");
    const hiding: unknown[] = [];
    const change = await changeIn({ folder: repository.root }, async (gathered) => {
      hiding.push(...gathered.hiding);
    });
    assert.equal((await repository.git("status", "--porcelain")).includes("evil"), false, "git does not say");
    const reasons = change.files.flatMap(({ path, new: side }) =>
      side.kind === "withheld" ? [`${path}: ${side.reason}`] : [],
    );
    assert.deepEqual(reasons.sort(), ["lib/deep: newlyExcluded", "src/evil.js: newlyExcluded"]);
    assert.deepEqual(hiding, [
      { path: "lib/.gitignore", pattern: "deep/", line: 1 },
      { path: ".gitignore", pattern: "src/evil.js", line: 3 },
    ]);
  });

  it("is silent where the change only says again what was said before", async () => {
    await repository.write(".gitignore", "old/\n*.log\nnoise.log\n");
    assert.deepEqual(await named(), [".gitignore"]);
  });

  it("is named where the rule is no part of the repository", async () => {
    await repository.write("hidden.js", "hidden()\n");
    await repository.write(".git/info/exclude", "hidden.js\n");
    assert.deepEqual(await named(), ["hidden.js: gitIgnored"]);
    await repository.write("rules", "hidden.js\n");
    await repository.commit("Rules");
    await repository.write(".git/info/exclude", "");
    await repository.git("config", "core.excludesFile", "rules");
    assert.deepEqual(await named(), ["hidden.js: gitIgnored"]);
  });

  it("is silent where a person keeps it out of every repository", async () => {
    const elsewhere = await repository.outside();
    await repository.write("hidden.js", "hidden()\n");
    await repository.git("config", "core.excludesFile", `${elsewhere}/rules`);
    assert.deepEqual(await named(), ["hidden.js"]);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`${elsewhere}/rules`, "hidden.js\n");
    assert.deepEqual(await named(), []);
  });

  it("is silent before the first commit, when nothing could have said otherwise", async () => {
    await repository.git("update-ref", "-d", "HEAD");
    assert.deepEqual(await named(), [".gitignore", "a.txt"]);
  });
});

describe("A folder of very many untracked files", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n" });
  });
  afterEach(async () => repository.dispose());

  const fill = async (folder: string, count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1)
      await repository.write(`${folder}/${index % 7}/f${index}.js`, "1\n");
  };
  const crowds = async () =>
    (await changeIn({ folder: repository.root })).files
      .filter(({ count }) => count !== undefined)
      .map(({ path, count, new: side }: FileChange) => [path, count, side]);

  it("that a package manager made is one entry with their number", async () => {
    await fill("web/node_modules", 101);
    await repository.write("web/index.js", "index()\n");
    assert.deepEqual(await crowds(), [["web/node_modules", 101, { kind: "withheld", reason: "tooMany" }]]);
    assert.equal((await changeIn({ folder: repository.root })).files.length, 2);
  });

  it("is looked at like any other while it holds few, or something that is tracked", async () => {
    await fill("node_modules", 100);
    assert.deepEqual(await crowds(), []);
    await repository.write("node_modules/own.js", "own()\n");
    await repository.git("add", "node_modules/own.js");
    await repository.git("commit", "--quiet", "--message", "Own");
    await fill("node_modules", 101);
    assert.deepEqual(await crowds(), []);
  });
});

describe("A file of Git LFS", () => {
  let repository: TestRepository;
  const text = "a large file, in earnest\n";
  const pointerTo = (content: string): string => {
    const oid = createHash("sha256").update(content).digest("hex");
    return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${Buffer.byteLength(content)}\n`;
  };

  beforeEach(async () => {
    repository = await createRepository({ "big.dat": pointerTo(text), "a.txt": "a\n" });
    await repository.git("config", "filter.lfs.clean", "git-lfs clean -- %f");
  });
  afterEach(async () => repository.dispose());

  const change = async () => told(await changeIn({ folder: repository.root }));

  it("is unchanged while it is what its pointer says, though without the filter it looks changed to git", async () => {
    await repository.write("big.dat", text);
    assert.match(await repository.git("-c", "filter.lfs.clean=", "status", "--porcelain"), /M big\.dat/);
    assert.deepEqual(await change(), []);
  });

  it("is named as what it is when it differs", async () => {
    await repository.write("big.dat", `${text}more\n`);
    assert.deepEqual(await change(), ["modified big.dat: lfsPointer, text"]);
    await repository.write("big.dat", pointerTo("another file\n"));
    assert.deepEqual(await change(), ["modified big.dat: lfsPointer, lfsPointer"]);
  });
});

describe("A mark that says generated", () => {
  let repository: TestRepository;
  let marked: readonly string[];

  beforeEach(async () => {
    repository = await createRepository({ "a.js": "a\n", "deep/b.js": "b\n", "c.js": "c\n" });
    for (const file of ["a.js", "deep/b.js", "c.js"]) await repository.write(file, "changed\n");
  });
  afterEach(async () => repository.dispose());

  const look = async (): Promise<readonly string[]> => {
    marked = [];
    const paths = ["a.js", "deep/b.js", "c.js"];
    await changeIn({
      folder: repository.root,
      learn: async (_, { generated }) => {
        marked = [...(await generated(paths))];
      },
    });
    return marked;
  };

  it("counts in the version before the change", async () => {
    await repository.write(".gitattributes", "a.js linguist-generated\nc.js linguist-generated=false\n");
    await repository.write("deep/.gitattributes", "*.js linguist-generated=true\n");
    await repository.git("add", ".gitattributes", "deep/.gitattributes");
    await repository.git("commit", "--quiet", "--message", "Marks");
    assert.deepEqual(await look(), ["a.js", "deep/b.js"]);
    await repository.write(".gitattributes", "");
    assert.deepEqual(await look(), ["a.js", "deep/b.js"], "taking it away does not count either");
  });

  it("counts nowhere else: not in the change, and not beside the repository", async () => {
    await repository.write(".gitattributes", "a.js linguist-generated\n");
    await repository.write(".git/info/attributes", "*.js linguist-generated\n");
    const said = await repository.git("check-attr", "linguist-generated", "a.js");
    assert.match(said, /: set/, "git believes it");
    assert.deepEqual(await look(), []);
    await repository.git("add", ".gitattributes");
    await repository.git("commit", "--quiet", "--message", "Marks");
    assert.deepEqual(await look(), ["a.js"]);
  });
});

describe("A file that git cannot take in", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n" });
    await repository.write(".gitattributes", "*.u16 working-tree-encoding=UTF-16\n");
    for (let index = 0; index < 5; index += 1) await repository.write(`ok-${index}.txt`, "fine\n");
  });
  afterEach(async () => repository.dispose());

  it("is named with the reason, and takes no other with it", async () => {
    await repository.write("bad.u16", "not UTF-16 at all\n");
    const unsaved = [{ path: "a.txt", text: "unsaved\n" }];
    const change = await changeIn({ folder: repository.root, unsaved });
    assert.deepEqual(
      told(change).filter((each) => /bad|a\.txt/.test(each)),
      ["modified a.txt: text, text", "added bad.u16: absent, encoding"],
    );
    assert.equal(change.files.length, 8);
  });

  it("is a fault when there are many: then something else is wrong", async () => {
    for (let index = 0; index < 12; index += 1)
      await repository.write(`bad-${index}.u16`, "not UTF-16 at all\n");
    assert.equal((await faultIn({ folder: repository.root })).code, "gitFailed");
  });
});

describe("A file that a person took out", () => {
  it("is the one of that name, not the one that git sees in the place of a deleted one", async () => {
    const repository = await createRepository({ "old.txt": "one\ntwo\nthree\n" });
    await repository.git("mv", "old.txt", "new.txt");
    const withhold = (name: string) => (path: string) => (path === name ? ("unticked" as const) : null);
    const without = async (name: string) =>
      told(await changeIn({ folder: repository.root, withhold: withhold(name) }));
    assert.deepEqual(await without("old.txt"), ["renamed old.txt → new.txt: text, text"]);
    assert.deepEqual(await without("new.txt"), ["renamed old.txt → new.txt: withheld, withheld"]);
    await repository.dispose();
  });
});
