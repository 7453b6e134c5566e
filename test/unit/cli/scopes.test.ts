/** Lines behind the name of a file, and names that only look so. */

import assert from "node:assert/strict";
import path from "node:path";
import { withLines } from "../../../src/cli/scopes.ts";
import type { Scope } from "../../../src/contract/scope.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

describe("Lines behind the name of a file", () => {
  let repository: TestRepository;
  before(async () => {
    repository = await createRepository({ "cart.ts": "a\nb\nc\n" });
  });
  after(() => repository.dispose());

  const at = (name: string): string => path.join(repository.root, name);
  const files = (...names: readonly string[]): Scope => ({ kind: "files", files: names.map(at) });

  it("choose those lines of it", async () => {
    const selection = { kind: "selection", file: at("cart.ts") };
    assert.deepEqual(await withLines(files("cart.ts:2-3")), { ...selection, startLine: 2, endLine: 3 });
    assert.deepEqual(await withLines(files("cart.ts:2")), { ...selection, startLine: 2, endLine: 2 });
  });

  it("belong to the name where a file is really called so", async () => {
    for (const name of ["cart.ts:7", "cart.ts:7-9"]) {
      assert.equal((await withLines(files(name))).kind, "selection", "until there is one");
      await repository.write(name, "a\n");
      assert.deepEqual(await withLines(files(name)), files(name));
    }
  });

  it("belong to the name where they are none, or where there are several files", async () => {
    for (const name of [
      "cart.ts",
      "cart.ts:0",
      "cart.ts:3-2",
      "cart.ts:",
      "cart.ts:-2",
      "cart.ts:1-",
      "cart.ts:1a",
    ])
      assert.deepEqual(await withLines(files(name)), files(name));
    assert.deepEqual(await withLines(files("cart.ts:1", "cart.ts")), files("cart.ts:1", "cart.ts"));
  });

  it("mean nothing for another change", async () => {
    const range: Scope = { kind: "range", range: "a..b:1" };
    assert.deepEqual(await withLines(range), range);
  });
});
