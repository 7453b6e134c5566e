/** What a person is asked to choose, and what comes of the choice they are offered first. */

import assert from "node:assert/strict";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Git } from "../../src/change/git.ts";
import { findRepository } from "../../src/editor/choosing.ts";
import { findEditorsGit } from "../../src/editor/git.ts";
import { chooseBranch, chooseCommit, type Choice, type Within } from "../../src/editor/pickers.ts";
import { commitAll, git, realRoot, root, tidy, write } from "./workspace.ts";

describe("Choosing", () => {
  const { signal } = new AbortController();
  let found: Git;

  before(async () => {
    const result = await findEditorsGit();
    assert.ok(result.kind === "found");
    found = result.git;
  });
  afterEach(tidy);

  async function within(): Promise<Within> {
    const repository = await findRepository(null, found, signal);
    assert.ok(repository.kind === "chosen");
    return { repository: repository.value, git: found, signal };
  }

  it("asks nothing where there is one repository", async () => {
    const { repository } = await within();
    assert.equal(repository.root, await realRoot());
  });

  it("offers the latest commit first", async () => {
    await write("a.txt", ["a", ""]);
    const latest = await commitAll("The latest");
    assert.deepEqual(await takeFirst(chooseCommit(await within())), {
      kind: "chosen",
      value: { kind: "commit", commit: latest },
    });
  });

  it("offers the likely base first, and not the branch one is on", async () => {
    await git("checkout", "--quiet", "-b", "work");
    await git("branch", "another");
    assert.deepEqual(await takeFirst(chooseBranch(await within())), {
      kind: "chosen",
      value: { kind: "branch", base: "main" },
    });
    await git("branch", "--delete", "--force", "another");
  });

  it("asks which repository where a folder holds several", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-several-")));
    for (const name of ["api", "web"]) await git("clone", "--quiet", root(), path.join(folder, name));
    const chosen = await takeFirst(findRepository(folder, found, signal));
    assert.equal(chosen.kind === "chosen" && chosen.value.root, path.join(folder, "api"));
  });

  it("is withdrawn when it is no longer wanted", async () => {
    const controller = new AbortController();
    const choosing = chooseCommit({ ...(await within()), signal: controller.signal });
    controller.abort();
    assert.notEqual((await choosing).kind, "chosen");
  });

  it("finds no repository where there is none, and says where it looked", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-none-")));
    assert.deepEqual(await findRepository(folder, found, signal), {
      kind: "failed",
      fault: { code: "noRepository", args: { folder } },
    });
  });
});

/** Presses Enter until the question is answered: the editor does not tell when it shows one. */
async function takeFirst<T>(choosing: Promise<Choice<T>>): Promise<Choice<T>> {
  const answers: Choice<T>[] = [];
  const chosen = choosing.then((answer) => answers.push(answer));
  while (answers.length === 0) {
    const enter = vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await Promise.race([chosen, enter]);
  }
  return choosing;
}
