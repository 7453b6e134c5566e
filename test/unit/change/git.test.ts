/** git is found outside the code under review, sees no key, and every ending that is not a good one is a fault. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, symlink, watch } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { findGit } from "../../../src/change/git.ts";
import { locate } from "../../../src/change/repository.ts";
import {
  changeIn,
  faultIn,
  gatherIn,
  noSignal,
  textIn,
  theRepository,
  told,
} from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";
import { setTrap, wrappedGit, writeProgram } from "../../support/traps.ts";
import { run } from "../../support/vscode/processes.ts";

describe("git", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\n" });
    await repository.write("a.txt", "two\n");
  });
  afterEach(async () => repository.dispose());

  describe("when it is looked for", () => {
    it("is not one that the reviewed folder brings along, nor a link there, nor a link to there", async () => {
      const trap = await setTrap(repository);
      const planted = path.join(repository.root, "bin", "git");
      await writeProgram(planted, `'${trap.program}'; echo git version 2.99.0`);
      const elsewhere = await repository.outside();
      await symlink(planted, path.join(elsewhere, "git"));
      const inside = path.join(repository.root, "tools");
      await writeProgram(path.join(inside, "readme"), "");
      await symlink(path.join(elsewhere, "git"), path.join(inside, "git"));

      await run("git", ["version"], { env: { PATH: path.dirname(planted) } });
      assert.ok(await trap.sprang());

      const { executable } = await realGit();
      const folders = [path.dirname(planted), inside, elsewhere, path.dirname(executable)];
      for (const reviewed of [repository.root, inside]) {
        const found = await findGit({
          configured: planted,
          outside: [reviewed],
          searchPath: folders.join(path.delimiter),
        });
        assert.equal(found.kind === "found" && found.git.executable, executable);
      }
      assert.equal(await trap.sprang(), false);
    });

    it("is never looked for in the current folder or a relative one", async () => {
      const found = await findGit({
        configured: "git",
        outside: [],
        searchPath: ["", ".", "bin"].join(path.delimiter),
      });
      assert.equal(found.kind, "missing");
    });

    it("is the configured one before any other", async () => {
      const git = await wrappedGit(repository, "");
      const found = await findGit({
        configured: git.executable,
        outside: [],
        searchPath: process.env.PATH ?? "",
      });
      assert.equal(found.kind === "found" && found.git.executable, git.executable);
    });

    it("is missing where what is called git is none", async () => {
      const folder = await repository.outside();
      await writeProgram(path.join(folder, "git"), "echo hello");
      assert.equal((await findGit({ configured: null, outside: [], searchPath: folder })).kind, "missing");
    });

    it("is refused by its version when it would not heed our settings", async () => {
      const git = await wrappedGit(repository, `[ "$2" = version ] && echo git version 2.30.9 && exit 0`);
      const located = await locate({ folder: repository.root, git, signal: noSignal });
      assert.match(
        located.kind === "failed" ? String(located.fault.args?.reason) : "",
        /2\.30\.9 is too old/,
      );
    });
  });

  it("sees no key and no variable of its own from outside, in any call", async () => {
    const dump = path.join(await repository.outside(), "dump");
    const git = await wrappedGit(repository, `env >> '${dump}'`);
    const canary = ["canary", "of", "the", "environment"].join("-");
    const planted = {
      OPENAI_API_KEY: `key-${canary}`,
      GIT_EXTERNAL_DIFF: `diff-${canary}`,
      NODE_OPTIONS_X: canary,
    };
    Object.assign(process.env, planted);
    try {
      await promisify(execFile)(git.executable, ["version"]);
      assert.ok((await readFile(dump, "utf8")).includes(`key-${canary}`));
      await run("rm", [dump]);

      const unsaved = [{ path: "a.txt", text: "three\n" }];
      await changeIn({ folder: repository.root, git, unsaved }, async ({ base, ignored }) => {
        assert.equal(await textIn(base, "a.txt"), "one\n");
        await ignored(["b.txt"]);
      });
    } finally {
      for (const name of Object.keys(planted)) Reflect.deleteProperty(process.env, name);
    }
    const seen = await readFile(dump, "utf8");
    assert.ok(seen.includes("GIT_ALLOW_PROTOCOL=none"));
    assert.equal(seen.includes(canary), false);
  });

  /** Asked for where there is much to read. */
  const sizes = "cat-file --batch-check";
  const commands = [
    "config --list",
    "rev-parse --path-format=absolute",
    "rev-parse --verify",
    "ls-files -z --stage",
    "diff-files",
    "ls-files -z --others --exclude-standard",
    "ls-files -z --others --ignored",
    "check-ignore --verbose",
    "hash-object -w --stdin",
    "write-tree",
    "diff-tree -r -z",
    "cat-file --batch",
    "hash-object -w -t tree",
    "diff-tree -r --patch",
    sizes,
  ];
  const endings: Readonly<Record<string, { readonly script: string; readonly reason: RegExp }>> = {
    "with another code than 0": { script: "exit 3", reason: /ended with 3|no work tree/ },
    "by a signal": { script: "kill -KILL $$", reason: /SIGKILL/ },
    "with 0 but only the beginning of its answer": {
      script: `"$GIT" "$@" | head -c 20; exit 0`,
      reason: /./,
    },
  };
  for (const [ending, { script, reason }] of Object.entries(endings)) {
    it(`that ends ${ending} is a fault, never an empty or a smaller change`, async () => {
      await repository.write("an untracked file with a long name.txt", "new\n");
      await repository.write("a hidden file with a long name.txt", "hidden\n");
      await repository.write(".git/info/exclude", "a hidden file with a long name.txt\n");
      await repository.git("init", "--quiet", "inner");
      for (const command of commands) {
        if (command === sizes) {
          for (const name of "abcde")
            await repository.write(`much/${name}.txt`, `${name.repeat(1_000_000)}\n`);
        }
        const git = await wrappedGit(repository, `case "$* " in *"${command} "*) ${script};; esac`);
        const gathered = await gatherIn({ folder: repository.root, git });
        assert.ok(gathered.kind === "failed", command);
        assert.match(String(gathered.fault.args?.reason), reason, command);
      }
    });
  }

  it("that cuts its diff short, or changes a line of it, is a fault", async () => {
    await repository.write("a.txt", "two\nthree\n");
    for (const filter of ["head -n 6", "sed s/three/four/", "sed s/^+two/-two/", "cat /dev/null"]) {
      const git = await wrappedGit(
        repository,
        `case "$*" in *--patch*) "$GIT" "$@" | ${filter}; exit 0;; esac`,
      );
      assert.equal((await faultIn({ folder: repository.root, git })).code, "gitFailed", filter);
    }
  });

  it("that may not look into a folder says so: of untracked files the folder is named, of tracked ones it is a fault", async () => {
    const closed = `warning: could not open directory 'closed/': Permission denied`;
    const half = await wrappedGit(repository, `case "$*" in *--others*) echo "${closed}" >&2;; esac`);
    assert.deepEqual(told(await changeIn({ folder: repository.root, git: half })), [
      "modified a.txt: text, text",
      "added closed: absent, unreadable",
    ]);
    const kept = "kept/a.txt: Permission denied";
    const blind = await wrappedGit(repository, `case "$*" in *diff-files*) echo "${kept}" >&2;; esac`);
    assert.equal((await faultIn({ folder: repository.root, git: blind })).args?.reason, kept);
  });

  it("says why it failed in few words", async () => {
    const long = "x".repeat(5000);
    const git = await wrappedGit(
      repository,
      `case "$*" in *write-tree*) echo 'fatal: ${long}' >&2; exit 128;; esac`,
    );
    const fault = await faultIn({ folder: repository.root, git });
    assert.match(String(fault.args?.reason), /^x{300}$/);
  });

  it("is ended by an abort, and has ended by the time that is told", async () => {
    const folder = await repository.outside();
    const [started, held] = [path.join(folder, "started"), path.join(folder, "held")];
    await run("mkfifo", [held]);
    const note = `echo $$ > '${started}.tmp'; mv '${started}.tmp' '${started}'`;
    const git = await wrappedGit(repository, `case "$*" in *diff-tree*) ${note}; exec cat '${held}';; esac`);
    const controller = new AbortController();
    const changes = watch(folder, { signal: controller.signal });
    const gathering = faultIn({ folder: repository.root, git, signal: controller.signal });
    for await (const { filename } of changes) if (filename === "started") break;
    const pid = Number(await readFile(started, "utf8"));
    assert.ok(process.kill(pid, 0));
    controller.abort();
    assert.deepEqual(await gathering, { code: "interrupted" });
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  });

  it("is not even started after an abort", async () => {
    const fault = await faultIn({ folder: repository.root, signal: AbortSignal.abort() });
    assert.deepEqual(fault, { code: "interrupted" });
  });

  it("reads a change through a wrapper like through itself", async () => {
    const git = await wrappedGit(repository, "");
    assert.deepEqual(told(await changeIn({ folder: repository.root, git })), ["modified a.txt: text, text"]);
    assert.equal((await theRepository(repository.root, git)).root, repository.root);
  });
});
