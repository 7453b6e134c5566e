/** One run over several places: repositories, their submodules, and files that a person chose. */

import assert from "node:assert/strict";
import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { survey, type Around, type Surveyed, type SurveyOptions } from "../../../src/change/survey.ts";
import type { Withholding } from "../../../src/change/change.ts";
import type { Fault } from "../../../src/contract/failure.ts";
import { noSignal, told, withholdingBy } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

type Options = SurveyOptions<Withholding>;

async function surveyed(part: Partial<Options> & Pick<Options, "folders">): Promise<Surveyed<Withholding>> {
  return survey<Withholding>({
    scope: { kind: "uncommitted" },
    git: await realGit(),
    unsaved: async () => [],
    documentText: async () => null,
    withholdingFor: () => withholdingBy(() => null),
    hookIndex: null,
    signal: noSignal,
    ...part,
  });
}

/** For each repository its id and what changed there. */
async function changesIn(part: Partial<Options> & Pick<Options, "folders">): Promise<readonly unknown[]> {
  const result = await surveyed(part);
  assert.equal(result.kind, "surveyed", JSON.stringify(result));
  const changes = result.changes.map(({ change }) => [change.repository.id, ...told(change)]);
  await result.dispose();
  return changes;
}

async function faultIn(part: Partial<Options> & Pick<Options, "folders">): Promise<Fault> {
  const result = await surveyed(part);
  assert.equal(result.kind, "failed");
  return result.fault;
}

describe("Several repositories", () => {
  let one: TestRepository;
  let two: TestRepository;

  beforeEach(async () => {
    one = await createRepository({ "a.txt": "a\n" }, "app");
    two = await createRepository({ "a.txt": "a\n" }, "app");
    await one.write("a.txt", "one\n");
    await two.write("a.txt", "two\n");
  });
  afterEach(async () => {
    await one.dispose();
    await two.dispose();
  });

  it("come in one run, each under an id of its own, each once", async () => {
    const folders = [one.root, two.root, one.root];
    assert.deepEqual(await changesIn({ folders }), [
      ["app", "modified a.txt: text, text"],
      ["app-2", "modified a.txt: text, text"],
    ]);
  });

  it("all fail with one of them: half of a run must not look like a whole one", async () => {
    const scope = { kind: "commit", commit: await one.commit("Only here") } as const;
    const fault = await faultIn({ folders: [one.root, two.root], scope });
    assert.equal(fault.code, "badRevision");
  });
});

