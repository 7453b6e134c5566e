/** What the author says of a change: its branch and its commits, as far as they belong to it. */

import assert from "node:assert/strict";
import type { Said } from "../../../src/change/said.ts";
import type { ComparingScope } from "../../../src/change/sides.ts";
import { changeIn } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

describe("What the author says", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n" });
    await repository.git("switch", "--quiet", "--create", "fix/cart");
    await repository.write("a.txt", "b\n");
    await repository.commit("Second\n\nWith a reason.");
    await repository.write("a.txt", "c\n");
    await repository.commit("Third");
  });
  afterEach(async () => repository.dispose());

  async function said(scope: ComparingScope): Promise<Said> {
    let heard: Said | undefined;
    await changeIn({ folder: repository.root, scope }, async (taken) => {
      heard = await taken.said();
    });
    assert.ok(heard !== undefined);
    return heard;
  }

  const messages = async (scope: ComparingScope): Promise<readonly string[]> =>
    (await said(scope)).messages.map((message) => message.trim());

  it("is in the messages of the commits under review, the latest first", async () => {
    assert.deepEqual(await messages({ kind: "branch", base: "main" }), ["Third", "Second\n\nWith a reason."]);
    assert.deepEqual(await messages({ kind: "commit", commit: "HEAD~1" }), ["Second\n\nWith a reason."]);
    assert.deepEqual(await messages({ kind: "range", range: "main..HEAD~1" }), ["Second\n\nWith a reason."]);
    assert.deepEqual(await messages({ kind: "last", commits: 9 }), [
      "Third",
      "Second\n\nWith a reason.",
      "First version",
    ]);
  });

  it("is the branch alone for what is in no commit yet", async () => {
    await repository.write("a.txt", "d\n");
    for (const kind of ["uncommitted", "staged", "unstaged"] as const) {
      const { branch, messages: none } = await said({ kind });
      assert.deepEqual([branch, none], ["fix/cart", []], kind);
    }
  });

  it("is not the branch where an older commit is looked at, or none is checked out", async () => {
    assert.equal((await said({ kind: "commit", commit: "HEAD" })).branch, "fix/cart");
    assert.equal((await said({ kind: "commit", commit: "HEAD~1" })).branch, null);
    await repository.git("checkout", "--quiet", "--detach");
    assert.equal((await said({ kind: "commit", commit: "HEAD" })).branch, null);
  });

  it("is not in the messages that git writes for merges, but in those of what was merged", async () => {
    await repository.git("switch", "--quiet", "main");
    await repository.git("merge", "--quiet", "--no-ff", "--message", "Merge from jane/cart", "fix/cart");
    assert.deepEqual(await messages({ kind: "commit", commit: "HEAD" }), [
      "Third",
      "Second\n\nWith a reason.",
    ]);
  });

  it("is nothing before the first commit", async () => {
    const fresh = await createRepository();
    await fresh.write("a.txt", "a\n");
    await changeIn({ folder: fresh.root }, async (taken) => {
      assert.deepEqual((await taken.said()).messages, []);
    });
    await fresh.dispose();
  });

  it("comes with the names of who said it, so that they can be left out", async () => {
    assert.deepEqual((await said({ kind: "branch", base: "main" })).people, [
      "A Developer",
      "developer@example.com",
    ]);
  });

  it("ends after thirty commits, and in good time where one says too much", async () => {
    for (let at = 0; at < 32; at += 1)
      await repository.git("commit", "--quiet", "--allow-empty", "--message", `${at}`);
    assert.equal((await messages({ kind: "branch", base: "main" })).length, 30);
    await repository.write("message", "long ".repeat(100_000));
    await repository.git("commit", "--quiet", "--allow-empty", "--file", "message");
    assert.deepEqual(await messages({ kind: "branch", base: "main" }), []);
  });
});
