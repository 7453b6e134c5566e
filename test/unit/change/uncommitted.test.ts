/** Uncommitted work: whatever lies between HEAD and the work tree, whichever way it lies there. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, symlink, utimes } from "node:fs/promises";
import path from "node:path";
import { largestText } from "../../../src/change/change.ts";
import { changeIn, fileOf, gatherIn, marked, textIn, told } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { run } from "../../support/vscode/processes.ts";

const large = "0123456789abcde\n".repeat(largestText / 16 + 1);

describe("Uncommitted work", () => {
  let repository: TestRepository;

  /** The temporary folder of this test alone, so that others leave no traces in it. */
  let temporary: string;
  const usual = process.env.TMPDIR;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n", "src/c.txt": "c\n" });
    temporary = await repository.outside();
    process.env.TMPDIR = temporary;
  });
  afterEach(async () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    await repository.dispose();
  });

  const change = async () => changeIn({ folder: repository.root });

  it("is nothing in a clean work tree, also after files were only touched", async () => {
    assert.deepEqual(told(await change()), []);
    await utimes(path.join(repository.root, "a.txt"), 1, 1);
    assert.deepEqual(told(await change()), []);
  });

  it("names both sides, and the commit where there is one", async () => {
    const head = (await repository.git("rev-parse", "HEAD")).trim();
    assert.deepEqual((await change()).repository, {
      id: path.basename(repository.root),
      root: repository.root,
      base: { label: "HEAD", commit: head },
      head: { label: "working tree", commit: null },
    });
  });

  it("is staged, unstaged, untracked and deleted together, of a file its latest text", async () => {
    await repository.write("a.txt", "one\nstaged\nthree\n");
    await repository.write("staged.txt", "new\n");
    await repository.git("add", ".");
    await repository.write("a.txt", "one\nlater\nthree\n");
    await repository.write("new/untracked.txt", "new\n");
    await repository.remove("b.txt");
    const gathered = await change();
    assert.deepEqual(told(gathered), [
      "modified a.txt: text, text",
      "deleted b.txt: text, absent",
      "added new/untracked.txt: absent, text",
      "added staged.txt: absent, text",
    ]);
    assert.deepEqual(marked(fileOf(gathered, "a.txt")), ["-two", "+later"]);
    assert.deepEqual(fileOf(gathered, "a.txt").hunks[0]?.old, { start: 1, count: 3 });
  });

  it("is nothing when what was staged was taken back", async () => {
    await repository.write("a.txt", "other\n");
    await repository.git("add", ".");
    await repository.write("a.txt", "one\ntwo\nthree\n");
    assert.deepEqual(told(await change()), []);
  });

  it("has no ignored files, but those that are tracked all the same", async () => {
    await repository.write(".gitignore", "*.log\nbuild/\n");
    await repository.write("kept.log", "1\n");
    await repository.git("add", "--force", ".");
    await repository.commit("Ignore");
    await repository.write("kept.log", "2\n");
    await repository.write("other.log", "2\n");
    await repository.write("build/x.txt", "2\n");
    const gathered = await changeIn({ folder: repository.root }, async ({ ignored }) => {
      const asked = ["kept.log", "other.log", "build/x.txt", "a.txt", ":(top)a.txt"];
      assert.deepEqual([...(await ignored(asked))], ["other.log", "build/x.txt"]);
      assert.deepEqual([...(await ignored(["a.txt", "../outside.txt"]))], ["../outside.txt"]);
    });
    assert.deepEqual(told(gathered), ["modified kept.log: text, text"]);
  });

  it("sees a file that was moved, also to an untracked name, with and without edits", async () => {
    const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join("");
    await repository.write("moved.txt", text);
    await repository.commit("A longer file");
    await rename(path.join(repository.root, "moved.txt"), path.join(repository.root, "src/moved.txt"));
    const pure = await change();
    assert.deepEqual(told(pure), ["renamed moved.txt → src/moved.txt: text, text"]);
    assert.deepEqual(pure.files[0]?.hunks, []);
    await repository.write("src/moved.txt", text.replace("line 7", "line seven"));
    assert.deepEqual(marked(fileOf(await change(), "src/moved.txt")), ["-line 7", "+line seven"]);
  });

  it("tells a changed mode from a changed text and from another type", async () => {
    await chmod(path.join(repository.root, "a.txt"), 0o755);
    await chmod(path.join(repository.root, "b.txt"), 0o755);
    await repository.write("b.txt", "bb\n");
    await repository.remove("src/c.txt");
    await symlink("../a.txt", path.join(repository.root, "src/c.txt"));
    assert.deepEqual(told(await change()), [
      "modeChanged a.txt: text, text",
      "modified b.txt: text, text",
      "typeChanged src/c.txt: text, link",
    ]);
  });

  it("has empty files, and files without a line break at their end", async () => {
    await repository.write("empty.txt", "");
    await repository.write("b.txt", "b");
    const gathered = await change();
    assert.deepEqual(told(gathered), ["modified b.txt: text, text", "added empty.txt: absent, text"]);
    assert.deepEqual(marked(fileOf(gathered, "b.txt")), ["-b", "+b"]);
    assert.deepEqual(fileOf(gathered, "empty.txt").hunks, []);
  });

  it("keeps names whole, whatever they hold", async () => {
    const names = [
      '"quoted".txt',
      "a b.txt",
      "\\back.txt",
      "line\nbreak.txt",
      "tab\t.txt",
      "日本語.txt",
      "-x",
      ":(top)",
      "*",
    ];
    for (const name of names) await repository.write(name, "new\n");
    const paths = (await change()).files.map(({ path: name }) => name);
    assert.deepEqual(paths.toSorted(), names.toSorted());
  });

  it("names a file whose name is no UTF-8, without its text", async () => {
    const name = Buffer.concat([Buffer.from(`${repository.root}/caf`), Buffer.from([0xe9])]);
    await cp(path.join(repository.root, "b.txt"), path.join(repository.root, "b2.txt"));
    await run("sh", ["-c", 'mv b2.txt "$(printf "caf\\351")"'], { cwd: repository.root });
    assert.ok((await lstat(name)).isFile());
    assert.deepEqual(told(await change()), ["added caf\ufffd: absent, unreadable"]);
  });

  it("has the line ends that git would commit", async () => {
    await repository.write(".gitattributes", "*.bat text eol=crlf\n*.bin -text\n");
    await repository.write("run.bat", "a\r\nb\r\n");
    await repository.write("raw.bin", "a\r\nb\r\n");
    await repository.commit("Line ends");
    await repository.write("run.bat", "a\r\nc\r\n");
    await repository.write("raw.bin", "a\r\nb\n");
    const gathered = await change();
    assert.deepEqual(marked(fileOf(gathered, "run.bat")), ["-b", "+c"]);
    assert.deepEqual(fileOf(gathered, "run.bat").new, { kind: "text", text: "a\nc\n", lines: ["a", "c"] });
    assert.deepEqual(marked(fileOf(gathered, "raw.bin")), ["-b", "+b"]);
  });

  it("changes one line where git converts line ends but the file was committed with them", async () => {
    await repository.write("old.txt", "a\r\nb\r\nc\r\n");
    await repository.commit("As Windows wrote it");
    await repository.git("config", "core.autocrlf", "true");
    await repository.write("old.txt", "a\r\nB\r\nc\r\n");
    assert.deepEqual(marked(fileOf(await change(), "old.txt")), ["-b", "+B"]);
    const unsaved = [{ path: "old.txt", text: "a\r\nb\r\nC\r\n" }];
    const gathered = await changeIn({ folder: repository.root, unsaved });
    assert.deepEqual(marked(fileOf(gathered, "old.txt")), ["-c", "+C"]);
  });

  it("is the text of unsaved editors in place of the disk's", async () => {
    await repository.write("b.txt", "on the disk\n");
    await repository.write("new.txt", "on the disk\n");
    await chmod(path.join(repository.root, "src/c.txt"), 0o755);
    await repository.commit("Before");
    await repository.write("untracked.txt", "on the disk\n");
    await repository.write(".gitignore", "ignored.txt\n");
    await repository.write("ignored.txt", "on the disk\n");
    await repository.remove("a.txt");
    const unsaved = [
      { path: "a.txt", text: "one\ntwo\nunsaved\n" },
      { path: "b.txt", text: "on the disk\n" },
      { path: "src/c.txt", text: "unsaved\n" },
      { path: "untracked.txt", text: "unsaved\n" },
      { path: "ignored.txt", text: "unsaved\n" },
      { path: "../outside.txt", text: "unsaved\n" },
      { path: ".git/config", text: "unsaved\n" },
      { path: "new.txt", text: large },
    ];
    const gathered = await changeIn({ folder: repository.root, unsaved });
    assert.deepEqual(told(gathered), [
      "added .gitignore: absent, text",
      "modified a.txt: text, text",
      "modified new.txt: text, tooLarge",
      "modified src/c.txt: text, text",
      "added untracked.txt: absent, text",
      "added ignored.txt: absent, withheld",
    ]);
    assert.deepEqual(marked(fileOf(gathered, "a.txt")), ["-three", "+unsaved"]);
    assert.deepEqual(marked(fileOf(gathered, "untracked.txt")), ["+unsaved"]);
  });

  it("names what is no text, with the reason", async () => {
    await repository.write("latin1.txt", Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]));
    await repository.write("picture.png", Buffer.from([0x89, 0x50, 0x00, 0x47]));
    await repository.write("old-mac.txt", "a\rb\r");
    await repository.write("large.txt", large);
    await symlink("/etc/passwd", path.join(repository.root, "link"));
    assert.deepEqual(told(await change()), [
      "added large.txt: absent, tooLarge",
      "added latin1.txt: absent, encoding",
      "added link: absent, link",
      "added old-mac.txt: absent, lineEndings",
      "added picture.png: absent, binary",
    ]);
  });

  it("takes a file of exactly 1 MB, on either side, and only names larger ones", async () => {
    const most = "x".repeat(largestText - 1) + "\n";
    await repository.write("most.txt", most);
    await repository.write("more.txt", `${most}\n`);
    await repository.commit("Large files");
    await repository.write("most.txt", "small\n");
    await repository.write("more.txt", "small\n");
    await repository.write("b.txt", most);
    assert.deepEqual(told(await change()), [
      "modified b.txt: text, text",
      "modified more.txt: tooLarge, text",
      "modified most.txt: text, text",
    ]);
  });

  it("tells a large picture from a large text by its beginning, on either side", async () => {
    const picture = Buffer.alloc(2 * largestText);
    await repository.write("was.png", picture);
    await repository.commit("A large picture");
    await repository.write("was.png", "small\n");
    await repository.write("is.png", picture);
    assert.deepEqual(told(await change()), [
      "added is.png: absent, binary",
      "modified was.png: binary, text",
    ]);
  });

  it("tells the same of them where they are many", async () => {
    const texts = ["a", "b", "c", "d", "e"].map((letter) => letter.repeat(largestText - 1) + "\n");
    for (const [index, text] of texts.entries()) await repository.write(`most-${index}.txt`, text);
    await repository.write("more.txt", "x".repeat(largestText + 1));
    await repository.write("was.png", Buffer.alloc(2 * largestText));
    await repository.commit("Many large files");
    for (const index of texts.keys()) await repository.write(`most-${index}.txt`, "small\n");
    for (const name of ["more.txt", "was.png"]) await repository.write(name, "small\n");
    assert.deepEqual(told(await change()), [
      "modified more.txt: tooLarge, text",
      ...texts.map((_, index) => `modified most-${index}.txt: text, text`),
      "modified was.png: binary, text",
    ]);
  });

  it("copies nothing large into its temporary objects", async () => {
    await repository.write("large.txt", large);
    await repository.write("a.txt", large);
    await changeIn({ folder: repository.root }, async () => {
      const files = await filesBelow(temporary);
      const sizes = await Promise.all(files.map(async (file) => (await lstat(file)).size));
      assert.ok(sizes.length > 2);
      assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 20_000, sizes.join(" "));
    });
  });

  it("never waits for a pipe, and names one that took the place of a file", async () => {
    await repository.remove("a.txt");
    await run("mkfifo", [path.join(repository.root, "a.txt"), path.join(repository.root, "pipe")]);
    assert.deepEqual(told(await change()), ["modified a.txt: text, unreadable"]);
  });

  it("names a repository inside it as one entry, and does not look into it", async () => {
    for (const name of ["with", "without"]) await repository.git("init", "--quiet", name);
    for (const name of ["with/x.txt", "without/x.txt"]) await repository.write(name, "x\n");
    await repository.git(
      "-C",
      "with",
      "-c",
      "user.name=A",
      "-c",
      "user.email=a@b",
      "commit",
      "-qm",
      "x",
      "--allow-empty",
    );
    assert.deepEqual(told(await change()), [
      "added with: absent, submodule",
      "added without: absent, submodule",
    ]);
  });

  it("sees that a submodule stands at another commit, not what is changed in it", async () => {
    const lib = await createRepository({ "x.txt": "x\n" });
    await repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib.root, "lib");
    await repository.commit("A submodule");
    await repository.write("lib/x.txt", "y\n");
    assert.deepEqual(told(await change()), []);
    const moved = [
      "-C",
      "lib",
      "-c",
      "user.name=A",
      "-c",
      "user.email=a@b",
      "commit",
      "--quiet",
      "--all",
      "-m",
      "y",
    ];
    await repository.git(...moved);
    assert.deepEqual(told(await change()), ["modified lib: submodule, submodule"]);
    await lib.dispose();
  });

  it("takes files in conflict as they lie there", async () => {
    await repository.git("checkout", "--quiet", "-b", "other");
    await repository.write("a.txt", "one\ntheirs\nthree\n");
    await repository.remove("b.txt");
    await repository.commit("Theirs");
    await repository.git("checkout", "--quiet", "main");
    await repository.write("a.txt", "one\nours\nthree\n");
    await repository.write("b.txt", "ours\n");
    await repository.commit("Ours");
    await repository.git("merge", "--quiet", "other").catch(() => undefined);
    const gathered = await change();
    assert.deepEqual(told(gathered), ["modified a.txt: text, text"]);
    assert.match(
      marked(fileOf(gathered, "a.txt")).join("\n"),
      /^\+<<<<<<< HEAD\n\+=======\n\+theirs\n\+>>>>>>> other$/,
    );
    await repository.remove("b.txt");
    assert.deepEqual(told(await change()), ["modified a.txt: text, text", "deleted b.txt: text, absent"]);
  });

  it("takes files that git was only told of by name", async () => {
    await repository.write("intended.txt", "new\n");
    await repository.write("given up.txt", "new\n");
    await repository.git("add", "--intent-to-add", ".");
    await repository.remove("given up.txt");
    assert.deepEqual(told(await change()), ["added intended.txt: absent, text"]);
  });

  it("sees a file become a folder and a folder become a file or a link", async () => {
    await repository.remove("a.txt");
    await repository.write("a.txt/inside.txt", "new\n");
    await repository.remove("src");
    await repository.write("src", "new\n");
    assert.deepEqual(told(await change()), [
      "deleted a.txt: text, absent",
      "added a.txt/inside.txt: absent, text",
      "added src: absent, text",
      "deleted src/c.txt: text, absent",
    ]);
    await repository.remove("src");
    await mkdir(path.join(repository.root, "elsewhere"));
    await repository.write("elsewhere/c.txt", "changed\n");
    await symlink("elsewhere", path.join(repository.root, "src"));
    const paths = told(await change());
    assert.ok(
      paths.includes("added src: absent, link") && paths.includes("deleted src/c.txt: text, absent"),
      paths.join(),
    );
  });

  it("is everything before the first commit", async () => {
    const fresh = await createRepository();
    assert.deepEqual(told(await changeIn({ folder: fresh.root })), []);
    await fresh.write("a.txt", "a\n");
    await fresh.git("add", ".");
    await fresh.write("b.txt", "b\n");
    const gathered = await changeIn({ folder: fresh.root }, async ({ base }) => {
      assert.equal(await textIn(base, "a.txt"), null);
    });
    assert.deepEqual(told(gathered), ["added a.txt: absent, text", "added b.txt: absent, text"]);
    assert.deepEqual(gathered.repository.base, { label: "HEAD", commit: null });
    await fresh.dispose();
  });

  it("is seen from a detached HEAD, in a repository of longer ids, and through a split index", async () => {
    await repository.git("checkout", "--quiet", "--detach");
    await repository.git("update-index", "--split-index");
    await repository.write("a.txt", "one\n");
    assert.deepEqual(marked(fileOf(await change(), "a.txt")), ["-two", "-three"]);

    const folder = path.join(await repository.outside(), "long");
    await run("git", ["init", "--quiet", "--object-format=sha256", folder]);
    await cp(path.join(repository.root, "b.txt"), path.join(folder, "b.txt"));
    assert.deepEqual(told(await changeIn({ folder })), ["added b.txt: absent, text"]);
  });

  it("is seen in a folder whose name looks like a list, a quote or an option", async () => {
    const folder = path.join(await repository.outside(), `-a:b "c" \\d`);
    await run("git", ["clone", "--quiet", repository.root, folder]);
    await cp(path.join(repository.root, "b.txt"), path.join(folder, "a.txt"));
    assert.deepEqual(told(await changeIn({ folder })), ["modified a.txt: text, text"]);
  });

  it("reads the base version of a path, if it is a text", async () => {
    await symlink("a.txt", path.join(repository.root, "link"));
    await repository.write("AGENTS.md", "Be kind.\n");
    await repository.write("large.txt", large);
    await repository.commit("Rules");
    await repository.write("AGENTS.md", "Be rude.\n");
    await changeIn({ folder: repository.root }, async ({ base }) => {
      assert.equal(await textIn(base, "AGENTS.md"), "Be kind.\n");
      assert.equal(await textIn(base, "src/c.txt"), "c\n");
      for (const path of ["absent.txt", "link", "src", "src/", "large.txt", "../a.txt", "", "*"]) {
        assert.equal(await textIn(base, path), null, path);
      }
    });
  });

  it("names withheld files that differ, without a byte of them in any object", async () => {
    await repository.write(".env", "TOKEN=old\n");
    await repository.write("quiet/.env", "TOKEN=same\n");
    await repository.commit("Before");
    await repository.write(".env", "TOKEN=new\n");
    await utimes(path.join(repository.root, "quiet/.env"), 1, 1);
    await repository.write("new/.env", "TOKEN=untracked\n");
    const withhold = (path: string) => (path.endsWith(".env") ? "secretFile" : null);
    const unsaved = [{ path: ".env", text: "TOKEN=unsaved\n" }];
    const gathered = await changeIn({ folder: repository.root, withhold, unsaved }, async () => {
      const files = await filesBelow(temporary);
      const objects = files.filter((file) => /objects.[0-9a-f]{2}./.test(file)).length;
      // The stand-in, the tree, and the tree of the folder `new`: no blob beside the first.
      assert.equal(objects, 3);
      assert.deepEqual(
        files.filter((file) => file.includes("unsaved")),
        [],
      );
    });
    assert.deepEqual(told(gathered), [
      "modified .env: withheld, withheld",
      "added new/.env: absent, withheld",
    ]);
    assert.ok(!JSON.stringify(gathered).includes("TOKEN"));
  });

  it("withholds both sides when only one of the names is to be withheld", async () => {
    const text = Array.from({ length: 20 }, (_, line) => `KEY_${line}=x\n`).join("");
    await repository.write(".env", text);
    await repository.commit("Before");
    await repository.git("mv", ".env", "settings.txt");
    const withhold = (path: string) => (path === ".env" ? "secretFile" : null);
    const gathered = await changeIn({ folder: repository.root, withhold });
    assert.deepEqual(told(gathered), ["renamed .env → settings.txt: withheld, withheld"]);
  });

  it("leaves the repository as it was, to the byte, and nothing in the temporary folder", async () => {
    await repository.write("a.txt", "staged\n");
    await repository.git("add", ".");
    await repository.git("update-index", "--skip-worktree", "b.txt");
    await repository.write("b.txt", "hidden\n");
    await repository.write("new.txt", "new\n");
    const before = await fingerprint(repository.root);
    const unsaved = [{ path: "a.txt", text: "unsaved\n" }];
    const gathered = await changeIn({ folder: repository.root, unsaved });
    assert.equal(gathered.files.length, 3);
    assert.equal(
      (await gatherIn({ folder: repository.root, scope: { kind: "branch", base: "none" } })).kind,
      "failed",
    );
    assert.equal(await fingerprint(repository.root), before);
    assert.deepEqual(await readdir(temporary), []);
  });

  it("does not see its own temporary folder when that lies in the work tree", async () => {
    process.env.TMPDIR = path.join(repository.root, "tmp");
    await mkdir(process.env.TMPDIR);
    assert.deepEqual(told(await change()), []);
  });
});

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Every file, link and folder with its mode and bytes. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await filesBelow(folder)).toSorted()) {
    hash.update(`${file} ${(await lstat(file)).mode}\n`).update(await readFile(file));
  }
  return hash.digest("hex");
}
