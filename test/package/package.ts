/** Builds dist/ and packs it as second-look-VERSION.vsix, refusing anything we would not want to hand out. */

import { randomBytes } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { run } from "../support/vscode/processes.ts";
import { checkVsix, listedNames, listFile, type Canary } from "./check.ts";
import { readVsix, vsixFile } from "./vsix.ts";

// Values nobody else has, where a build that copies its environment would find them.
const canaries: readonly Canary[] = ["OPENAI_API_KEY", "SECOND_LOOK_API_KEY", "NPM_TOKEN"].map((name) => ({
  name,
  value: `canary${randomBytes(16).toString("hex")}`,
}));
const env = { ...process.env, ...Object.fromEntries(canaries.map(({ name, value }) => [name, value])) };
const options = { cwd: repositoryRoot, env };

process.stdout.write(await run(process.execPath, ["esbuild.js"], options));
const vsce = path.join(repositoryRoot, "node_modules/@vscode/vsce/vsce");
const said = await run(process.execPath, [vsce, "package", "--no-dependencies", "--out", vsixFile], options);
const warnings = said.split("\n").filter((line) => /warning/i.test(line));

if (process.argv.includes("--update")) {
  const names = listedNames((await readVsix(vsixFile)).keys());
  await writeFile(listFile, `${names.join("\n")}\n`);
}

const wrong = [...warnings, ...(await checkVsix(vsixFile, canaries))];
for (const sentence of wrong) console.error(sentence);
const { size } = await stat(vsixFile);
console.log(`  ${path.basename(vsixFile)}`.padEnd(34), `${(size / 1024).toFixed(1)} KB`.padStart(10));
if (wrong.length > 0) process.exitCode = 1;