describe("A submodule", () => {
  let library: TestRepository;
  let app: TestRepository;
  let first: string;

  const inside = (...args: readonly string[]): Promise<string> => app.git("-C", "vendor/lib", ...args);

  beforeEach(async () => {
    library = await createRepository({ "lib.txt": "1\n" }, "lib");
    first = (await library.git("rev-parse", "HEAD")).trim();
    app = await createRepository({ "a.txt": "a\n" }, "app");
    await app.git(
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "--quiet",
      "add",
      library.root,
      "vendor/lib",
    );
    await app.commit("With a library");
    await inside("config", "user.name", "A Developer");
    await inside("config", "user.email", "developer@example.com");
  });
  afterEach(async () => {
    await app.dispose();
    await library.dispose();
  });

  it("that is as it was committed is not worth a word", async () => {
    const result = await surveyed({ folders: [app.root] });
    assert.ok(result.kind === "surveyed");
    assert.deepEqual(
      result.changes.map(({ change, isInner }) => [change.repository.id, isInner, change.files.length]),
      [
        ["app", false, 0],
        ["app/vendor/lib", true, 0],
      ],
    );
    await result.dispose();
  });

  it("that is dirty is looked at as a repository of its own, though git says nothing of it", async () => {
    await app.write("vendor/lib/lib.txt", "2\n");
    await app.write("vendor/lib/new.txt", "new\n");
    await app.git("config", "diff.ignoreSubmodules", "all");
    assert.equal(await app.git("diff"), "");
    assert.deepEqual(await changesIn({ folders: [app.root] }), [
      ["app"],
      ["app/vendor/lib", "modified lib.txt: text, text", "added new.txt: absent, text"],
    ]);
  });

  it("at another commit is named, and looked at from the commit that was recorded", async () => {
    await app.write("vendor/lib/lib.txt", "2\n");
    await inside("commit", "--quiet", "--all", "--message", "Second");
    await app.write("vendor/lib/lib.txt", "3\n");
    const result = await surveyed({ folders: [app.root] });
    assert.ok(result.kind === "surveyed");
    const [outer, inner] = result.changes.map(({ change }) => change);
    assert.deepEqual(outer && told(outer), ["modified vendor/lib: submodule, submodule"]);
    assert.deepEqual(inner && told(inner), ["modified lib.txt: text, text"]);
    assert.equal(inner?.repository.base.commit, first);
    assert.deepEqual(inner.repository.head, { label: "working tree", commit: null });
    await result.dispose();
  });

  it("in a commit, and in the index, is compared between the commits that these name", async () => {
    await app.write("vendor/lib/lib.txt", "2\n");
    await inside("commit", "--quiet", "--all", "--message", "Second");
    const second = (await inside("rev-parse", "HEAD")).trim();
    await app.git("add", "vendor/lib");
    await app.write("vendor/lib/lib.txt", "not staged\n");
    for (const scope of [{ kind: "staged" }, { kind: "commit", commit: "HEAD" }] as const) {
      if (scope.kind === "commit") await app.commit("The second version of the library");
      const result = await surveyed({ folders: [app.root], scope });
      assert.ok(result.kind === "surveyed");
      const inner = result.changes[1]?.change;
      assert.deepEqual(inner && told(inner), ["modified lib.txt: text, text"]);
      assert.deepEqual([inner?.repository.base.commit, inner?.repository.head.commit], [first, second]);
      await result.dispose();
    }
  });

  it("that is new in the change begins with nothing", async () => {
    const scope = { kind: "commit", commit: "HEAD" } as const;
    assert.deepEqual(await changesIn({ folders: [app.root], scope }), [
      ["app", "added .gitmodules: absent, text", "added vendor/lib: absent, submodule"],
      ["app/vendor/lib", "added lib.txt: absent, text"],
    ]);
  });

  it("that is not checked out, or lacks the commit, stays a name", async () => {
    const scope = { kind: "commit", commit: "HEAD" } as const;
    const expected = [["app", "added .gitmodules: absent, text", "added vendor/lib: absent, submodule"]];
    await rename(path.join(app.root, "vendor/lib"), path.join(app.root, "elsewhere"));
    await mkdir(path.join(app.root, "vendor/lib"));
    assert.deepEqual(await changesIn({ folders: [app.root], scope }), expected);
    await rename(path.join(app.root, "elsewhere"), path.join(app.root, "vendor/lib"));
    await inside("commit", "--quiet", "--amend", "--message", "Rewritten");
    await inside("reflog", "expire", "--expire=now", "--all");
    await inside("update-ref", "-d", "refs/remotes/origin/main");
    await inside("update-ref", "-d", "refs/remotes/origin/HEAD");
    await inside("gc", "--quiet", "--prune=now");
    assert.deepEqual(await changesIn({ folders: [app.root], scope }), expected);
  });

  it("behind a link that leads out of the work tree is not opened", async () => {
    await app.write("vendor/lib/lib.txt", "2\n");
    const outside = await app.outside();
    await rename(path.join(app.root, "vendor/lib"), path.join(outside, "lib"));
    await symlink(path.join(outside, "lib"), path.join(app.root, "vendor/lib"));
    const [outer, ...others] = await changesIn({ folders: [app.root] });
    assert.deepEqual(outer, ["app", "typeChanged vendor/lib: submodule, link"]);
    assert.deepEqual(others, []);
  });

  it("obeys the rules of the repository around it", async () => {
    await app.write("vendor/lib/lib.txt", "2\n");
    const around: (Around<Withholding> | null)[] = [];
    await changesIn({
      folders: [app.root],
      withholdingFor: (_, holder) => {
        around.push(holder);
        return withholdingBy(() => null);
      },
    });
    assert.deepEqual(
      around.map((each) => each?.path ?? null),
      [null, "vendor/lib"],
    );
  });
});

