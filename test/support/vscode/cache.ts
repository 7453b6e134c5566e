/** Where the VS Code and the browser of the tests are kept between runs, outside node_modules and git. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

export const repositoryRoot = path.resolve(import.meta.dirname, "../../..");
export const cacheFolder = path.join(repositoryRoot, ".vscode-test");

export async function hashOf(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
