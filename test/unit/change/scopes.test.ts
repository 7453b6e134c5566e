/** Branches and commits as two trees, and the revisions that name them. */

import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { changeIn, faultIn, fileOf, marked, textIn, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { run } from "../../support/vscode/processes.ts";

describe("A branch", () => {
  let repository: TestRepository;
  let start: string;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n" });
    start = (await repository.git("rev-parse", "HEAD")).trim();
    await repository.git("checkout", "--quiet", "-b", "feature");
    await repository.write("b.txt", "feature\n");
    await repository.commit("On the branch");
    await repository.git("checkout", "--quiet", "main");
    await repository.write("main.txt", "main\n");
    await repository.commit("Meanwhile on main");
    await repository.git("checkout", "--quiet", "feature");
    await repository.write("c.txt", "uncommitted\n");
  });
  afterEach(async () => repository.dispose());

  const branch = (base: string | null) =>
    ({ folder: repository.root, scope: { kind: "branch", base } }) as const;
  const guessed = async () => (await changeIn(branch(null))).repository.base.label;

  it("is what was done since it left the base, committed or not", async () => {
    const change = await changeIn(branch("main"));
    assert.deepEqual(told(change), ["added b.txt: absent, text", "added c.txt: absent, text"]);
    assert.deepEqual(change.repository.base, { label: "main", commit: start });
    assert.deepEqual(change.repository.head, { label: "working tree", commit: null });
  });

  it("reads the base version where the two parted", async () => {
    await repository.write("a.txt", "changed\n");
    await changeIn(branch("main"), async ({ base }) => {
      assert.equal(await textIn(base, "a.txt"), "a\n");
      assert.equal(await textIn(base, "main.txt"), null);
    });
  });

  it("means the branch where a tag has the same name", async () => {
    await repository.git("tag", "main", "feature");
    assert.equal((await changeIn(branch("main"))).files.length, 2);
  });

  it("is compared with main when nobody says with what, else with master", async () => {
    assert.equal(await guessed(), "main");
    await repository.git("branch", "--move", "main", "master");
    assert.equal(await guessed(), "master");
  });

  it("is compared with the remote's default branch before those", async () => {
    const other = await createRepository();
    await other.git("fetch", "--quiet", repository.root, "main:trunk");
    await other.git("symbolic-ref", "HEAD", "refs/heads/trunk");
    await repository.git("remote", "add", "origin", other.root);
    await repository.git("fetch", "--quiet");
    await repository.git("remote", "set-head", "origin", "--auto");
    assert.equal(await guessed(), "origin/trunk");
    await other.dispose();
  });

  it("is compared with its upstream before all, unless that is its own copy", async () => {
    await repository.git("branch", "release", start);
    await repository.git("branch", "--set-upstream-to", "release");
    assert.equal(await guessed(), "release");

    await repository.git("update-ref", "refs/remotes/origin/feature", "HEAD");
    await repository.git("config", "remote.origin.url", "nowhere");
    await repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
    await repository.git("branch", "--set-upstream-to", "origin/feature");
    assert.equal(await guessed(), "main");
  });

  it("has no base when there is no other branch", async () => {
    const alone = await createRepository({ "a.txt": "a\n" });
    assert.equal((await faultIn({ ...branch(null), folder: alone.root })).code, "noBase");
    await alone.dispose();
  });

  it("is refused with the name of a base that does not exist, or that is none", async () => {
    for (const base of ["absent", "", "--all", "main..feature", "^main", "HEAD:a.txt", "a\0b"]) {
      assert.deepEqual(await faultIn(branch(base)), { code: "badRevision", args: { revision: base } });
    }
  });

  it("is refused when the two have nothing in common", async () => {
    await repository.git("checkout", "--quiet", "--orphan", "island");
    await repository.commit("Alone");
    assert.match(String((await faultIn(branch("main"))).args?.reason), /no commit in common/);
  });
});

describe("A commit", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\n" });
  });
  afterEach(async () => repository.dispose());

  const commit = (name: string) =>
    ({ folder: repository.root, scope: { kind: "commit", commit: name } }) as const;

  it("is compared with its parent, whatever the work tree holds", async () => {
    const first = (await repository.git("rev-parse", "HEAD")).trim();
    await repository.write("a.txt", "two\n");
    const second = await repository.commit("Second");
    await repository.write("a.txt", "uncommitted\n");
    const change = await changeIn(commit(second.slice(0, 7)));
    assert.deepEqual(marked(fileOf(change, "a.txt")), ["-one", "+two"]);
    assert.deepEqual(change.repository.base, { label: first.slice(0, 8), commit: first });
    assert.deepEqual(change.repository.head, { label: second.slice(0, 8), commit: second });
  });

  it("that is the first is everything in it", async () => {
    const change = await changeIn(commit("HEAD"));
    assert.deepEqual(told(change), ["added a.txt: absent, text"]);
    assert.deepEqual(change.repository.base, { label: "empty tree", commit: null });
  });

  it("that merges is what it brought to its first parent, though git shows nothing of it", async () => {
    await repository.git("checkout", "--quiet", "-b", "other");
    await repository.write("b.txt", "b\n");
    await repository.commit("Other");
    await repository.git("checkout", "--quiet", "main");
    await repository.write("c.txt", "c\n");
    await repository.commit("Main");
    await repository.git("merge", "--quiet", "--no-edit", "other");
    assert.equal((await repository.git("show", "--format=", "HEAD")).trim(), "");
    assert.deepEqual(told(await changeIn(commit("HEAD"))), ["added b.txt: absent, text"]);
  });

  it("deletes, renames and changes types like a work tree does", async () => {
    await repository.write("b.txt", "b\n".repeat(20));
    await repository.commit("More");
    await repository.git("mv", "b.txt", "c.txt");
    await repository.remove("a.txt");
    await repository.commit("Less");
    assert.deepEqual(told(await changeIn(commit("HEAD"))), [
      "deleted a.txt: text, absent",
      "renamed b.txt → c.txt: text, text",
    ]);
  });

  it("is refused by the name that does not exist", async () => {
    const fault = await faultIn(commit("0123456789"));
    assert.deepEqual(fault, { code: "badRevision", args: { revision: "0123456789" } });
  });

  it("whose parent a shallow clone does not have is refused, not shown as all new", async () => {
    await repository.write("a.txt", "two\n");
    await repository.commit("Second");
    const folder = path.join(await repository.outside(), "shallow");
    await run("git", ["clone", "--quiet", "--depth", "1", `file://${repository.root}`, folder]);
    const fault = await faultIn({ folder, scope: { kind: "commit", commit: "HEAD" } });
    assert.match(String(fault.args?.reason), /shallow/);
  });

  it("one of whose objects is lost is a fault, not a smaller change", async () => {
    await repository.write("a.txt", "two\n");
    await repository.write("b.txt", "b\n");
    await repository.commit("Second");
    const id = (await repository.git("rev-parse", "HEAD:b.txt")).trim();
    const folder = path.join(repository.root, ".git/objects", id.slice(0, 2));
    assert.ok((await readdir(folder)).includes(id.slice(2)));
    await rm(folder, { recursive: true });
    const fault = await faultIn(commit("HEAD"));
    assert.equal(fault.code, "gitFailed");
  });
});