describe("A repository that lies untracked in another", () => {
  it("is looked at with its own uncommitted work", async () => {
    const app = await createRepository({ "a.txt": "a\n" }, "app");
    await app.git("init", "--quiet", "own");
    await app.write("own/x.txt", "x\n");
    const named = ["app", "added own: absent, submodule"];
    assert.deepEqual(await changesIn({ folders: [app.root] }), [
      named,
      ["app/own", "added x.txt: absent, text"],
    ]);
    await app.git("-C", "own", "add", "x.txt");
    await app.git(
      "-C",
      "own",
      "-c",
      "user.name=A",
      "-c",
      "user.email=a@example.com",
      "commit",
      "--quiet",
      "-m",
      "x",
    );
    await app.write("own/x.txt", "changed\n");
    assert.deepEqual(await changesIn({ folders: [app.root] }), [
      named,
      ["app/own", "modified x.txt: text, text"],
    ]);
    await app.dispose();
  });
});

describe("A repository inside that keeps its objects elsewhere", () => {
  /** Each makes the folder pass for a repository whose history is somebody else's. */
  const ways: Readonly<Record<string, (app: TestRepository, secret: string) => Promise<void>>> = {
    "by a file that names another one's folder": async (app, secret) =>
      app.write("own/.git", `gitdir: ${secret}/.git\n`),
    "by a folder that has it in common with another one": async (app, secret) => {
      await app.git("init", "--quiet", "--initial-branch=main", "own");
      await app.write("own/.git/commondir", `${secret}/.git\n`);
    },
  };
  for (const [way, lay] of Object.entries(ways)) {
    it(`${way} is not looked into`, async () => {
      const app = await createRepository({ "a.txt": "a\n" }, "app");
      const secret = await createRepository({ "private.txt": "private\n" });
      await lay(app, secret.root);
      await app.write("own/x.txt", "x\n");
      assert.equal(await app.git("-C", "own", "show", "HEAD:private.txt"), "private\n", "git would");
      const told = JSON.stringify(await changesIn({ folders: [app.root] }));
      assert.ok(!told.includes("private"), told);
      await secret.dispose();
      await app.dispose();
    });
  }
});

describe("An index that a hook was given", () => {
  let repository: TestRepository;
  const scope = { kind: "staged" } as const;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "a\n" });
    await repository.write("a.txt", "changed\n");
  });
  afterEach(async () => repository.dispose());

  const indexAt = async (file: string): Promise<string> => {
    await repository.git("add", "a.txt");
    await rename(path.join(repository.root, ".git/index"), file);
    await repository.git("reset", "--quiet");
    return file;
  };

  it("is what is being committed", async () => {
    const hookIndex = await indexAt(path.join(repository.root, ".git/next-index-1.lock"));
    assert.deepEqual(await changesIn({ folders: [repository.root], scope }), [
      [path.basename(repository.root)],
    ]);
    const [change] = await changesIn({ folders: [repository.root], scope, hookIndex });
    assert.deepEqual(change, [path.basename(repository.root), "modified a.txt: text, text"]);
  });

  it("is not believed where it lies elsewhere", async () => {
    const hookIndex = await indexAt(path.join(await repository.outside(), "index"));
    const [change] = await changesIn({ folders: [repository.root], scope, hookIndex });
    assert.deepEqual(change, [path.basename(repository.root)]);
  });
});

