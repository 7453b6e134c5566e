/** Where stored data lives, and that nobody else looks into it or leads it elsewhere. */

import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Folder, Unusable } from "../../../src/memory/folder.ts";
import { placeFor } from "../../../src/memory/place.ts";
import { testFolder, type TestFolder } from "./keeping.ts";

describe("The place of stored data", () => {
  const where = (platform: string, environment: Record<string, string>): string | null => {
    const place = placeFor(platform, environment);
    return place === null ? null : [place.base, ...place.below].join(" > ");
  };

  it("is the person's folder for state, by the rules of each system", () => {
    const home = { HOME: "/home/ann" };
    assert.equal(where("linux", home), "/home/ann > .local > state > second-look");
    assert.equal(where("linux", { ...home, XDG_STATE_HOME: "/state" }), "/state > second-look");
    assert.equal(where("darwin", home), "/home/ann > Library > Application Support > second-look");
    assert.equal(where("win32", { LOCALAPPDATA: "C:\\Users\\ann" }), "C:\\Users\\ann > second-look");
  });

  it("is nowhere that depends on where the command was started", () => {
    assert.equal(
      where("linux", { HOME: "/home/ann", XDG_STATE_HOME: "state" }),
      "/home/ann > .local > state > second-look",
    );
    for (const HOME of ["", ".", "home/ann"]) assert.equal(where("linux", { HOME }), null);
    assert.equal(where("darwin", {}), null);
    assert.equal(where("win32", { LOCALAPPDATA: "Local" }), null);
  });
});

describe("The folder of stored data", () => {
  let kept: TestFolder;
  beforeEach(async () => {
    kept = await testFolder();
  });
  afterEach(() => kept.dispose());

  const refusal = (code: string) => (error: unknown) => error instanceof Unusable && error.message === code;
  const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

  it("is not made by looking into it", async () => {
    assert.equal(await kept.folder.read("a"), null);
    assert.deepEqual(await kept.folder.files(), []);
    assert.equal(await kept.folder.inner("b").read("a"), null);
    await kept.folder.empty();
    assert.deepEqual(await readdir(kept.base), []);
  });

  it("is open to its owner alone, and so is every file in it, whatever the mask", async () => {
    const mask = process.umask(0);
    try {
      const inner = kept.folder.inner("records");
      await kept.folder.write("a", "one");
      await kept.folder.create("b", "two");
      await inner.append("c", "three");
      for (const folder of [kept.folder.path, inner.path]) assert.equal(await modeOf(folder), "700");
      for (const file of ["a", "b", "records/c"])
        assert.equal(await modeOf(path.join(kept.folder.path, file)), "600");
    } finally {
      process.umask(mask);
    }
  });

  it("closes itself again where somebody has opened it", async () => {
    await kept.folder.write("a", "one");
    await chmod(kept.folder.path, 0o755);
    await kept.folder.read("a");
    assert.equal(await modeOf(kept.folder.path), "700");
  });

  it("gives back what was written, and leaves no halves", async () => {
    await kept.folder.write("a", "one");
    await kept.folder.write("a", "two");
    assert.equal(await kept.folder.read("a"), "two");
    assert.deepEqual(await readdir(kept.folder.path), ["a"]);
  });

  it("lets only one make a file", async () => {
    const made = await Promise.all(["one", "two", "three"].map((text) => kept.folder.create("lock", text)));
    assert.deepEqual(made.filter(Boolean), [true]);
  });

  it("never follows a link, of a folder on the way or of a file", async () => {
    const elsewhere = path.join(kept.base, "elsewhere");
    await mkdir(path.join(elsewhere, "second-look"), { recursive: true });
    await writeFile(path.join(elsewhere, "second-look", "a"), "theirs");
    await symlink(elsewhere, path.join(kept.base, "state"));
    // The trap: through the link it can be read.
    assert.equal(await readFile(path.join(kept.folder.path, "a"), "utf8"), "theirs");
    await assert.rejects(kept.folder.read("a"), refusal("LINK"));
    await assert.rejects(kept.folder.write("b", "ours"), refusal("LINK"));
    await assert.rejects(kept.folder.empty(), refusal("LINK"));
    assert.deepEqual(await readdir(path.join(elsewhere, "second-look")), ["a"]);
  });

  it("reads and appends to no link, and a write takes its place", async () => {
    const theirs = path.join(kept.base, "theirs");
    await writeFile(theirs, "theirs");
    await kept.folder.write("a", "ours");
    await symlink(theirs, path.join(kept.folder.path, "link"));
    assert.equal(await readFile(path.join(kept.folder.path, "link"), "utf8"), "theirs", "the trap works");
    await assert.rejects(kept.folder.read("link"), refusal("ELOOP"));
    await assert.rejects(kept.folder.append("link", "ours"), refusal("ELOOP"));
    await kept.folder.write("link", "ours");
    assert.equal(await readFile(theirs, "utf8"), "theirs");
    assert.equal(await kept.folder.read("link"), "ours");
  });

  it("is not that of another user", async () => {
    await kept.folder.write("a", "one");
    const other = new Folder(kept.place, (process.getuid?.() ?? 0) + 1);
    await assert.rejects(other.read("a"), refusal("OTHER_OWNER"));
    await assert.rejects(other.write("a", "two"), refusal("OTHER_OWNER"));
  });

  it("says so where there is no place for it", async () => {
    await assert.rejects(new Folder(null, null).write("a", "one"), refusal("NO_HOME"));
    await writeFile(path.join(kept.base, "state"), "a file");
    await assert.rejects(kept.folder.write("a", "one"), refusal("NO_FOLDER"));
  });

  it("tidies up what half-written files of ended processes have left, and nothing younger", async () => {
    await kept.folder.write("a", "one");
    for (const name of [".a.1.00.tmp", ".a.2.00.tmp"])
      await writeFile(path.join(kept.folder.path, name), "hal");
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of ["a", ".a.1.00.tmp"]) await utimes(path.join(kept.folder.path, name), old, old);
    await kept.folder.tidy(Date.now());
    assert.deepEqual((await readdir(kept.folder.path)).sort(), [".a.2.00.tmp", "a"]);
  });

  it("can be emptied, to the last file", async () => {
    await kept.folder.write("a", "one");
    await kept.folder.inner("records").write("b", "two");
    await kept.folder.empty();
    assert.deepEqual(await readdir(kept.folder.path), []);
  });
});
