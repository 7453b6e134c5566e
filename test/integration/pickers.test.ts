/** What a person is asked to choose, and what comes of the choice they are offered first. */

import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Git } from "../../src/change/git.ts";
import { findRepositories, type Looking } from "../../src/editor/choosing.ts";
import { findEditorsGit } from "../../src/editor/git.ts";
import { chooseCommit, chooseRange } from "../../src/editor/pickCommits.ts";
import { chooseBranch, chooseKind, type Within } from "../../src/editor/pickers.ts";
import { untickAllBut, untickSome, type Listing } from "../../src/editor/pickFiles.ts";
import type { Choice } from "../../src/editor/picking.ts";
import { commitAll, edit, git, realRoot, root, tidy, uriOf, write } from "./workspace.ts";

describe("Choosing", () => {
  const { signal } = new AbortController();
  let found: Git;

  before(async () => {
    const result = await findEditorsGit();
    assert.ok(result.kind === "found");
    found = result.git;
  });
  afterEach(tidy);

  async function find(part: Partial<Looking> = {}): ReturnType<typeof findRepositories> {
    return findRepositories({ folders: null, reach: "each", git: found, signal, ...part });
  }

  async function within(): Promise<Within> {
    const repositories = await find();
    assert.ok(repositories.kind === "chosen");
    return { repository: repositories.value[0]!, git: found, signal };
  }

  async function several(): Promise<string> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-several-")));
    for (const name of ["api", "web"]) await git("clone", "--quiet", root(), path.join(folder, name));
    return folder;
  }

  const rootsOf = (chosen: Awaited<ReturnType<typeof findRepositories>>): readonly string[] =>
    chosen.kind === "chosen" ? chosen.value.map((each) => path.basename(each.root)) : [];

  it("asks nothing where there is one repository", async () => {
    assert.equal((await within()).repository.root, await realRoot());
  });

  it("offers all repositories first where a change can be looked at in each", async () => {
    const folder = await several();
    assert.deepEqual(rootsOf(await takeFirst(find({ folders: [folder] }))), ["api", "web"]);
    assert.deepEqual(rootsOf(await takeFirst(find({ folders: [folder], reach: "one" }))), ["api"]);
  });

  it("takes all folders that were named, and asks for one of them only where one is needed", async () => {
    const folder = await several();
    const folders = ["web", "api"].map((name) => path.join(folder, name));
    assert.deepEqual(rootsOf(await find({ folders })), ["web", "api"]);
    assert.deepEqual(rootsOf(await takeFirst(find({ folders, reach: "one" }))), ["web"]);
  });

  it("finds the repository of a folder that the change deleted", async () => {
    assert.deepEqual(rootsOf(await find({ folders: [path.join(root(), "gone", "too")] })), [
      path.basename(await realRoot()),
    ]);
  });

  it("finds no repository where there is none, and says where it looked", async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-none-")));
    assert.deepEqual(await find({ folders: [folder] }), {
      kind: "failed",
      fault: { code: "noRepository", args: { folder } },
    });
  });

  it("offers uncommitted changes before the other kinds", async () => {
    assert.deepEqual(await takeFirst(chooseKind(signal)), { kind: "chosen", value: "uncommitted" });
  });

  it("offers the latest commit first", async () => {
    await write("a.txt", ["a", ""]);
    const latest = await commitAll("The latest");
    assert.deepEqual(await takeFirst(chooseCommit(await within())), {
      kind: "chosen",
      value: { kind: "commit", commit: latest },
    });
  });

  it("looks at the last commits from the chosen one on", async () => {
    await write("a.txt", ["a", ""]);
    await commitAll("The latest");
    assert.deepEqual(await takeFirst(chooseRange(await within())), {
      kind: "chosen",
      value: { kind: "last", commits: 1 },
    });
  });

  it("offers the likely base first, not the branch one is on, and then everything since", async () => {
    await git("checkout", "--quiet", "-b", "work");
    await git("branch", "another");
    assert.deepEqual(await takeFirst(chooseBranch(await within())), {
      kind: "chosen",
      value: { kind: "branch", base: "main" },
    });
    await git("branch", "--delete", "--force", "another");
  });

  it("is withdrawn when it is no longer wanted", async () => {
    const controller = new AbortController();
    const choosing = chooseCommit({ ...(await within()), signal: controller.signal });
    controller.abort();
    assert.notEqual((await choosing).kind, "chosen");
  });

  describe("files", () => {
    async function listing(): Promise<Listing> {
      const { repository } = await within();
      await write("a.txt", ["a", ""]);
      await write("b/c.txt", ["c", ""]);
      await write("README.md", ["# Changed", ""]);
      return { scope: { kind: "uncommitted" }, repositories: [repository], git: found, signal };
    }

    it("takes none out where all stay ticked", async () => {
      assert.deepEqual(await takeFirst(untickSome(await listing())), { kind: "chosen", value: [] });
    });

    it("takes all out but those that were named by their URIs, also one that is gone", async () => {
      const of = await listing();
      const { root: top } = of.repositories[0]!;
      await vscode.workspace.fs.delete(uriOf("README.md"));
      assert.deepEqual(await untickAllBut([uriOf("README.md"), uriOf("b/c.txt")], of), {
        kind: "chosen",
        value: [{ root: top, path: "a.txt" }],
      });
    });

    it("takes out, too, what was only typed, and submodules in which git sees no change", async () => {
      const of = await listing();
      await commitAll("All of it");
      await git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", root(), "lib");
      await git("commit", "--quiet", "--message", "A submodule");
      await write("lib/new.txt", ["new", ""]);
      await vscode.window.showTextDocument(uriOf("a.txt"));
      await edit(uriOf("a.txt"), (typed) =>
        typed.insert(uriOf("a.txt"), new vscode.Position(0, 0), "typed "),
      );
      await write("b/c.txt", ["changed", ""]);
      const { root: top } = of.repositories[0]!;
      assert.deepEqual(await untickAllBut([uriOf("b/c.txt")], of), {
        kind: "chosen",
        value: [
          { root: top, path: "lib" },
          { root: top, path: "a.txt" },
        ],
      });
      assert.deepEqual(await untickAllBut([], { ...of, scope: { kind: "staged" } }), {
        kind: "chosen",
        value: [],
      });
      await git("submodule", "--quiet", "deinit", "--force", "lib");
      await rm(path.join(root(), ".git/modules"), { recursive: true, force: true });
    });

    it("asks nothing where nothing changed: the review says so", async () => {
      const { repository } = await within();
      const of: Listing = { scope: { kind: "staged" }, repositories: [repository], git: found, signal };
      assert.deepEqual(await untickSome(of), { kind: "chosen", value: [] });
    });
  });
});

/** Presses Enter until every question is answered: the editor does not tell when it shows one. */
async function takeFirst<T>(choosing: Promise<Choice<T>>): Promise<Choice<T>> {
  const answers: Choice<T>[] = [];
  const chosen = choosing.then((answer) => answers.push(answer));
  while (answers.length === 0) {
    const enter = vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await Promise.race([chosen, enter]);
  }
  return choosing;
}
