/** What the hunt for mutants calls caught, and what must not pass for it. */

import assert from "node:assert/strict";
import { readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { mutate } from "./checkout.ts";
import { hunt, sumUp, type Verdict } from "./hunt.ts";
import { mutants, type Mutant } from "./mutants.ts";

const code = [
  "/** Adds. */",
  "export function add(a: number, b: number): number {",
  "  return a + b;",
  "}",
  "export const start = 0;",
  "export const end = 0;",
  "// twice",
  "// twice",
  "",
].join("\n");

const tests = `
  import assert from "node:assert/strict";
  import { add, start } from "./add.ts";
  describe("a sum", () => {
    it("is that of both", () => assert.equal(add(1, 2), 3));
    it("of nothing is nothing", () => assert.equal(add(0, 0), 0));
  });
  describe("a sum that is prepared", () => {
    before(() => assert.equal(start, 0));
    it("starts somewhere", () => {});
  });
`;

describe("The hunt for mutants", () => {
  let checkout: TestRepository;
  before(async () => {
    checkout = await createRepository({
      "add.ts": code,
      "add.test.ts": tests,
      "red.test.ts":
        'describe("red", () => { it("fails", () => { throw new Error("always"); }); it("is fine", () => {}); });',
      "package.json": '{ "type": "module" }',
    });
    await symlink(
      path.join(repositoryRoot, "node_modules"),
      path.join(checkout.root, "node_modules"),
      "junction",
    );
  });
  after(() => checkout.dispose());

  const sum = { line: "return a + b;", instead: "return a - b;" };

  async function verdictOn(part: Partial<Mutant>, title: string, file = "add.test.ts"): Promise<Verdict> {
    const mutant: Mutant = { id: "a", file: "add.ts", ...sum, ...part, caughtBy: { file, title } };
    const [verdict] = await hunt({ root: checkout.root, mutants: [mutant], tell: () => undefined });
    assert.ok(verdict !== undefined);
    return verdict;
  }

  it("catches what turns the named test red", async () => {
    assert.partialDeepStrictEqual(await verdictOn({}, "is that of both"), {
      kind: "caught",
      reason: "a sum is that of both",
    });
  });

  it("does not catch what only other tests notice", async () => {
    assert.equal((await verdictOn({}, "of nothing is nothing")).kind, "survived");
  });

  it("does not catch what breaks the preparation of a test, or the file as a whole", async () => {
    const preparation = { line: "export const start = 0;", instead: "export const start = 1;" };
    assert.equal((await verdictOn(preparation, "starts somewhere")).kind, "survived");
    assert.equal((await verdictOn({ instead: "return (;" }, "is that of both")).kind, "survived");
  });

  it("calls stale what no longer applies: the line, the test, or a test file that is red by itself", async () => {
    assert.equal((await verdictOn({ line: "return b + a;" }, "is that of both")).kind, "stale");
    assert.equal((await verdictOn({ line: "// twice" }, "is that of both")).kind, "stale");
    assert.equal((await verdictOn({ file: "sub.ts" }, "is that of both")).kind, "stale");
    assert.equal((await verdictOn({}, "is that of three")).kind, "stale");
    assert.equal((await verdictOn({}, "is fine", "red.test.ts")).kind, "stale");
  });

  it("judges each of many by itself, and leaves the checkout as it was", async () => {
    const catching = { file: "add.test.ts", title: "is that of both" };
    const many = Array.from({ length: 6 }, (_, index): Mutant => {
      const harmless = { line: "export const end = 0;", instead: "export const end = 1;" };
      return { id: String(index), file: "add.ts", ...(index % 2 === 0 ? sum : harmless), caughtBy: catching };
    });
    const told: string[] = [];
    const verdicts = await hunt({
      root: checkout.root,
      mutants: many,
      tell: ({ mutant }) => told.push(mutant.id),
    });
    const caught = verdicts.filter(({ kind }) => kind === "caught").map(({ mutant }) => mutant.id);
    assert.deepEqual(caught.sort(), ["0", "2", "4"]);
    assert.deepEqual(told.sort(), ["0", "1", "2", "3", "4", "5"]);
    assert.equal(await readFile(path.join(checkout.root, "add.ts"), "utf8"), code);
  });

  it("ends well only when every mutant was caught", () => {
    const [mutant] = mutants;
    assert.ok(mutant !== undefined);
    const verdict = (kind: Verdict["kind"]): Verdict => ({ mutant, kind, reason: "" });
    const [caught, survived, stale] = (["caught", "survived", "stale"] as const).map(verdict) as [
      Verdict,
      Verdict,
      Verdict,
    ];
    assert.deepEqual(sumUp([caught, caught]), { line: "2 caught, 0 survived", code: 0 });
    assert.deepEqual(sumUp([caught, survived]), { line: "1 caught, 1 survived", code: 1 });
    assert.deepEqual(sumUp([caught, stale]), { line: "1 caught, 0 survived, 1 no longer apply", code: 1 });
    assert.equal(sumUp([]).code, 1);
  });
});

describe("The committed mutants", () => {
  it("have names of their own, and break a line that stands in its file exactly once", async () => {
    assert.equal(new Set(mutants.map(({ id }) => id)).size, mutants.length);
    for (const mutant of mutants) {
      const text = await readFile(path.join(repositoryRoot, mutant.file), "utf8").catch(() => "");
      const broken = mutate(text, mutant);
      assert.ok(broken !== null && broken !== text, `${mutant.id}: ${mutant.line}`);
    }
  });
});
