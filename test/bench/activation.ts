/** What starting up costs: VS Code's own activation times, of our VSIX and of an extension that does nothing, in the same windows. */

import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pack } from "../package/pack.ts";
import { vsixFile } from "../package/vsix.ts";
import { removeAtEnd } from "../support/vscode/processes.ts";
import { runSuites } from "../support/vscode/suite.ts";

/** Milliseconds from loading the code to the end of `activate`, as the extension host counted them. */
export interface Activation {
  readonly ours: number;
  readonly empty: number;
}

const manifest = {
  publisher: "second-look",
  version: "0.0.1",
  engines: { vscode: "^1.101.0" },
  extensionKind: ["workspace"],
};
const empty = {
  ...manifest,
  name: "empty",
  type: "module",
  main: "./extension.js",
  activationEvents: ["onStartupFinished"],
};
/** VS Code runs a suite for the sake of an extension under development: one that has no code at all. */
const carrier = { ...manifest, name: "carrier" };

/** One sample for each window; each window has a profile and an extension host of its own. */
export async function measureActivation(windows: number): Promise<readonly Activation[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "second-look-bench-"));
  removeAtEnd(folder);
  const emptyVsix = await pack(await write(folder, empty), path.join(folder, "empty.vsix"));
  const development = [await write(folder, carrier)];
  const suites = await Promise.all(
    Array.from({ length: windows }, async (_, index) => {
      const workspace = path.join(folder, `window-${index}`);
      await mkdir(workspace);
      return { folder: workspace, tests: path.join(import.meta.dirname, "readActivation.cjs") };
    }),
  );
  // Whichever is installed first may be loaded first: take turns.
  const turns = [
    { suites: suites.filter((_, index) => index % 2 === 0), vsix: [vsixFile, emptyVsix] },
    { suites: suites.filter((_, index) => index % 2 === 1), vsix: [emptyVsix, vsixFile] },
  ];
  for (const turn of turns) {
    for (const { code, log } of await runSuites(turn.suites, { vsix: turn.vsix, development })) {
      if (code !== 0) throw new Error(`The window told no activation times:\n${log}`);
    }
  }
  return Promise.all(
    suites.map(async ({ folder: workspace }) => {
      const text = await readFile(path.join(workspace, "activation.json"), "utf8");
      return JSON.parse(text) as Activation;
    }),
  );
}

async function write(folder: string, content: { readonly name: string }): Promise<string> {
  const source = path.join(folder, content.name);
  await mkdir(source);
  await writeFile(path.join(source, "package.json"), JSON.stringify(content));
  await writeFile(path.join(source, "extension.js"), "export function activate() {}\n");
  return source;
}
