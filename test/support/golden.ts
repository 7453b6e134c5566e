/** Compares with a file that a person has looked at; `UPDATE_GOLDEN=1` writes it anew, for them to look at the difference. */

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** `name` is relative to `test/fixtures`. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const file = path.join(import.meta.dirname, "../fixtures", name);
  if (process.env.UPDATE_GOLDEN === "1") await writeFile(file, actual);
  assert.equal(actual, await readFile(file, "utf8"), `${name} differs; UPDATE_GOLDEN=1 writes it anew`);
}
