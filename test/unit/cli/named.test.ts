/** What a flag names is what is looked at: each scope of the command line, over real repositories, in practice. */

import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import type { RunningWorker } from "../../../src/workerClient.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { sourceWorker } from "../../support/story.ts";
import { outcomeOf, secondLook } from "../../support/terminal.ts";
import { cleanEnvironment } from "../../support/vscode/environment.ts";
import { run } from "../../support/vscode/processes.ts";

/** A line that practice finds, with a name to know it by. */
const mistake = (name: string): string => `for (let i = 0; i <= ${name}.length; i++) use(${name}[i]);\n`;

describe("The change that the command line looks at", () => {
  let worker: RunningWorker;
  let repository: TestRepository;

  before(() => {
    worker = sourceWorker();
  });
  after(async () => worker.dispose());
  beforeEach(async () => {
    repository = await createRepository({ "a.js": "use(0);\n", "b.js": "use(0);\n" }, "shop");
  });
  afterEach(() => repository.dispose());

  interface Look {
    readonly folder?: string;
    readonly environment?: Readonly<Record<string, string>>;
  }

  /** The names in the lines that were found, with their file. */
  async function seen(argv: readonly string[], look: Look = {}): Promise<readonly string[]> {
    const { outcome } = await outcomeOf(["review", "--practice", "--depth", "quick", ...argv], {
      worker,
      folder: repository.root,
      ...look,
    });
    assert.deepEqual(outcome.failures, []);
    return outcome.findings
      .map(
        (finding) => `${finding.repository}/${finding.path} ${/<= (\w+)\./.exec(finding.quote)?.[1] ?? "?"}`,
      )
      .sort();
  }

  it("is what is staged, what is not, or both", async () => {
    await repository.write("a.js", mistake("staged"));
    await repository.git("add", ".");
    await repository.write("a.js", mistake("later"));
    await repository.write("new.js", mistake("untracked"));
    assert.deepEqual(await seen(["--staged"]), ["shop/a.js staged"]);
    assert.deepEqual(await seen(["--unstaged"]), ["shop/a.js later", "shop/new.js untracked"]);
    assert.deepEqual(await seen([]), ["shop/a.js later", "shop/new.js untracked"]);
  });

  it("is a branch with the working tree or without it, its base named or guessed", async () => {
    await repository.git("checkout", "--quiet", "-b", "work");
    await repository.write("a.js", mistake("committed"));
    await repository.commit("Work");
    await repository.write("b.js", mistake("uncommitted"));
    for (const base of [["--base", "main"], ["--branch"]]) {
      assert.deepEqual(await seen(base), ["shop/a.js committed", "shop/b.js uncommitted"]);
      assert.deepEqual(await seen([...base, "--committed"]), ["shop/a.js committed"]);
    }
  });

  it("is a commit, a range, or the last few commits", async () => {
    for (const name of ["one", "two", "three"]) {
      await repository.write(`${name}.js`, mistake(name));
      await repository.commit(name);
    }
    assert.deepEqual(await seen(["--commit", "HEAD~1"]), ["shop/two.js two"]);
    assert.deepEqual(await seen(["--range", "HEAD~3..HEAD~1"]), ["shop/one.js one", "shop/two.js two"]);
    assert.deepEqual(await seen(["--last", "2"]), ["shop/three.js three", "shop/two.js two"]);
  });

  it("is a file as it is, or lines of it, counted from the folder it is started in", async () => {
    await repository.write("src/a.js", mistake("first") + "use(0);\n" + mistake("second"));
    await repository.commit("Nothing is uncommitted");
    const other = await createRepository({ "a.js": "use(0);\n" });
    try {
      const look = { folder: path.join(repository.root, "src") };
      assert.deepEqual(await seen([], look), []);
      assert.deepEqual(await seen(["--file", "a.js"], look), ["shop/src/a.js first", "shop/src/a.js second"]);
      assert.deepEqual(await seen(["--file", "a.js:2-3", "--repo", other.root], look), [
        "shop/src/a.js second",
      ]);
    } finally {
      await other.dispose();
    }
  });

  it("says so of a file that is not there", async () => {
    const argv = ["review", "--practice", "--file", "c.js:3"];
    const { code, outcome } = await outcomeOf(argv, { worker, folder: repository.root });
    assert.equal(code, 3);
    assert.deepEqual(
      outcome.failures.map((failure) => failure.code),
      ["noSuchFile"],
    );
    assert.match(outcome.failures[0]?.message ?? "", /c\.js/);
    assert.match(outcome.failures[0]?.nextStep ?? "", /--file/);
  });

  it("is that of every repository that is named", async () => {
    const site = await createRepository({ "a.js": "use(0);\n" }, "site");
    try {
      await repository.write("a.js", mistake("ours"));
      await site.write("a.js", mistake("theirs"));
      const repositories = ["--repo", repository.root, "--repo", site.root];
      assert.deepEqual(await seen(repositories), ["shop/a.js ours", "site/a.js theirs"]);
      const { out } = await secondLook(["review", "--practice", ...repositories], {
        worker,
        folder: repository.root,
      });
      assert.match(out, /^Second Look · 2 repositories · 2 findings/);
      assert.match(out, /^ {2}site: HEAD \([0-9a-f]{8}\) → working tree$/m);
      assert.match(out, /^MAJOR {2}site\/a\.js:1 /m);
    } finally {
      await site.dispose();
    }
  });

  describe("with GIT_INDEX_FILE in the environment", () => {
    async function staged(index: string): Promise<string> {
      const env = cleanEnvironment({ GIT_INDEX_FILE: index });
      return run("git", ["-C", repository.root, "diff", "--cached"], { env });
    }

    beforeEach(async () => {
      await repository.write("a.js", mistake("hook"));
      await repository.git("add", ".");
    });

    /** Moves what is staged into another index, and stages something else. */
    async function indexAt(file: string): Promise<string> {
      await copyFile(path.join(repository.root, ".git/index"), file);
      await repository.git("reset", "--quiet");
      await repository.write("a.js", mistake("own"));
      await repository.git("add", ".");
      return file;
    }

    it("is staged there, where it lies beside the repository's index as it does for hooks", async () => {
      const index = await indexAt(path.join(repository.root, ".git/next-index-1.lock"));
      assert.deepEqual(await seen(["--staged"]), ["shop/a.js own"]);
      const environments = [{ GIT_INDEX_FILE: index }, { GIT_INDEX_FILE: ".git/next-index-1.lock" }];
      for (const environment of environments)
        assert.deepEqual(await seen(["--staged"], { environment }), ["shop/a.js hook"]);
    });

    it("is not staged there, where it lies anywhere else", async () => {
      const index = await indexAt(path.join(await repository.outside(), "index"));
      assert.match(await staged(index), /hook/, "git itself uses it");
      assert.deepEqual(await seen(["--staged"], { environment: { GIT_INDEX_FILE: index } }), [
        "shop/a.js own",
      ]);
    });
  });
});
