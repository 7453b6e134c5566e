/** What pickers and diffs of the editor are told about a repository. */

import assert from "node:assert/strict";
import type { Git } from "../../../src/change/git.ts";
import { listBranches, listCommits, readAt } from "../../../src/change/history.ts";
import { noSignal, theRepository } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";
import { wrappedGit } from "../../support/traps.ts";

describe("The history", () => {
  let git: Git;
  let repository: TestRepository;

  before(async () => {
    git = await realGit();
  });
  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\n" });
  });
  afterEach(async () => repository.dispose());

  const place = async (by = git) => ({
    repository: await theRepository(repository.root),
    git: by,
    signal: noSignal,
  });

  it("lists branches, local and remote, with the current one and the likely base", async () => {
    await repository.git("checkout", "--quiet", "-b", "feature/slash");
    await repository.git("update-ref", "refs/remotes/origin/main", "HEAD");
    await repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    const listed = await listBranches(await place());
    assert.ok(listed.kind === "listed");
    assert.equal(listed.guess, "origin/main");
    assert.deepEqual(
      listed.branches.map(({ name, isCurrent, subject }) => [name, isCurrent, subject]),
      [
        ["feature/slash", true, "First version"],
        ["main", false, "First version"],
        ["origin/main", false, "First version"],
      ],
    );
    assert.ok(listed.branches.every(({ when }) => !Number.isNaN(Date.parse(when))));
  });

  it("lists the latest commits first, as many as asked for", async () => {
    const subject = 'Second: "quotes", 日本語 and a \ttab';
    const id = await repository.commit(`${subject}\n\nWith a body.`);
    await repository.commit("Third");
    const listed = await listCommits({ ...(await place()), most: 2 });
    assert.ok(listed.kind === "listed");
    const [third, second, ...more] = listed.commits;
    assert.deepEqual([third?.subject, second?.subject, more.length], ["Third", subject, 0]);
    assert.equal(second?.id, id);
    assert.equal(second.author, "A Developer");
    assert.ok(!Number.isNaN(Date.parse(second.when)));
  });

  it("is empty before the first commit", async () => {
    await repository.dispose();
    repository = await createRepository();
    assert.deepEqual(await listCommits({ ...(await place()), most: 5 }), { kind: "listed", commits: [] });
    assert.deepEqual(await listBranches(await place()), { kind: "listed", branches: [], guess: null });
  });

  it("has the text of a file in a commit", async () => {
    const first = (await repository.git("rev-parse", "HEAD")).trim();
    await repository.write("a.txt", "two\n");
    await repository.commit("Second");
    const at = async (commit: string, path: string) =>
      readAt({ ...(await place()), version: { kind: "commit", commit }, path });
    assert.equal(await at(first, "a.txt"), "one\n");
    assert.equal(await at("HEAD", "a.txt"), "two\n");
    assert.equal(await at("HEAD", "absent.txt"), null);
    assert.equal(await at("absent", "a.txt"), null);
    assert.equal(await at("HEAD", "../a.txt"), null);
  });

  it("that git cannot tell, or tells in half, is a fault", async () => {
    for (const script of ["exit 1", `"$GIT" "$@" | head -c 20; exit 0`]) {
      const broken = await wrappedGit(repository, `case "$*" in *for-each-ref*|*" log "*) ${script};; esac`);
      assert.equal((await listBranches(await place(broken))).kind, "failed");
      assert.equal((await listCommits({ ...(await place(broken)), most: 5 })).kind, "failed");
    }
  });
});
