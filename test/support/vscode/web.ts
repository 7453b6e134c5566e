/** Installs the VS Code server that npm carries, for machines where VS Code itself can't be downloaded. */

import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder, hashOf } from "./cache.ts";
import { run } from "./processes.ts";

const manifest = path.join(import.meta.dirname, "web");
/** Compiled modules of the server that we replace, since building them wants a compiler; the others it can do without. */
const standIns = ["spdlog", "native-watchdog"];
const quiet = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];

export interface WebHost {
  readonly kind: "web";
  /** The folder its packages were installed into. */
  readonly folder: string;
  /** The script that starts the server under Node 24. */
  readonly server: string;
}

/** Returns the server, installing it first when it is missing or what we commit about it has changed. */
export async function installWebHost(): Promise<WebHost> {
  const folder = path.join(cacheFolder, "web");
  const inner = path.join(folder, "node_modules/code-server/lib/vscode");
  const host: WebHost = { kind: "web", folder, server: path.join(inner, "out/server-main.js") };

  const stamp = path.join(folder, "installed");
  const committed = ["package-lock.json", ...standIns.map((name) => `stand-ins/${name}.cjs`)];
  const hashes = await Promise.all(committed.map((name) => hashOf(path.join(manifest, name))));
  const wanted = hashes.join("\n");
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted) return host;

  console.log("Installing a VS Code for the tests from npm (once, about 700 MB) …");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(manifest, folder, { recursive: true });
  // npm must run under our Node: under an older one it would leave out what asks for a newer.
  const env = {
    ...process.env,
    PATH: [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter),
  };
  await run("npm", ["ci", ...quiet], { cwd: folder, env });
  // The server's own packages come with a lock file inside code-server (`npm ci` finds it one optional package short).
  await run("npm", ["install", ...quiet], { cwd: inner, env });

  for (const name of standIns) {
    await cp(
      path.join(manifest, `stand-ins/${name}.cjs`),
      path.join(inner, `node_modules/@vscode/${name}/index.js`),
    );
  }
  const shared = path.join(inner, "extensions/node_modules");
  await mkdir(shared);
  await symlink(path.join(folder, "node_modules/typescript"), path.join(shared, "typescript"));
  await writeFile(stamp, wanted);
  return host;
}
