// Builds dist/: an entry each for editor, command line and panel; threads, the starter, grammars and model client apart, so that they load when first needed.
import { chmod, copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const dist = path.join(root, "dist");
const grammarPackage = "@vscode/tree-sitter-wasm";
/** Whose they are; all are under the MIT License. The package that holds them does not say so itself. */
const grammars = {
  bash: "2017 Max Brunsfeld",
  "c-sharp": "2014-2023 Max Brunsfeld, Damien Guard, Amaan Qureshi, and contributors",
  cpp: "2014 Max Brunsfeld",
  css: "2018 Max Brunsfeld",
  go: "2014 Max Brunsfeld",
  java: "2017 Ayman Nadeem",
  javascript: "2014 Max Brunsfeld",
  php: "2017 Josh Vera, GitHub; 2019 Max Brunsfeld, Amaan Qureshi, Christian Frøystad, Caleb White",
  powershell: "2023 Airbus CERT",
  python: "2016 Max Brunsfeld",
  ruby: "2016 Rob Rix",
  rust: "2017 Maxim Sokolov",
  tsx: "2017 Max Brunsfeld",
  typescript: "2017 Max Brunsfeld",
};
/** What starts with the editor stays small: bytes. */
const entryLimit = 200 * 1024;

/** What is large and seldom needed is a file of its own beside whoever imports it: `import("./openai.ts")` becomes `import("./openai.js")`. */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/(openai|proxy)\.ts$/ }, ({ kind, path: file }) =>
      kind === "dynamic-import" ? { path: `./${path.basename(file, ".ts")}.js`, external: true } : undefined,
    );
  },
};

const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  absWorkingDir: root,
};
const node = {
  ...common,
  platform: "node",
  format: "esm",
  target: "node20",
  plugins: [apart],
  // What Node loads of it asks for its own files with a `require` that no bundler sees through.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  // Packages written as CommonJS ask for Node's own modules with `require`, which an ES module has to make.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
};
const bundles = [
  {
    ...node,
    entryPoints: ["src/extension.ts"],
    // What the editor loads later, with the first review, becomes files of its own: `reviewing-HASH.js` and the like.
    splitting: true,
    chunkNames: "[name]-[hash]",
    outdir: "dist",
    external: ["vscode"],
    target: "node22",
  },
  { ...node, entryPoints: ["src/cli.ts"], outfile: "dist/cli.js" },
  { ...node, entryPoints: ["src/worker.ts"], outfile: "dist/worker.js" },
  { ...node, entryPoints: ["src/starter.ts"], outfile: "dist/starter.js" },
  { ...node, entryPoints: ["src/syntaxWorker.ts"], outfile: "dist/syntaxWorker.js" },
  { ...node, entryPoints: ["src/model/openai.ts"], outfile: "dist/openai.js" },
  { ...node, entryPoints: ["src/cli/proxy.ts"], outfile: "dist/proxy.js" },
  {
    ...common,
    entryPoints: ["src/panel/main.ts"],
    outfile: "dist/panel.js",
    platform: "browser",
    format: "iife",
    target: "es2023",
    tsconfig: "src/panel/tsconfig.json",
  },
];

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
const [editor, ...others] = await Promise.all(bundles.map((bundle) => build(bundle)));
await finishCommandLine();
await copyGrammars();
await writeFile(path.join(dist, "THIRD-PARTY-NOTICES.txt"), await notices([editor, ...others]));
await reportSizes();

async function finishCommandLine() {
  const file = path.join(dist, "cli.js");
  const text = await readFile(file, "utf8");
  if (!text.startsWith("#!")) await writeFile(file, `#!/usr/bin/env node\n${text}`);
  await chmod(file, 0o755);
}

async function copyGrammars() {
  const to = path.join(dist, "grammars");
  await mkdir(to);
  const modules = path.join(root, "node_modules");
  const files = Object.keys(grammars).map((name) => [grammarPackage, "wasm", `tree-sitter-${name}.wasm`]);
  for (const file of [...files, ["web-tree-sitter", "web-tree-sitter.wasm"]])
    await copyFile(path.join(modules, ...file), path.join(to, file.at(-1)));
}

async function reportSizes() {
  for (const name of (await readdir(dist)).sort()) {
    const { size } = await stat(path.join(dist, name));
    console.log(`  dist/${name}`.padEnd(34), `${(size / 1024).toFixed(1)} KB`.padStart(10));
  }
  const atStart = sizeAtStart(editor.metafile.outputs, "dist/extension.js");
  console.log("  loaded with the editor".padEnd(34), `${(atStart / 1024).toFixed(1)} KB`.padStart(10));
  if (atStart > entryLimit) {
    console.error(`That is over ${entryLimit / 1024} KB: what pulled so much into the entry?`);
    process.exitCode = 1;
  }
}

/** The bytes of a file and of all that it imports at once, not when first needed. */
function sizeAtStart(outputs, entry) {
  const files = new Set([entry]);
  for (const file of files) {
    for (const { path: imported, kind } of outputs[file].imports) {
      if (kind === "import-statement" && imported in outputs) files.add(imported);
    }
  }
  return [...files].reduce((sum, file) => sum + outputs[file].bytes, 0);
}

/** The licences of the packages whose code is in the bundles, by esbuild's own account of what it put there. */
async function notices(results) {
  const folders = new Set([`node_modules/${grammarPackage}`]);
  for (const { metafile } of results) {
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  const entries = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(path.join(root, folder, "package.json"), "utf8"),
    );
    const file = (await readdir(path.join(root, folder))).find((entry) =>
      /^(licen[cs]e|copying)/i.test(entry),
    );
    const text =
      file === undefined
        ? `Licensed under ${license}.`
        : await readFile(path.join(root, folder, file), "utf8");
    entries.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  const owners = Object.entries(grammars).map(
    ([name, owner]) => `tree-sitter-${name}: Copyright (c) ${owner}\n`,
  );
  entries.push(`The grammars, each under the MIT License as web-tree-sitter above\n\n${owners.join("")}`);
  const opening = "Second Look contains code of the following packages, each under its own licence.\n";
  return [opening, ...entries].join(`\n${"-".repeat(80)}\n\n`);
}
