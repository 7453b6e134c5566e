/** The index between HEAD and the working tree: what is staged, and what is not. */

import assert from "node:assert/strict";
import { changeIn, faultIn, fileOf, marked, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

describe("The index", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n", "c.txt": "c\n" });
  });
  afterEach(async () => repository.dispose());

  const staged = async () => changeIn({ folder: repository.root, scope: { kind: "staged" } });
  const unstaged = async () => changeIn({ folder: repository.root, scope: { kind: "unstaged" } });

  it("holds its own text of what is staged, whatever the working tree has", async () => {
    await repository.write("a.txt", "one\nSTAGED\nthree\n");
    await repository.git("add", "a.txt");
    await repository.write("a.txt", "zero\none\nWORKING\nthree\n");
    await repository.write("b.txt", "not staged\n");
    await repository.write("new.txt", "not staged\n");
    const change = await staged();
    assert.deepEqual(told(change), ["modified a.txt: text, text"]);
    assert.deepEqual(marked(fileOf(change, "a.txt")), ["-two", "+STAGED"]);
    assert.deepEqual(change.repository.head, { label: "index", commit: null });
  });

  it("is what unstaged work is compared with, new files among it", async () => {
    await repository.write("a.txt", "one\nSTAGED\nthree\n");
    await repository.write("added.txt", "staged\n");
    await repository.git("add", "a.txt", "added.txt");
    await repository.write("a.txt", "one\nWORKING\nthree\n");
    await repository.write("new.txt", "untracked\n");
    const change = await unstaged();
    assert.deepEqual(told(change), ["modified a.txt: text, text", "added new.txt: absent, text"]);
    assert.deepEqual(marked(fileOf(change, "a.txt")), ["-STAGED", "+WORKING"]);
    assert.equal(change.repository.base.label, "index");
  });

  it("is followed in renames, and in deletions that were staged", async () => {
    await repository.git("mv", "a.txt", "d.txt");
    await repository.git("rm", "--quiet", "--cached", "c.txt");
    assert.deepEqual(told(await staged()), [
      "deleted c.txt: text, absent",
      "renamed a.txt → d.txt: text, text",
    ]);
    assert.deepEqual(told(await unstaged()), ["added c.txt: absent, text"]);
  });

  it("has everything before the first commit", async () => {
    await repository.git("update-ref", "-d", "HEAD");
    const change = await staged();
    assert.equal(change.files.length, 3);
    assert.deepEqual(change.repository.base, { label: "HEAD", commit: null });
  });

  it("does not hold what is only meant to be added", async () => {
    await repository.write("later.txt", "later\n");
    await repository.git("add", "--intent-to-add", "later.txt");
    assert.deepEqual(told(await staged()), []);
    assert.deepEqual(told(await unstaged()), ["added later.txt: absent, text"]);
  });

  it("in conflict names the file as in conflict, and compares the working tree with our version of it", async () => {
    await repository.git("checkout", "--quiet", "-b", "theirs");
    await repository.write("a.txt", "one\nTHEIRS\nthree\n");
    await repository.remove("b.txt");
    await repository.commit("Theirs");
    await repository.git("checkout", "--quiet", "main");
    await repository.write("a.txt", "one\nOURS\nthree\n");
    await repository.write("b.txt", "ours\n");
    await repository.commit("Ours");
    await repository.git("merge", "theirs").catch(() => undefined);
    assert.match(await repository.git("status"), /both modified:\s+a\.txt/);

    assert.deepEqual(told(await staged()), [
      "modified a.txt: text, unmerged",
      "modified b.txt: text, unmerged",
    ]);
    const [file] = (await unstaged()).files;
    assert.deepEqual(marked(file), ["+<<<<<<< HEAD", "+=======", "+THEIRS", "+>>>>>>> theirs"]);
  });
});

describe("A range", () => {
  let repository: TestRepository;
  let first: string;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "1\n" });
    first = (await repository.git("rev-parse", "HEAD")).trim();
    for (const text of ["2\n", "3\n"]) {
      await repository.write("a.txt", text);
      await repository.commit(`Now ${text}`);
    }
    await repository.git("checkout", "--quiet", "-b", "side", first);
    await repository.write("side.txt", "side\n");
    await repository.commit("Aside");
    await repository.git("checkout", "--quiet", "main");
  });
  afterEach(async () => repository.dispose());

  const range = async (text: string) =>
    changeIn({ folder: repository.root, scope: { kind: "range", range: text } });
  const last = async (commits: number) =>
    changeIn({ folder: repository.root, scope: { kind: "last", commits } });

  it("of two dots compares its ends, as git does", async () => {
    const change = await range(`side..main`);
    assert.deepEqual(told(change), ["modified a.txt: text, text", "deleted side.txt: text, absent"]);
    assert.deepEqual([change.repository.base.label, change.repository.head.label], ["side", "main"]);
  });

  it("of three dots starts at their merge base", async () => {
    const change = await range("main...side");
    assert.deepEqual(told(change), ["added side.txt: absent, text"]);
    assert.equal(change.repository.base.commit, first);
  });

  it("means HEAD by an end that is left out", async () => {
    assert.deepEqual(marked(fileOf(await range(`${first}..`), "a.txt")), ["-1", "+3"]);
    assert.deepEqual(marked(fileOf(await range("..side"), "a.txt")), ["-3", "+1"]);
  });

  it("that is none says which name was not found", async () => {
    for (const text of ["nowhere..main", "main..nowhere", "main", ""]) {
      const fault = await faultIn({ folder: repository.root, scope: { kind: "range", range: text } });
      assert.equal(fault.code, "badRevision");
    }
  });

  it("of the last commits goes along first parents", async () => {
    await repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side");
    assert.deepEqual(told(await last(1)), ["added side.txt: absent, text"]);
    assert.deepEqual(marked(fileOf(await last(2), "a.txt")), ["-2", "+3"]);
    assert.equal((await last(2)).repository.base.label, "HEAD~2");
  });

  it("of more commits than there are begins with nothing", async () => {
    const change = await last(10);
    assert.deepEqual(told(change), ["added a.txt: absent, text"]);
    assert.equal(change.repository.base.label, "empty tree");
  });

  it("that reaches beyond a shallow clone says what to fetch", async () => {
    const clone = await createRepository();
    await clone.git("fetch", "--quiet", "--depth=2", `file://${repository.root}`, "main");
    await clone.git("reset", "--hard", "--quiet", "FETCH_HEAD");
    assert.equal(
      (await changeIn({ folder: clone.root, scope: { kind: "last", commits: 1 } })).files.length,
      1,
    );
    const fault = await faultIn({ folder: clone.root, scope: { kind: "last", commits: 5 } });
    assert.match(String(fault.args?.["reason"]), /shallow/);
    await clone.dispose();
  });

  it("of a branch can end with its last commit", async () => {
    await repository.git("checkout", "--quiet", "side");
    await repository.write("more.txt", "uncommitted\n");
    const scope = { kind: "branch", base: "main", committed: true } as const;
    const change = await changeIn({ folder: repository.root, scope });
    assert.deepEqual(told(change), ["added side.txt: absent, text"]);
    assert.equal(change.repository.head.label, "HEAD");
  });
});
