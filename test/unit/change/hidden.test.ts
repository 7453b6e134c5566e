/** What git is told to hide, the ledger shows all the same: each trick first hides a change from git, then from nobody. */

import assert from "node:assert/strict";
import path from "node:path";
import { changeIn, fileOf, marked, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

interface Trick {
  readonly play: (repository: TestRepository) => Promise<unknown>;
  /** What git says when asked plainly. */
  readonly ask: (repository: TestRepository) => Promise<string>;
  /** How that looks while nothing is hidden. */
  readonly shows: RegExp;
}

const tricks: Readonly<Record<string, Trick>> = {
  "an attribute": {
    play: async (repository) => repository.write(".gitattributes", "*.js -diff\n"),
    ask: async (repository) => repository.git("diff", "HEAD", "--", "src/a.js"),
    shows: /^\+two/m,
  },
  "an attribute outside the work tree": {
    play: async (repository) => repository.write(".git/info/attributes", "*.js binary\n"),
    ask: async (repository) => repository.git("diff", "HEAD", "--", "src/a.js"),
    shows: /^\+two/m,
  },
  "a driver that says binary": {
    play: async (repository) => {
      await repository.write(".git/info/attributes", "*.js diff=blind\n");
      await repository.git("config", "diff.blind.binary", "true");
    },
    ask: async (repository) => repository.git("diff", "HEAD", "--", "src/a.js"),
    shows: /^\+two/m,
  },
  "assume-unchanged": {
    play: async (repository) => repository.git("update-index", "--assume-unchanged", "src/a.js"),
    ask: async (repository) => repository.git("diff", "HEAD"),
    shows: /^\+two/m,
  },
  "skip-worktree": {
    play: async (repository) => repository.git("update-index", "--skip-worktree", "src/a.js"),
    ask: async (repository) => repository.git("diff", "HEAD"),
    shows: /^\+two/m,
  },
  "a replaced commit": {
    play: async (repository) => {
      const head = (await repository.git("rev-parse", "HEAD")).trim();
      const other = await repository.commit("The change itself");
      await repository.git("reset", "--quiet", "--soft", head);
      await repository.git("replace", head, other);
    },
    ask: async (repository) => repository.git("diff", "HEAD"),
    shows: /^\+two/m,
  },
  "a setting about untracked files": {
    play: async (repository) => repository.git("config", "status.showUntrackedFiles", "no"),
    ask: async (repository) => repository.git("status", "--porcelain"),
    shows: /new\.js/,
  },
  "a setting about the current folder": {
    play: async (repository) => repository.git("config", "diff.relative", "true"),
    ask: async (repository) => repository.git("-C", "docs", "diff", "--name-only", "HEAD"),
    shows: /src\/a\.js/,
  },
  "settings about times": {
    play: async (repository) => {
      await repository.git("config", "core.ignoreStat", "true");
      await repository.git("add", "src/a.js");
      await repository.git("reset", "--quiet", "--hard");
      await repository.write("src/a.js", "two\n");
    },
    ask: async (repository) => repository.git("diff", "HEAD"),
    shows: /^\+two/m,
  },
};

describe("A change that git is told to hide", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "src/a.js": "one\n", "docs/readme.md": "Read\n" });
    await repository.write("src/a.js", "two\n");
    await repository.write("src/new.js", "new\n");
  });
  afterEach(async () => repository.dispose());

  for (const [name, { play, ask, shows }] of Object.entries(tricks)) {
    it(`by ${name} is there`, async () => {
      assert.match(await ask(repository), shows);
      await play(repository);
      assert.doesNotMatch(await ask(repository), shows);

      const change = await changeIn({ folder: path.join(repository.root, "docs") });
      assert.deepEqual(marked(fileOf(change, "src/a.js")), ["-one", "+two"]);
      assert.deepEqual(marked(fileOf(change, "src/new.js")), ["+new"]);
    });
  }

  it("by a setting about submodules is there", async () => {
    const lib = await createRepository({ "x.txt": "x\n" });
    await repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib.root, "lib");
    await repository.commit("A submodule");
    const ids = ["-c", "user.name=A", "-c", "user.email=a@b"];
    await repository.git("-C", "lib", ...ids, "commit", "--quiet", "--allow-empty", "-m", "x");
    assert.match(await repository.git("diff"), /Subproject/);
    await repository.git("config", "submodule.lib.ignore", "all");
    await repository.git("config", "diff.ignoreSubmodules", "all");
    assert.equal(await repository.git("diff"), "");
    assert.deepEqual(told(await changeIn({ folder: repository.root })), [
      "modified lib: submodule, submodule",
    ]);
    await repository.git("add", "--force", "lib");
    await repository.git(...ids, "commit", "--quiet", "--allow-empty", "--message", "Moved");
    const scope = { kind: "commit", commit: "HEAD" } as const;
    assert.deepEqual(told(await changeIn({ folder: repository.root, scope })), [
      "modified lib: submodule, submodule",
    ]);
    await lib.dispose();
  });

  it("is not made up where a sparse checkout leaves files out", async () => {
    await repository.commit("All");
    await repository.git("sparse-checkout", "set", "--cone", "docs");
    await repository.write("docs/readme.md", "Read me\n");
    assert.deepEqual(told(await changeIn({ folder: repository.root })), [
      "modified docs/readme.md: text, text",
    ]);
    await repository.git("config", "index.sparse", "true");
    await repository.git("sparse-checkout", "reapply");
    assert.deepEqual(told(await changeIn({ folder: repository.root })), [
      "modified docs/readme.md: text, text",
    ]);
    await repository.write("src/a.js", "three\n");
    const change = await changeIn({ folder: repository.root });
    assert.deepEqual(told(change), ["modified docs/readme.md: text, text", "modified src/a.js: text, text"]);
  });

  it("comes out the same whatever settings would shape a diff", async () => {
    const lines = Array.from({ length: 30 }, (_, line) => `line ${line % 7}\n`);
    await repository.write("long.txt", lines.join(""));
    await repository.commit("Longer");
    await repository.write("long.txt", lines.with(5, "\n").with(15, "x\n").toSpliced(25, 1).join(""));
    await repository.git("mv", "docs/readme.md", "docs/moved.md");
    const before = await changeIn({ folder: repository.root });

    const order = path.join(await repository.outside(), "order");
    await repository.write(path.relative(repository.root, order), "src/*\nlong*\n");
    const settings: Readonly<Record<string, string>> = {
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "diff.orderFile": order,
      "diff.algorithm": "patience",
      "diff.context": "0",
      "diff.interHunkContext": "20",
      "diff.renames": "false",
      "diff.renameLimit": "1",
      "diff.suppressBlankEmpty": "true",
      "diff.wsErrorHighlight": "all",
      "diff.colorMoved": "zebra",
      "diff.wordRegex": ".",
      "color.ui": "always",
      "color.diff": "always",
      "core.quotePath": "false",
      "core.abbrev": "4",
      "core.bigFileThreshold": "1",
      "core.safecrlf": "true",
      "core.whitespace": "cr-at-eol",
    };
    for (const [name, value] of Object.entries(settings)) await repository.git("config", name, value);
    assert.notEqual(await repository.git("diff", "HEAD"), "");
    assert.deepEqual(await changeIn({ folder: repository.root }), before);
  });
});
