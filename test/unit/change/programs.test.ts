/** A repository can make git run programs. Each way is first shown to work, and then to stay silent through all we do. */

import assert from "node:assert/strict";
import { mkdir, readFile, rm, utimes } from "node:fs/promises";
import path from "node:path";
import { gather } from "../../../src/change/gather.ts";
import { listBranches, listCommits, readAt } from "../../../src/change/history.ts";
import { locate, type Repository } from "../../../src/change/repository.ts";
import { sidesOf, type ComparingScope } from "../../../src/change/sides.ts";
import { noSignal, textIn, withholdingBy } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";
import { setTrap, writeProgram, type Trap } from "../../support/traps.ts";

interface Bait {
  readonly lay: (repository: TestRepository, trap: Trap) => Promise<unknown>;
  /** An ordinary command that walks into it. */
  readonly step: (repository: TestRepository) => Promise<unknown>;
  /** Whether gathering ends as a fault, because what it needs is not to be had without that program. */
  readonly fails?: true;
}

const baits: Readonly<Record<string, Bait>> = {
  "core.fsmonitor": {
    lay: async (repository, { program }) => repository.git("config", "core.fsmonitor", program),
    step: async (repository) => repository.git("status"),
  },
  "a clean filter": {
    lay: async (repository, { program }) => {
      await repository.write(".gitattributes", "*.txt filter=evil\n");
      await repository.git("config", "filter.evil.clean", program);
      await repository.git("config", "filter.evil.required", "true");
    },
    step: async (repository) => repository.git("diff"),
  },
  "a filter process whose name holds what settings are written with": {
    lay: async (repository, { program }) => {
      await repository.write(".git/info/attributes", "*.txt filter=e=v.il\n");
      await repository.git("config", "filter.e=v.il.process", program);
    },
    step: async (repository) => repository.git("diff").catch(() => undefined),
  },
  "a smudge filter": {
    lay: async (repository, { program }) => {
      await repository.write(".git/info/attributes", "*.txt filter=evil\n");
      await repository.git("config", "filter.evil.smudge", program);
    },
    step: async (repository) => {
      await repository.remove("a.txt");
      await repository.git("checkout", "--", "a.txt");
      await repository.write("a.txt", "two\n");
    },
  },
  "an included file of settings": {
    lay: async (repository, { program }) => {
      const settings = path.join(await repository.outside(), "settings");
      await repository.write(
        path.relative(repository.root, settings),
        `[filter "evil"]\n\tclean = ${program}\n`,
      );
      await repository.write(".gitattributes", "*.txt filter=evil\n");
      await repository.git("config", "include.path", settings);
    },
    step: async (repository) => repository.git("diff"),
  },
  "a hook after the index changed": {
    lay: async (repository, { program }) => {
      await writeProgram(path.join(repository.root, ".git/hooks/post-index-change"), program);
    },
    step: async (repository) => {
      await utimes(path.join(repository.root, "b.txt"), 1, 1);
      await repository.git("status");
      await utimes(path.join(repository.root, "b.txt"), 2, 2);
    },
  },
  "a folder of hooks": {
    lay: async (repository, { program }) => {
      const folder = await repository.outside();
      await writeProgram(path.join(folder, "post-index-change"), program);
      await repository.git("config", "core.hooksPath", folder);
    },
    step: async (repository) => repository.git("add", "a.txt"),
  },
  "a signature to be shown": {
    lay: async (repository, { program }) => {
      const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abcd\n -----END PGP SIGNATURE-----";
      const commit = (await repository.git("cat-file", "commit", "HEAD")).replace(
        "\n\n",
        `\n${signature}\n\n`,
      );
      const file = path.join(await repository.outside(), "commit");
      await repository.write(path.relative(repository.root, file), commit);
      const id = (await repository.git("hash-object", "-t", "commit", "-w", file)).trim();
      await repository.git("reset", "--quiet", "--soft", id);
      await repository.git("branch", "--force", "base", id);
      await repository.git("config", "log.showSignature", "true");
      await repository.git("config", "gpg.program", program);
    },
    step: async (repository) => repository.git("log", "-1"),
  },
  "an external diff and a text conversion": {
    lay: async (repository, { program }) => {
      await repository.write(".gitattributes", "* diff=evil\n");
      await repository.git("config", "diff.external", program);
      await repository.git("config", "diff.evil.command", program);
      await repository.git("config", "diff.evil.textconv", program);
    },
    step: async (repository) => repository.git("diff"),
  },
  "a text conversion of lines that somebody asks about": {
    lay: async (repository, { program }) => {
      await repository.write(".gitattributes", "* diff=evil\n");
      await repository.git("config", "diff.evil.textconv", program);
    },
    step: async (repository) => repository.git("blame", "HEAD", "--", "a.txt"),
  },
  "a fetch of a missing object, by a program of its own": {
    lay: async (repository, { program }) => {
      await losePromised(repository, `ext::${program}`);
      await repository.git("config", "protocol.ext.allow", "always");
    },
    step: async (repository) => repository.git("diff").catch(() => undefined),
    fails: true,
  },
  "a fetch of a missing object, by ssh": {
    lay: async (repository, { program }) => {
      await losePromised(repository, "ssh://localhost/nowhere");
      await repository.git("config", "core.sshCommand", program);
    },
    step: async (repository) => repository.git("diff").catch(() => undefined),
    fails: true,
  },
  "a filter of a submodule": {
    lay: async (repository, { program }) => {
      const lib = await createRepository({ "x.txt": "x\n" });
      await repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        lib.root,
        "lib",
      );
      await repository.commit("A submodule");
      await repository.write("a.txt", "three\n");
      await repository.write(".git/modules/lib/info/attributes", "* filter=evil\n");
      await repository.git("-C", "lib", "config", "filter.evil.clean", program);
      await repository.write("lib/x.txt", "y\n");
      await lib.dispose();
    },
    step: async (repository) => repository.git("diff"),
  },
};

