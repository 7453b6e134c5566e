/** Where there is more, or less, than files that changed: submodules, merges, pipes, links, and folders without measure. */

import assert from "node:assert/strict";
import { readFile, symlink } from "node:fs/promises";
import path from "node:path";
import type { RunningWorker } from "../../../src/workerClient.ts";
import {
  asDeveloper,
  assertHeld,
  assertHides,
  assertReceived,
  entryOf,
  PlantedWorld,
} from "../../support/plantedWorld.ts";
import { createRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { run } from "../../support/vscode/processes.ts";

describe("The ledger", () => {
  let worker: RunningWorker;
  let world: PlantedWorld;

  before(() => {
    worker = sourceWorker();
  });
  after(async () => worker.dispose());
  beforeEach(async () => {
    world = await PlantedWorld.open(worker);
  });
  afterEach(async () => world.close());

  const ask = async (...args: readonly string[]): Promise<string> => world.repository.git(...args);
  const diff = async (): Promise<string> => ask("diff", "HEAD");

  async function withSubmodule(change: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const lib = await createRepository({ "readme.md": "Read me\n" });
    await ask(...asDeveloper, "submodule", "--quiet", "add", lib.root, "lib");
    await world.add("lib/x.js", 12);
    await ask("-C", "lib", "add", "--all");
    await ask("-C", "lib", ...asDeveloper, "commit", "--quiet", "--message", "x");
    await world.commit();
    await lib.dispose();
    return change();
  }

  it("looks into submodules with changes that are not committed", async () => {
    const words = await withSubmodule(async () => [
      ...(await world.edit("lib/x.js")),
      ...(await world.add("lib/new.js")),
    ]);
    const told = await diff();
    assert.ok((await ask("-C", "lib", "diff", "HEAD")).includes(words[0]!));
    assert.ok(told.includes("-dirty") && !words.some((word) => told.includes(word)), told);
    const planted = world.planted({ folder: "lib", repository: "shop/lib" });
    const reviewed = await world.review([], planted);
    assertReceived(reviewed, words);
    entryOf(reviewed, "x.js", "shop/lib");
  });

  it("looks into a submodule that a commit moves, and that settings would leave out", async () => {
    const words = await withSubmodule(async () => {
      const changed = await world.edit("lib/x.js");
      await ask("-C", "lib", ...asDeveloper, "commit", "--quiet", "--all", "--message", "y");
      return changed;
    });
    const look = async () => diff();
    await assertHides(["Subproject commit"], look, async () => {
      await ask("config", "submodule.lib.ignore", "all");
    });
    const planted = world.planted({ folder: "lib", repository: "shop/lib" });
    assertReceived(await world.review([], planted), words);
    await ask("add", "--force", "lib");
    await world.repository.commit("Moved");
    for (const argv of [
      ["--commit", "HEAD"],
      ["--last", "1"],
      ["--range", "HEAD~1.."],
    ])
      assertReceived(await world.review(argv, planted), words);
  });

  it("looks into a repository that lies untracked in another", async () => {
    const words = await world.edit("src/a.js");
    await ask("init", "--quiet", "vendor/own");
    const inside = await world.add("vendor/own/x.js");
    assert.ok(!(await ask("status", "--porcelain", "--untracked-files=all")).includes("x.js"));
    const planted = world.planted({ folder: "vendor/own", repository: "shop/vendor/own" });
    const reviewed = await world.review([], planted);
    assertReceived(reviewed, [...words, ...inside]);
    assert.equal(entryOf(reviewed, "vendor/own").reason, "submodule");
  });

  it("tells equal paths of two repositories apart", async () => {
    const other = await PlantedWorld.open(worker, 501);
    const words = [...(await world.edit("src/a.js")), ...(await other.edit("src/a.js"))];
    await other.remove("src/b.js");
    const theirs = other.planted().map((each) => ({ ...each, repository: "shop-2" }));
    const argv = ["--repo", world.root, "--repo", other.root];
    const reviewed = await world.review(argv, [...world.planted(), ...theirs]);
    assertReceived(reviewed, words);
    assert.deepEqual(reviewed.held, []);
    assert.equal(entryOf(reviewed, "src/b.js", "shop-2").change, "deleted");
    await other.close();
  });

  it("shows all that a merge brought to its first parent, what nobody had written before as well", async () => {
    await ask("checkout", "--quiet", "-b", "other");
    const theirs = await world.edit("src/b.js");
    await world.repository.commit("Theirs");
    await ask("checkout", "--quiet", "-b", "ours", "main");
    const merging = ["merge", "--quiet", "--no-ff", "--no-commit", "other"];
    await ask(...asDeveloper, ...merging);
    const evil = await world.edit("src/a.js");
    await ask("add", "--all");
    await ask(...asDeveloper, "commit", "--quiet", "--message", "Merge");
    const shown = { show: await ask("show", "HEAD"), log: await ask("log", "-p", "-1", "HEAD") };
    assert.ok(!theirs.some((word) => shown.show.includes(word)));
    assert.ok(![...theirs, ...evil].some((word) => shown.log.includes(word)));
    assertReceived(await world.review(["--commit", "HEAD"]), [...theirs, ...evil]);
  });

  describe("of what is no file any more", () => {
    before(function () {
      // It has no pipes, and links only for who is allowed to make them.
      if (process.platform === "win32") this.skip();
    });

    it("names a pipe in place of a file, and waits for nobody", async () => {
      const words = await world.edit("src/a.js");
      const gone = (await readFile(path.join(world.root, "src/b.js"), "utf8")).match(/planted\w+/g) ?? [];
      await world.remove("src/b.js");
      assert.ok((await diff()).includes(gone[0]!));
      await run("mkfifo", [path.join(world.root, "src/b.js"), path.join(world.root, "other")]);
      const reviewed = await world.review();
      assertReceived(reviewed, words);
      assertHeld(reviewed, gone, "unreadable");
      assert.equal(reviewed.outcome.coverage.complete, false);
    });

    it("names links that lead to themselves, and follows none", async () => {
      const words = await world.edit("src/a.js");
      const gone = (await readFile(path.join(world.root, "src/b.js"), "utf8")).match(/planted\w+/g) ?? [];
      await world.remove("src/b.js");
      await symlink("b.js", path.join(world.root, "src/b.js"));
      await symlink("..", path.join(world.root, "src/loop"));
      await assert.rejects(readFile(path.join(world.root, "src/b.js")), { code: "ELOOP" });
      const reviewed = await world.review();
      assertReceived(reviewed, words);
      assertHeld(reviewed, gone, "link");
      assert.equal(entryOf(reviewed, "src/loop").reason, "link");
    });

    it("names a link in place of a folder, and reads nothing behind it", async () => {
      const words = await world.edit("src/a.js");
      const secret = world.word();
      const outside = await world.repository.outside();
      await world.remove("docs");
      await symlink(outside, path.join(world.root, "docs"));
      await world.repository.write("docs/readme.md", `say ${secret}\n`);
      // The trap: whoever follows the name reads another place.
      assert.ok((await readFile(path.join(world.root, "docs/readme.md"), "utf8")).includes(secret));
      const reviewed = await world.review();
      assertReceived(reviewed, words);
      assert.equal(entryOf(reviewed, "docs").reason, "link");
      assert.equal(entryOf(reviewed, "docs/readme.md").change, "deleted");
      assert.ok(!world.server.requests.some(({ raw }) => raw.includes(secret)));
    });

    it("has one entry for the twenty thousand files that a forgotten rule leaves to be seen", async function () {
      this.timeout(0);
      const words = await world.edit("src/a.js");
      const script =
        'mkdir node_modules && cd node_modules && for p in $(seq 20); do mkdir "p$p"; (cd "p$p" && seq 1000 | xargs touch); done';
      await run("sh", ["-c", script], { cwd: world.root });
      const reviewed = await world.review();
      assertReceived(reviewed, words);
      assert.equal(reviewed.outcome.coverage.files.length, 2);
      const { reason, count } = entryOf(reviewed, "node_modules");
      assert.deepEqual({ reason, count }, { reason: "tooMany", count: 20_000 });
    });
  });
});
