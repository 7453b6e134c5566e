/** Bundles each integration test and runs it in a real VS Code, in a window and a fresh git repository of its own. */

import { access, glob, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { readReports, writeCrash } from "../support/reports.ts";
import { createRepository } from "../support/repository.ts";
import { cacheFolder, repositoryRoot } from "../support/vscode/cache.ts";
import { removeAtEnd } from "../support/vscode/processes.ts";
import { runSuites } from "../support/vscode/suite.ts";

// Two runs at once must not meet. Bundles lie inside the repository, where mocha is found.
await mkdir(cacheFolder, { recursive: true });
const bundles = await mkdtemp(path.join(cacheFolder, "suites-"));
removeAtEnd(bundles);

const [reports = bundles, ...named] = process.argv.slice(2);
const files = named.length > 0 ? named : await allFiles();
const suites = await Promise.all(
  files.sort().map(async (file) => {
    const name = path.basename(file, ".test.ts");
    const report = path.resolve(reports, `integration-${name}.json`);
    // An old one would speak for a window that crashed.
    await rm(report, { force: true });
    const folder = name === "several" ? await severalRoots() : await oneRoot();
    const trust = name === "restricted" ? ("ask" as const) : ("ours" as const);
    return { name, report, folder, trust, tests: await bundle(file, { name, report }) };
  }),
);

const results = await runSuites(suites, {
  development: [repositoryRoot],
  beside: [path.join(repositoryRoot, "test/support/model-extension")],
});
for (const [index, { code, log }] of results.entries()) {
  const { name = "", report = "" } = suites[index] ?? {};
  const told = await access(report).then(
    () => true,
    () => false,
  );
  if (code !== 0) process.exitCode = 1;
  // With a report, that says what failed; without one, only the window's own words can.
  if (!told) await writeCrash(report, `${name} ended with ${code} before its tests did`, log);
}
if (reports === bundles) {
  const { passed, failed, failures } = await readReports(reports);
  console.log([...failures, `${passed} passed, ${failed} failed`].join("\n\n"));
}
process.exit();

async function oneRoot(): Promise<string> {
  return (await createRepository({ "README.md": "# A workspace\n" })).root;
}

/** A workspace file with two roots; the first holds one repository, the second two. */
async function severalRoots(): Promise<string> {
  const [api, web, app] = await Promise.all(
    ["api", "web", "app"].map(async (name) => createRepository({ "README.md": `# ${name}\n` }, name)),
  );
  if (api === undefined || web === undefined || app === undefined) throw new Error("No roots were made.");
  const outside = await api.outside();
  const group = path.join(outside, "group");
  await mkdir(group);
  await rename(web.root, path.join(group, "web"));
  await rename(app.root, path.join(group, "app"));
  const file = path.join(outside, "several.code-workspace");
  await writeFile(file, JSON.stringify({ folders: [{ path: api.root }, { path: group }] }));
  return file;
}

async function allFiles(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob("test/integration/**/*.test.ts", { cwd: repositoryRoot })) found.push(file);
  return found;
}

/** VS Code takes one script with a `run()`; mocha stays outside, since it finds its reporters beside itself. */
async function bundle(
  file: string,
  { name, report }: { readonly name: string; readonly report: string },
): Promise<string> {
  const outfile = path.join(bundles, `${name}.cjs`);
  await build({
    stdin: {
      contents: [
        `import { runTestFile } from "./test/integration/index.ts";`,
        `const load = () => import(${JSON.stringify(`./${path.relative(repositoryRoot, path.resolve(repositoryRoot, file))}`)});`,
        `export const run = () => runTestFile({ load, report: ${JSON.stringify(report)} });`,
      ].join("\n"),
      resolveDir: repositoryRoot,
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode", "mocha"],
    // As the build does it.
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}
