/** The bytes of changed pictures, whichever way they lie there: committed, staged, untracked, large. */

import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import path from "node:path";
import type { Side } from "../../../src/contract/finding.ts";
import { bytesOnDisk } from "../../../src/change/bytes.ts";
import { largestText, type FileChange } from "../../../src/change/change.ts";
import { changeIn, fileOf, type Taken, type Wanted } from "../../support/gathering.ts";
import { aPng } from "../../support/pictures.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

const [before, after] = [aPng({ width: 3 }), aPng({ width: 5 })];
const large = aPng({ width: 700, height: 700, noise: true });
const most = 4 * 1024 * 1024;

describe("The bytes of a picture", () => {
  let repository: TestRepository;
  beforeEach(async () => {
    repository = await createRepository({ "a.png": before, "text.png": "text\n", "gone.png": before });
  });
  afterEach(async () => repository.dispose());

  async function read(
    part: Partial<Wanted>,
    file: string,
    side: Side,
    limit = most,
  ): Promise<string | Uint8Array> {
    let found: string | Uint8Array = "";
    await changeIn({ folder: repository.root, ...part }, async ({ change, readBytes }: Taken) => {
      const bytes = await readBytes(fileOf(change, file), side, limit);
      found = bytes.kind === "bytes" ? bytes.bytes : bytes.kind;
    });
    return found;
  }

  it("are those before and those after the change", async () => {
    await repository.write("a.png", after);
    await repository.remove("gone.png");
    await repository.write("new.png", after);
    assert.deepEqual(Buffer.from(await read({}, "a.png", "old")), before);
    assert.deepEqual(Buffer.from(await read({}, "a.png", "new")), after);
    assert.deepEqual(Buffer.from(await read({}, "gone.png", "old")), before);
    assert.deepEqual(Buffer.from(await read({}, "new.png", "new")), after);
  });

  it("are those of the scope, not those on the disk", async () => {
    await repository.write("a.png", after);
    await repository.git("add", ".");
    await repository.write("a.png", large);
    assert.deepEqual(Buffer.from(await read({ scope: { kind: "staged" } }, "a.png", "new")), after);
    assert.deepEqual(Buffer.from(await read({}, "a.png", "new")), large);
  });

  it("are read from the disk where they are too many for git to take in", async () => {
    assert.ok(large.length > largestText);
    await repository.write("large.png", large);
    assert.deepEqual(Buffer.from(await read({}, "large.png", "new")), large);
    await repository.commit("A large one");
    const commit = { scope: { kind: "commit", commit: "HEAD" } } as const;
    assert.deepEqual(Buffer.from(await read(commit, "large.png", "new")), large);
  });

  it("are not read beyond a limit, committed or not", async () => {
    await repository.write("a.png", after);
    assert.equal(await read({}, "a.png", "new", after.length - 1), "tooLarge");
    assert.equal(await read({}, "a.png", "old", before.length - 1), "tooLarge");
    await repository.write("large.png", large);
    assert.equal(await read({}, "large.png", "new", large.length - 1), "tooLarge");
  });

  it("are not there for text, for what is absent, and for what a rule keeps here", async () => {
    await repository.write("text.png", "other text\n");
    await repository.write("new.png", after);
    await repository.write("a.png", after);
    assert.equal(await read({}, "text.png", "new"), "unreadable");
    assert.equal(await read({}, "new.png", "old"), "unreadable");
    const withhold = (name: string) => (name === "a.png" ? "excluded" : null);
    for (const side of ["old", "new"] as const)
      assert.equal(await read({ withhold }, "a.png", side), "unreadable");
  });

  it("are not read over a link that leads elsewhere", async () => {
    const elsewhere = await repository.outside();
    await symlink(elsewhere, path.join(repository.root, "linked"));
    const place: FileChange = {
      path: "linked/a.png",
      oldPath: null,
      change: "chosen",
      old: { kind: "absent" },
      new: { kind: "binary" },
      hunks: [],
    };
    const here = bytesOnDisk(repository.root);
    assert.equal((await here({ ...place, path: "a.png" }, "new", most)).kind, "bytes");
    await repository.write("linked/a.png", after);
    assert.equal((await here(place, "new", most)).kind, "unreadable");
    assert.equal((await here({ ...place, path: "../a.png" }, "new", most)).kind, "unreadable");
  });
});