/** A partial clone that promises an object and does not have it. */
async function losePromised(repository: TestRepository, url: string): Promise<void> {
  const id = (await repository.git("rev-parse", "HEAD:a.txt")).trim();
  await repository.git("config", "core.repositoryFormatVersion", "1");
  await repository.git("config", "extensions.partialClone", "origin");
  await repository.git("config", "remote.origin.url", url);
  await repository.git("config", "remote.origin.promisor", "true");
  await rm(path.join(repository.root, ".git/objects", id.slice(0, 2), id.slice(2)));
}

const scopes: readonly ComparingScope[] = [
  { kind: "uncommitted" },
  { kind: "branch", base: null },
  { kind: "branch", base: "base" },
  { kind: "commit", commit: "HEAD" },
];

describe("A program that a repository brings along", () => {
  let repository: TestRepository;
  let trap: Trap;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\n", "b.txt": "b\n" });
    await repository.git("branch", "base");
    await repository.git("branch", "--set-upstream-to", "base");
    await repository.write("a.txt", "two\n");
    await repository.write("new.txt", "new\n");
    trap = await setTrap(repository);
  });
  afterEach(async () => repository.dispose());

  /** Everything this chapter can do, once; returns how the gathering ended. */
  async function doEverything(root: string): Promise<ReadonlySet<string>> {
    const git = await realGit();
    const signal = noSignal;
    const located = await locate({ folder: root, git, signal });
    assert.equal(located.kind, "one", JSON.stringify(located));
    const place: { repository: Repository; git: typeof git; signal: AbortSignal } = {
      repository: located.repository,
      git,
      signal,
    };
    const endings = new Set<string>();
    for (const scope of scopes) {
      const unsaved = [{ path: "b.txt", text: "unsaved\n" }];
      const gathered = await gather({
        ...place,
        sides: async (inside) => sidesOf(scope, inside),
        unsaved,
        withholding: withholdingBy(() => null),
      });
      endings.add(
        gathered.kind === "failed"
          ? `${gathered.fault.code}: ${gathered.fault.args?.reason ?? ""}`
          : "gathered",
      );
      if (gathered.kind === "failed") continue;
      await textIn(gathered.base, "b.txt");
      await gathered.said();
      await gathered.lastCommits([{ path: "a.txt", lines: [{ start: 1, end: 1 }] }]);
      await gathered.ignored(["new.txt"]);
      await gathered.dispose();
    }
    await listBranches(place);
    await listCommits({ ...place, most: 5 });
    await readAt({ ...place, version: { kind: "commit", commit: "HEAD" }, path: "a.txt" });
    return endings;
  }

  for (const [name, { lay, step, fails }] of Object.entries(baits)) {
    it(`as ${name} never runs`, async () => {
      await lay(repository, trap);
      await step(repository);
      assert.ok(await trap.sprang(), "the trap does not work");

      const endings = await doEverything(repository.root);
      assert.equal(await trap.sprang(), false);
      if (fails === undefined) assert.deepEqual([...endings], ["gathered"]);
      else assert.match([...endings].join(), /gitFailed: this is a partial clone/);
    });
  }

  it("in a repository that was committed as a folder never runs", async () => {
    const inner = path.join(repository.root, "innocent");
    await mkdir(path.join(inner, "work"), { recursive: true });
    await repository.write("innocent/HEAD", "ref: refs/heads/main\n");
    await repository.write("innocent/objects/keep", "");
    await repository.write("innocent/refs/keep", "");
    const settings = `[core]\n\trepositoryFormatVersion = 0\n\tbare = false\n\tworktree = work\n\tfsmonitor = ${trap.program}\n`;
    await repository.write("innocent/config", settings);
    await repository.commit("Innocent files");
    await repository.git("-C", "innocent", "status");
    assert.ok(await trap.sprang());

    const located = await locate({ folder: inner, git: await realGit(), signal: noSignal });
    assert.equal(located.kind, "failed");
    assert.deepEqual([...(await doEverything(repository.root))], ["gathered"]);
    assert.equal(await trap.sprang(), false);
  });

  it("as a filter leaves the text as it lies on the disk", async () => {
    await baits["a clean filter"]!.lay(repository, trap);
    const git = await realGit();
    const located = await locate({ folder: repository.root, git, signal: noSignal });
    assert.ok(located.kind === "one");
    const gathered = await gather({
      sides: async (inside) => sidesOf({ kind: "uncommitted" }, inside),
      repository: located.repository,
      git,
      unsaved: [],
      withholding: withholdingBy(() => null),
      signal: noSignal,
    });
    assert.ok(gathered.kind === "gathered");
    const file = gathered.change.files.find((each) => each.path === "a.txt");
    assert.equal(
      file?.new.kind === "text" && file.new.text,
      await readFile(path.join(repository.root, "a.txt"), "utf8"),
    );
    await gathered.dispose();
  });
});
