/** Packs an extension of the tests' own, so that it is installed as people install theirs. */

import path from "node:path";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { run } from "../support/vscode/processes.ts";

/** `folder` holds the extension as it is; `file` is the VSIX to make. */
export async function pack(folder: string, file: string): Promise<string> {
  const vsce = path.join(repositoryRoot, "node_modules/@vscode/vsce/vsce");
  const lenient = ["--no-dependencies", "--allow-missing-repository", "--skip-license"];
  await run(process.execPath, [vsce, "package", ...lenient, "--out", file], { cwd: folder });
  return file;
}
