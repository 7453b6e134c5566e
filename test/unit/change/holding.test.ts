/** What a person is told of branches and commits before choosing one. */

import assert from "node:assert/strict";
import { measureBranches, measureCommits, type Size } from "../../../src/change/holding.ts";
import { locate } from "../../../src/change/repository.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

describe("What a branch or a commit holds", () => {
  const { signal } = new AbortController();
  let shop: TestRepository;
  beforeEach(async () => {
    shop = await createRepository({ "a.txt": "a\nb\nc\n" });
  });
  afterEach(async () => shop.dispose());

  async function place() {
    const git = await realGit();
    const located = await locate({ folder: shop.root, git, signal });
    assert.ok(located.kind === "one");
    return { repository: located.repository, git, signal };
  }

  const head = async (): Promise<string> => (await shop.git("rev-parse", "HEAD")).trim();

  it("is how many commits either has that the other has not", async () => {
    await shop.git("checkout", "--quiet", "-b", "work");
    for (const text of ["1", "2", "3"]) {
      await shop.write("b.txt", text);
      await shop.commit(text);
    }
    await shop.git("checkout", "--quiet", "main");
    await shop.write("c.txt", "c");
    await shop.commit("On main");
    await shop.git("checkout", "--quiet", "work");
    const measured = await measureBranches({ ...(await place()), branches: ["main", "work", "gone"] });
    assert.deepEqual(
      [...measured],
      [
        ["main", { ahead: 3, behind: 1 }],
        ["work", { ahead: 0, behind: 0 }],
      ],
    );
  });

  it("is the files and lines that a commit changed, a merge against its first parent", async () => {
    const sizes = new Map<string, Size>();
    sizes.set(await head(), { files: 1, added: 3, removed: 0 });
    await shop.write("a.txt", "a\nB\nc\n");
    await shop.write("b.txt", "1\n2\n");
    sizes.set(await shop.commit("Two files"), { files: 2, added: 3, removed: 1 });
    await shop.git("checkout", "--quiet", "-b", "work", "HEAD~1");
    await shop.write("c.txt", "c\n");
    sizes.set(await shop.commit("On a branch"), { files: 1, added: 1, removed: 0 });
    await shop.git("checkout", "--quiet", "main");
    await shop.git("merge", "--quiet", "--no-ff", "--no-edit", "work");
    sizes.set(await head(), { files: 1, added: 1, removed: 0 });
    sizes.set(await shop.commit("Empty"), { files: 0, added: 0, removed: 0 });
    const measured = await measureCommits({ ...(await place()), most: 10 });
    assert.deepEqual(new Map([...measured].sort()), new Map([...sizes].sort()));
  });

  it("is not known, and no failure, before the first commit", async () => {
    await shop.git("checkout", "--quiet", "--orphan", "empty");
    assert.deepEqual(await measureCommits({ ...(await place()), most: 10 }), new Map());
    assert.deepEqual(await measureBranches({ ...(await place()), branches: ["main"] }), new Map());
  });
});
