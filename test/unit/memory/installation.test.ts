/** The secret of the installation, from one run to the next. */

import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Folder } from "../../../src/memory/folder.ts";
import { openInstallation } from "../../../src/memory/installation.ts";
import { contentsOf, testFolder, type TestFolder } from "./keeping.ts";

describe("The secret of the installation", () => {
  let kept: TestFolder;
  beforeEach(async () => {
    kept = await testFolder();
  });
  afterEach(() => kept.dispose());

  const open = () => openInstallation(kept.folder);
  const file = (): string => path.join(kept.folder.path, "installation");

  it("is the same in the next run once it was kept, and nobody else's to read", async () => {
    const [first, second] = [await open(), await open()];
    assert.match(first.key, /^[0-9a-f]{64}$/);
    assert.notEqual(first.key, second.key);
    assert.deepEqual(await contentsOf(kept.base), {}, "nothing is written before it is kept");
    await first.keep();
    assert.equal((await open()).key, first.key);
    if (process.platform !== "win32") assert.equal((await stat(file())).mode & 0o777, 0o600);
  });

  it("is the one that was there first, where two runs make one at a time", async () => {
    const [first, second] = [await open(), await open()];
    await first.keep();
    await second.keep();
    assert.equal((await open()).key, first.key);
  });

  it("is made anew where it is damaged, and of one run alone where nothing can be kept", async () => {
    await (await open()).keep();
    await writeFile(file(), "0");
    const next = await open();
    assert.match(next.key, /^[0-9a-f]{64}$/);
    await next.keep();
    assert.equal((await open()).key, next.key);
    const homeless = await openInstallation(new Folder(null, null));
    await homeless.keep();
    assert.match(homeless.key, /^[0-9a-f]{64}$/);
  });
});
