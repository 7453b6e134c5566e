/** No list of globs, however hostile, holds anybody up: what would take long counts as a match. */

import assert from "node:assert/strict";
import { compile, everything } from "../../../src/privacy/globs.ts";
import { Exclusions } from "../../../src/privacy/exclusions.ts";
import { readRules } from "../../../src/privacy/ruleFiles.ts";
import { versionsOf, type Texts } from "./versions.ts";

const { signal } = new AbortController();

const globsOf = (...patterns: readonly string[]) =>
  compile(patterns.map((pattern) => ({ pattern, line: 1 })));

async function milliseconds(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A glob of so many stars as most matchers turn it into a pattern; it needs a power of the length. */
const naive = (stars: number): RegExp => new RegExp(`^${"[^/]*a".repeat(stars)}[^/]*b$`);
const slowly = (): unknown => assert.equal(naive(5).test("a".repeat(60)), false);

describe("A hostile glob", () => {
  it("of many stars costs less on a name a hundred times as long than a plain pattern on a short one", async () => {
    const slow = await milliseconds(slowly);
    const ours = await milliseconds(() => {
      const globs = globsOf(`${"*a".repeat(6)}*b`, "[a]*[a]*[a]*[a]*[a]*b", "?*?*?*?*?*?*b", "a**a**a**a**b");
      assert.equal(globs.match("a".repeat(6000)), null);
    });
    assert.ok(ours < slow, `${ours} ms against ${slow} ms`);
  });

  it("of many double stars is answered by keeping back what would take long", () => {
    const globs = globsOf(`${"**/a/".repeat(12)}b`);
    assert.equal(globs.match("src/cart.ts"), null);
    assert.notEqual(globs.match(`${"a/".repeat(200)}c`), null);
  });

  it("does not get further in company: the work of all globs counts together", () => {
    const path = `${"a/".repeat(60)}c`;
    const glob = (number: number): string => `**/a/**/b${number}`;
    assert.equal(globsOf(glob(1)).match(path), null);
    assert.notEqual(globsOf(...Array.from({ length: 50 }, (_, index) => glob(index))).match(path), null);
  });
});

describe("A hostile rule file", () => {
  const patterns = (count: number): string =>
    Array.from({ length: count }, (_, index) => `**/x${index}*/**/*y`).join("\n");

  it("of more than a thousand globs is not read: everything below it stays here", () => {
    assert.equal(readRules(".aiignore", patterns(1000)).match("src/cart.ts"), null);
    assert.equal(readRules(".aiignore", patterns(1001)), everything);
    const list = JSON.stringify({ "secondLook.exclude": patterns(1001).split("\n") });
    assert.equal(readRules(".vscode/settings.json", list), everything);
  });

  it("of many lines that are no globs is read", () => {
    const text = `${"# nothing\n\n".repeat(2000)}src/\n`;
    assert.deepEqual(readRules(".aiignore", text).match("src/cart.ts"), {
      glob: { pattern: "src/", line: 4001 },
    });
  });

  it("of globs longer than any name, or of very many characters, is not read either", () => {
    const length = (count: number): string => "a".repeat(count);
    assert.equal(readRules(".aiignore", length(1000)).match("b"), null);
    assert.equal(readRules(".aiignore", length(1001)), everything);
    assert.equal(readRules(".aiignore", `${length(800)}\n`.repeat(40)).match("b"), null);
    assert.equal(readRules(".aiignore", `${length(800)}\n`.repeat(41)), everything);
  });

  it("of a million characters or 100,000 globs costs less than one plain pattern on a short name", async () => {
    const slow = await milliseconds(slowly);
    const long = `*${"a*".repeat(520_000)}b\n`;
    for (const text of [long, patterns(100_000), "[".repeat(1_000_000)]) {
      for (const file of [".aiignore", ".vscode/settings.json"]) {
        const ours = await milliseconds(() => readRules(file, text).match(`${"a/".repeat(50)}a`));
        assert.ok(ours < slow, `${file}: ${ours} ms against ${slow} ms`);
      }
    }
  });

  it("is never let off for coming in company: of so many in one repository the last are not read", async () => {
    const folders = Array.from({ length: 12 }, (_, index) => `f${String(index).padStart(2, "0")}`);
    const rules: Texts = Object.fromEntries(
      folders.map((folder) => [`${folder}/.aiignore`, patterns(1000)] as const),
    );
    const paths = folders.map((folder) => `${folder}/a.ts`);
    const exclusions = new Exclusions({
      exclude: [],
      unticked: new Set(),
      around: null,
      machineMade: "excluded",
    });
    await exclusions.learn(paths, versionsOf({ base: rules }), signal);
    assert.deepEqual(
      paths.filter((path) => exclusions.reasonFor(path) !== null),
      ["f10/a.ts", "f11/a.ts"],
    );
  });
});

describe("Learning of many paths", () => {
  it("lets others have their turn in between", async () => {
    const paths = Array.from({ length: 3000 }, (_, index) => `src/d${index % 40}/f${index}.ts`);
    const rules = Array.from({ length: 1000 }, (_, index) => `private${index}/`).join("\n");
    const exclusions = new Exclusions({
      exclude: [],
      unticked: new Set(),
      around: null,
      machineMade: "excluded",
    });
    let turns = 0;
    let isOver = false;
    const take = (): void => {
      turns += 1;
      if (!isOver) setImmediate(take);
    };
    setImmediate(take);
    await exclusions.learn(paths, versionsOf({ base: { ".aiignore": rules } }), signal);
    isOver = true;
    assert.ok(turns >= 3000 / 50, `${turns} turns`);
    assert.equal(exclusions.reasonFor("src/d1/f1.ts"), null);
  });
});
