/** Searching a version of a repository runs nothing of it, and finds what no setting or attribute can hide. */

import assert from "node:assert/strict";
import { changeIn } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { setTrap } from "../../support/traps.ts";

describe("Searching a version", () => {
  let repository: TestRepository;
  beforeEach(async () => {
    repository = await createRepository({
      ".gitattributes": "*.dat diff=trap\n",
      "a.dat": "needle\n",
      "b c/d.txt": "a needle here\n",
      "e.txt": "Needle\n",
    });
    await repository.write("e.txt", "a new needle\n");
  });
  afterEach(async () => repository.dispose());

  async function search(text: string): Promise<readonly string[]> {
    let found: readonly string[] = [];
    await changeIn({ folder: repository.root }, async (taken) => {
      found = (await taken.search?.(text)) ?? [];
    });
    return found;
  }

  it("runs no converter that attributes and settings name", async () => {
    const trap = await setTrap(repository);
    await repository.git("config", "diff.trap.textconv", trap.program);
    await repository.git("grep", "--textconv", "needle", "HEAD", "--", "a.dat").catch(() => "");
    assert.equal(await trap.sprang(), true);
    assert.deepEqual(await search("needle"), ["a.dat", "b c/d.txt", "e.txt"]);
    assert.equal(await trap.sprang(), false);
  });

  it("listens to no setting of how git searches and prints", async () => {
    const settings = {
      "color.ui": "always",
      "grep.patternType": "perl",
      "grep.lineNumber": "true",
      "grep.column": "true",
      "grep.fullName": "false",
      "submodule.recurse": "true",
    };
    for (const [name, value] of Object.entries(settings)) await repository.git("config", name, value);
    assert.deepEqual(await search("needle"), ["a.dat", "b c/d.txt", "e.txt"]);
    assert.deepEqual(await search("n.*e"), []);
  });
});