describe("A file that a person chose", () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await createRepository({ "src/a.ts": "a\nb\nc\n", ".gitignore": "made.ts\n" });
  });
  afterEach(async () => repository.dispose());

  const files = async (...chosen: readonly string[]) =>
    surveyed({ folders: [repository.root], scope: { kind: "files", files: chosen } });

  it("is taken whole, and every line of it counts as changed", async () => {
    const result = await files("src/a.ts");
    assert.ok(result.kind === "surveyed");
    const [{ change } = assert.fail()] = result.changes;
    assert.deepEqual(told(change), ["chosen src/a.ts: absent, text"]);
    assert.deepEqual(
      change.files[0]?.hunks[0]?.lines.map((line) => [line.kind, line.old, line.new]),
      [1, 2, 3].map((line) => ["added", null, line]),
    );
    assert.equal(change.repository.id, path.basename(repository.root));
    await result.dispose();
  });

  it("may lie outside of every repository, or only in the editor", async () => {
    const outside = await repository.outside();
    await writeFile(path.join(outside, "notes.py"), "print(1)\n");
    const result = await surveyed({
      folders: [repository.root],
      scope: { kind: "files", files: [path.join(outside, "notes.py"), "untitled:Untitled-1", "src/a.ts"] },
      documentText: async (file) =>
        file === "untitled:Untitled-1" ? "draft\n" : file === "src/a.ts" ? "unsaved\n" : null,
    });
    assert.ok(result.kind === "surveyed");
    const places = result.changes.map(
      ({
        change: {
          repository: place,
          files: [file],
        },
      }) => [place.root, file?.path, file?.new.kind === "text" && file.new.text],
    );
    assert.deepEqual(places, [
      [outside, "notes.py", "print(1)\n"],
      ["", "Untitled-1", "draft\n"],
      [repository.root, "src/a.ts", "unsaved\n"],
    ]);
    await result.dispose();
  });

  it("only in the editor keeps a name of its own beside another of the same name", async () => {
    const result = await surveyed({
      folders: [repository.root],
      scope: { kind: "files", files: ["untitled:/a/x.ts", "untitled:/b/x.ts"] },
      documentText: async (file) => file,
    });
    assert.ok(result.kind === "surveyed");
    const texts = result.changes[0]?.change.files.map(({ path: name, new: side }) => [
      name,
      side.kind === "text" && side.text,
    ]);
    assert.deepEqual(texts, [
      ["x.ts", "untitled:/a/x.ts"],
      ["x.ts (2)", "untitled:/b/x.ts"],
    ]);
    await result.dispose();
  });

  it("is found by its real path, whichever way it was named", async () => {
    const outside = await repository.outside();
    await symlink(path.join(repository.root, "src/a.ts"), path.join(outside, "link.ts"));
    const result = await files(path.join(outside, "link.ts"));
    assert.ok(result.kind === "surveyed");
    assert.equal(result.changes[0]?.change.repository.root, repository.root);
    assert.equal(result.changes[0].change.files[0]?.path, "src/a.ts");
    await result.dispose();
  });

  it("that git ignores, that is none, or that is not there is not read", async () => {
    await repository.write("made.ts", "made\n");
    const result = await files("made.ts");
    assert.ok(result.kind === "surveyed");
    assert.deepEqual(result.changes[0]?.change.files[0]?.new, { kind: "withheld", reason: "gitIgnored" });
    await result.dispose();
    for (const file of ["absent.ts", "src", "untitled:Untitled-9"]) {
      const wrong = await files(file);
      assert.deepEqual(wrong, { kind: "failed", fault: { code: "noSuchFile", args: { file } } });
    }
  });

  it("of many lines comes in several hunks that hold each line once", async () => {
    const lines = Array.from({ length: 1001 }, (_, index) => `line ${index + 1}\n`);
    await repository.write("long.txt", lines.join(""));
    const result = await files("long.txt");
    assert.ok(result.kind === "surveyed");
    const hunks = result.changes[0]?.change.files[0]?.hunks ?? [];
    assert.equal(hunks.length, 3);
    assert.deepEqual(
      hunks.flatMap((hunk) => hunk.lines.map((line) => line.new)),
      lines.map((_, index) => index + 1),
    );
    await result.dispose();
  });

  it("in part shows the definition around the lines, of which only these count as changed", async () => {
    const text = "const a = 1;\n\nfunction f() {\n  if (a) {\n    go();\n  }\n  stop();\n}\n\nf();\n";
    await repository.write("src/b.ts", text);
    const scope = { kind: "selection", file: "src/b.ts", startLine: 5, endLine: 5 } as const;
    const result = await surveyed({ folders: [repository.root], scope });
    assert.ok(result.kind === "surveyed");
    const [hunk] = result.changes[0]?.change.files[0]?.hunks ?? [];
    assert.deepEqual(
      hunk?.lines.map((line) => [line.kind, line.new]),
      [
        ["context", 4],
        ["added", 5],
        ["context", 6],
      ],
    );
    await result.dispose();
    const wrong = await surveyed({ folders: [repository.root], scope: { ...scope, startLine: 0 } });
    assert.equal(wrong.kind, "failed");
  });
});
