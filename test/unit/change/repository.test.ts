/** Which repository a folder means, and which ones git must not be asked about. */

import assert from "node:assert/strict";
import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Git } from "../../../src/change/git.ts";
import { locate, type Located } from "../../../src/change/repository.ts";
import { changeIn, noSignal, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";
import { wrappedGit } from "../../support/traps.ts";
import { run } from "../../support/vscode/processes.ts";

describe("The repository of a folder", () => {
  let git: Git;
  let repository: TestRepository;

  before(async () => {
    git = await realGit();
  });
  beforeEach(async () => {
    repository = await createRepository({ "src/deep/a.txt": "one\n" });
  });
  afterEach(async () => repository.dispose());

  const at = async (folder: string): Promise<Located> => locate({ folder, git, signal: noSignal });

  function rootOf(located: Located): string {
    assert.equal(located.kind, "one", JSON.stringify(located));
    return located.repository.root;
  }

  function reasonOf(located: Located): string {
    assert.ok(located.kind === "failed", JSON.stringify(located));
    return `${located.fault.code}: ${located.fault.args?.reason ?? located.fault.args?.setting ?? ""}`;
  }

  it("is the folder itself, by its name", async () => {
    const located = await at(repository.root);
    assert.equal(rootOf(located), repository.root);
    assert.equal(located.kind === "one" && located.repository.id, path.basename(repository.root));
  });

  it("is the one around the folder", async () => {
    assert.equal(rootOf(await at(path.join(repository.root, "src/deep"))), repository.root);
  });

  it("is the same through a link, by its real path", async () => {
    const link = path.join(await repository.outside(), "link");
    await symlink(path.join(repository.root, "src"), link);
    assert.equal(rootOf(await at(link)), repository.root);
  });

  it("is the only one that lies up to two levels below", async () => {
    const folder = await repository.outside();
    await run("git", ["init", "--quiet", path.join(folder, "group/shop")]);
    await mkdir(path.join(folder, "node_modules/shop/.git"), { recursive: true });
    assert.equal(rootOf(await at(folder)), path.join(folder, "group/shop"));
  });

  it("is one of several that lie below, so a person has to say which", async () => {
    const folder = await repository.outside();
    for (const name of ["shop", "group/till"]) await run("git", ["init", "--quiet", path.join(folder, name)]);
    const roots = [path.join(folder, "group/till"), path.join(folder, "shop")];
    assert.deepEqual(await at(folder), { kind: "several", roots });
  });

  it("is none in a folder without one, in a file, and in a folder that is not there", async () => {
    const folder = await repository.outside();
    await writeFile(path.join(folder, "file"), "");
    for (const place of [folder, path.join(folder, "file"), path.join(folder, "absent")]) {
      assert.deepEqual(await at(place), { kind: "none" });
    }
  });

  it("is the work tree's own where a repository has several", async () => {
    const folder = path.join(await repository.outside(), "second");
    await repository.git("worktree", "add", "--quiet", folder, "-b", "second");
    assert.equal(rootOf(await at(path.join(folder, "src"))), folder);
    await writeFile(path.join(folder, "src/deep/a.txt"), "two\n");
    assert.deepEqual(told(await changeIn({ folder })), ["modified src/deep/a.txt: text, text"]);
    assert.deepEqual(told(await changeIn({ folder: repository.root })), []);
  });

  it("is a submodule's own inside the submodule", async () => {
    const outer = await createRepository({ "a.txt": "one\n" });
    await outer.git(
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "--quiet",
      "add",
      repository.root,
      "lib",
    );
    await outer.write("lib/src/deep/a.txt", "two\n");
    assert.equal(rootOf(await at(path.join(outer.root, "lib/src"))), path.join(outer.root, "lib"));
    assert.deepEqual(told(await changeIn({ folder: path.join(outer.root, "lib") })), [
      "modified src/deep/a.txt: text, text",
    ]);
    await outer.dispose();
  });

  it("is refused when a setting moves its work tree elsewhere", async () => {
    const elsewhere = await repository.outside();
    await writeFile(path.join(elsewhere, "private.txt"), "private\n");
    await repository.git("config", "core.worktree", elsewhere);
    assert.match(await repository.git("status", "--porcelain"), /private\.txt/);
    assert.equal(reasonOf(await at(repository.root)), "gitUnsafe: core.worktree");
  });

  it("is refused when it has no work tree, and inside .git", async () => {
    const bare = await realpath(await repository.outside());
    await run("git", ["init", "--quiet", "--bare", bare]);
    assert.match(reasonOf(await at(bare)), /^gitFailed: this is a bare repository/);
    assert.match(reasonOf(await at(path.join(repository.root, ".git/objects"))), /^gitFailed: .*work tree/);
  });

  it("is refused when it belongs to somebody else, and says what to do", async () => {
    const complaint = `fatal: detected dubious ownership in repository at '/x'`;
    const strict = await wrappedGit(
      repository,
      `case "$*" in *rev-parse*) echo "${complaint}" >&2; exit 128;; esac`,
    );
    const located = await locate({ folder: repository.root, git: strict, signal: noSignal });
    assert.match(reasonOf(located), /^gitFailed: .*safe\.directory/);
  });

  it("is broken, not absent, when its link to the repository leads nowhere", async () => {
    const folder = await repository.outside();
    await writeFile(path.join(folder, ".git"), "gitdir: /nowhere/at/all\n");
    assert.match(reasonOf(await at(folder)), /^gitFailed: not a git repository/);
  });
});
