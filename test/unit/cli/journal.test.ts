/** What the ledger says was sent is what the server received, word for word; every trick first hides a word from plain git. */

import assert from "node:assert/strict";
import { readFile, rename, utimes } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { startStandIn } from "../../support/endpoint/standIn.ts";
import { makeRepository, type Version } from "../../support/generated/make.ts";
import { repositoryPlan } from "../../support/generated/plan.ts";
import { judge, plantedIn, type Texts } from "../../support/journal.ts";
import { assertHeld, assertHides, assertReceived, PlantedWorld } from "../../support/plantedWorld.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf } from "../../support/terminal.ts";
import { writeProgram } from "../../support/traps.ts";

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
  const status = async (): Promise<string> => ask("status", "--porcelain", "--untracked-files=normal");

  it("says what was sent where nothing is hidden, line by line", async () => {
    const words = [...(await world.edit("src/a.js")), ...(await world.add("src/new.js"))];
    await world.remove("docs/readme.md");
    const reviewed = await world.review();
    assertReceived(reviewed, words);
    assert.deepEqual(reviewed.held, []);
    assert.ok(reviewed.received.length >= words.length + 15);
  });

  it("says what was sent of generated repositories", async function () {
    this.timeout(0);
    const textsIn = (version: Version): Texts =>
      Object.fromEntries(
        [...version].flatMap(([name, entry]) =>
          entry.kind === "file" ? [[name, entry.bytes.toString().replaceAll("\r\n", "\n")]] : [],
        ),
      );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(repositoryPlan, async (plan) => {
        const { repository, journal } = await makeRepository(plan);
        const server = await startStandIn({
          answer: () => ({ verdicts: [], findings: [], reply: "", summary: "" }),
        });
        try {
          const argv = ["review", "--base-url", server.baseUrl, "--depth", "quick"];
          const environment = { SECOND_LOOK_API_KEY: server.key };
          const { outcome } = await outcomeOf(argv, { worker, folder: repository.root, environment });
          const planted = plantedIn({
            repository: outcome.repositories[0]!.id,
            before: textsIn(journal.base),
            after: textsIn(journal.working),
          });
          const judgement = judge(planted, outcome, server.requests);
          assert.deepEqual(judgement.wrong, []);
          sent += judgement.received.length;
        } finally {
          await server.close();
          await repository.dispose();
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
    assert.ok(sent > 30, `only ${sent} words were sent`);
  });

  const attributes = ["*.js -diff", "*.js binary", "* -diff"];
  for (const line of attributes) {
    it(`is not misled by the attribute ${line}, added by the change`, async () => {
      const words = await world.edit("src/a.js");
      const note = world.word();
      await assertHides(words, diff, async () => world.write(".gitattributes", `# ${note}\n${line}\n`));
      assertReceived(await world.review(), [...words, note]);
    });
  }

  it("is not misled by an attribute outside of the work tree", async () => {
    const words = await world.edit("src/a.js");
    const trick = async () => world.repository.write(".git/info/attributes", "*.js -diff\n");
    await assertHides(words, diff, trick);
    assertReceived(await world.review(), words);
  });

  for (const flag of ["assume-unchanged", "skip-worktree"]) {
    it(`is not misled by a file flagged ${flag}`, async () => {
      const words = await world.edit("src/a.js");
      await assertHides(words, diff, async () => ask("update-index", `--${flag}`, "src/a.js"));
      assertReceived(await world.review(), words);
      assertReceived(await world.review(["--unstaged"]), words);
    });
  }

  it("is not misled by a file of the same length whose time was set back", async () => {
    const file = path.join(world.root, "src/a.js");
    const setBack = async () => utimes(file, new Date(0), new Date(0));
    const old = await readFile(file, "utf8");
    const word = world.word();
    const text = old.replace(/planted[a-j]{2}end/, word);
    assert.equal(text.length, old.length);
    await world.write("src/a.js", text);
    await assertHides([word], diff, async () => {
      await ask("config", "core.trustctime", "false");
      await ask("config", "core.checkStat", "minimal");
      await world.repository.write("src/a.js", old);
      await setBack();
      await ask("update-index", "--refresh");
      // As editors save: a new file that takes the name of the old one.
      await world.repository.write(".git/new", text);
      await rename(path.join(world.root, ".git/new"), file);
      await setBack();
    });
    assertReceived(await world.review(), [word]);
  });

  it("is not misled by a program that says that nothing changed", async function () {
    if (process.platform === "win32") this.skip();
    const program = await writeProgram(path.join(world.root, ".git/quiet"), "printf 'now\\0'");
    const words = await world.edit("src/a.js");
    // Not `git diff HEAD`: before git 2.43 it takes the mode of a file that it did not look at from memory never set.
    const modified = async () => ask("ls-files", "--modified");
    await assertHides(["src/a.js"], modified, async () => {
      const text = await readFile(path.join(world.root, "src/a.js"), "utf8");
      await ask("checkout", "--quiet", "src/a.js");
      await ask("config", "core.fsmonitorHookVersion", "2");
      await ask("config", "core.fsmonitor", program);
      await ask("update-index", "--fsmonitor");
      await ask("status");
      await world.write("src/a.js", text);
    });
    assertReceived(await world.review(), words);
  });

  it("is not misled by a commit that stands in for another", async () => {
    const words = await world.edit("src/a.js");
    await assertHides(words, diff, async () => {
      const head = (await ask("rev-parse", "HEAD")).trim();
      const other = await world.repository.commit("The change itself");
      await ask("reset", "--quiet", head);
      await ask("replace", head, other);
    });
    assertReceived(await world.review(), words);
  });

  it("sees new files whatever is set about untracked ones", async () => {
    const words = await world.add("new.js");
    const look = async () => ask("status", "--porcelain");
    await assertHides(["new.js"], look, async () => ask("config", "status.showUntrackedFiles", "no"));
    assertReceived(await world.review(), words);
  });

  it("names what is ignored by a rule that is no part of the repository", async () => {
    await world.edit("src/a.js");
    const words = await world.add("quiet.js");
    const trick = async () => world.repository.write(".git/info/exclude", "quiet.js\n");
    await assertHides(["quiet.js"], status, trick);
    const reviewed = await world.review();
    assertHeld(reviewed, words, "gitIgnored");
  });

  it("names what is ignored by a rule that the change adds, and is not complete", async () => {
    await world.edit("src/a.js");
    const words = await world.add("quiet.js");
    const note = world.word();
    await assertHides(["quiet.js"], status, async () => world.write(".gitignore", `# ${note}\nquiet.js\n`));
    const reviewed = await world.review();
    assertHeld(reviewed, words, "newlyExcluded");
    assertReceived(reviewed, [note]);
    assert.equal(reviewed.outcome.coverage.complete, false);
  });

  it("names what is ignored by a file of rules that hides among git's own", async () => {
    await world.edit("src/a.js");
    const words = await world.add("quiet/x.js");
    await assertHides(["quiet"], status, async () => {
      await world.repository.write(".git/rules", "quiet/\n");
      await ask("config", "core.excludesFile", path.join(world.root, ".git/rules"));
    });
    assertHeld(await world.review(), words, "gitIgnored");
  });

  it("names a folder that the change has ignored as one entry, and what it then adds to tracked ones", async () => {
    await world.edit("src/a.js");
    const words = [...(await world.add("quiet/x.js")), ...(await world.add("src/quiet.js"))];
    const rules = `# ${world.word()}\n/quiet\n/src/*\n`;
    await assertHides(["quiet/", "src/quiet.js"], status, async () => world.write(".gitignore", rules));
    const reviewed = await world.review();
    assertHeld(reviewed, words, "newlyExcluded");
    assert.deepEqual(reviewed.outcome.coverage.files.map((file) => file.path).toSorted(), [
      ".gitignore",
      "quiet",
      "src/a.js",
      "src/quiet.js",
    ]);
  });

  it("says nothing of what was ignored before the change", async () => {
    await world.write(".gitignore", "quiet.js\n");
    await world.commit();
    await world.edit("src/a.js");
    await world.repository.write("quiet.js", "quiet\n");
    const { outcome } = await world.review();
    assert.deepEqual(
      outcome.coverage.files.map((file) => file.path),
      ["src/a.js"],
    );
    assert.equal(outcome.coverage.complete, true);
  });

  it("is not misled by a change that calls its own files generated", async () => {
    await world.write(".gitattributes", "docs/* linguist-generated\n");
    await world.commit();
    // The trap: what was marked before stays here.
    const quiet = await world.edit("docs/readme.md");
    const words = await world.edit("src/a.js");
    await world.write(".gitattributes", "docs/* linguist-generated\nsrc/* linguist-generated\n");
    assert.match(await ask("check-attr", "linguist-generated", "src/a.js"), /set$/m);
    for (const argv of [[], ["--commit", "HEAD"]]) {
      if (argv.length > 0) await world.repository.commit("All of it");
      const reviewed = await world.review(argv);
      assertHeld(reviewed, quiet, "generated");
      assertReceived(reviewed, words);
    }
  });

  for (const name of [".aiignore", ".cursorignore"]) {
    it(`keeps to a ${name} that the change adds, and says so`, async () => {
      const words = await world.edit("src/a.js");
      await world.edit("src/b.js");
      assertReceived(await world.review(), words);
      const note = world.word();
      await world.write(name, `# ${note}\nsrc/a.js\n`);
      for (const argv of [[], ["--commit", "HEAD"]]) {
        if (argv.length > 0) await world.repository.commit("All of it");
        const { outcome, ...reviewed } = await world.review(argv);
        assertHeld({ outcome, ...reviewed }, words, "newlyExcluded");
        assert.equal(outcome.coverage.complete, false);
        assert.deepEqual(
          outcome.findings.map(({ origin, path: file }) => [origin, file]),
          [["local", name]],
        );
      }
    });
  }

  it("holds what is staged apart from what lies in the work tree", async () => {
    const staged = await world.edit("src/a.js");
    await ask("add", "--all");
    const text = await readFile(path.join(world.root, "src/a.js"), "utf8");
    const later = await world.edit("src/a.js");
    const all = await world.review();
    assertReceived(all, later);
    // Now the journal of what is staged alone.
    await world.write("src/a.js", text);
    const planted = world.planted();
    await world.repository.write("src/a.js", text.replace(staged[0]!, later[0]!));
    const reviewed = await world.review(["--staged"], planted);
    assertReceived(reviewed, staged);
    const bodies = world.server.requests.at(-1)!.raw.toString();
    assert.ok(!later.some((word) => bodies.includes(word)));
  });
});
