// Makes `npm start` and `npm test` work on a fresh clone: installs what package-lock.json names, then runs a script under Node 24.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const modules = path.join(root, "node_modules");
const windows = process.platform === "win32";

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) stop("Name the script to run: node test/setup.js SCRIPT [ARGUMENT…].", 2);

if (!installed()) install();
run(tool());

/** Whether each package of the lock file lies in node_modules in its version, by npm's own record of what it put there. */
function installed() {
  const wanted = packages(path.join(root, "package-lock.json"));
  const found = packages(path.join(modules, ".package-lock.json"));
  return Object.entries(wanted).every(
    ([name, entry]) => name === "" || entry.optional || found[name]?.version === entry.version,
  );
}

function packages(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages;
  } catch {
    return {};
  }
}

function install() {
  console.log("Installing the tools (once) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  const { status } =
    npm === undefined
      ? spawnSync("npm", args, { ...options, shell: windows })
      : spawnSync(process.execPath, [npm, ...args], options);
  if (status !== 0) {
    stop(
      "npm could not install the tools: see its message above, check the network or the registry, and run `npm ci`.",
      1,
    );
  }
}

/** The Node that npm brought (see optionalDependencies), else the one we run in, if it can strip types. */
function tool() {
  const platform = windows ? "win" : process.platform;
  const brought = path.join(
    modules,
    `node-${platform}-${process.arch}`,
    "bin",
    windows ? "node.exe" : "node",
  );
  try {
    execFileSync(brought, ["--version"], { stdio: "ignore" });
    return brought;
  } catch {
    const [major, minor] = process.versions.node.split(".").map(Number);
    if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
    stop(`npm carries no Node 24 for ${process.platform} ${process.arch}: install Node 24 and try again.`, 1);
  }
}

function run(node) {
  const child = spawn(node, [path.resolve(script), ...rest], { stdio: "inherit" });
  // Ctrl-C reaches the child by itself: wait for its end. Other signals come to us alone: pass them on.
  process.on("SIGINT", () => {});
  for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

function stop(sentence, code) {
  console.error(sentence);
  process.exit(code);
}
