/** `npm start`: Second Look at work in a real VS Code, on a shop with real mistakes or on a repository of one's own. */

import { once } from "node:events";
import { mkdtemp, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { pack } from "./package/pack.ts";
import { vsixFile } from "./package/vsix.ts";
import { orderFrom, orderVariable, placeOrder, startExtension } from "./support/order.ts";
import { photograph } from "./support/photograph.ts";
import { makeShop, shownFile } from "./support/sample/shop.ts";
import { repositoryRoot } from "./support/vscode/cache.ts";
import { cleanEnvironment } from "./support/vscode/environment.ts";
import { installHost, type Host } from "./support/vscode/host.ts";
import { removeAtEnd, run, start } from "./support/vscode/processes.ts";
import { startServer } from "./support/vscode/server.ts";
import { addressOf, electronArguments, prepareProfile, type WindowOptions } from "./support/vscode/window.ts";

const usage = `npm start -- [--repo DIR] [--theme light|dark] [--screenshot FILE]

  --repo DIR         look at a repository of yours instead of the sample; VS Code asks whether you trust it
  --theme THEME      light or dark (default)
  --screenshot FILE  open no window: write a picture of the findings and end; fails when there are none

With OPENAI_API_KEY, or SECOND_LOOK_API_KEY and SECOND_LOOK_BASE_URL (and SECOND_LOOK_MODEL), a model is asked;
without, practice mode plays its part and nothing is sent.
`;

interface Wanted {
  readonly repository: string | null;
  readonly theme: "light" | "dark";
  readonly screenshot: string | null;
}

await begin(readArguments()).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
process.exit();

async function begin({ repository, theme, screenshot }: Wanted): Promise<void> {
  const folder = repository === null ? (await makeShop()).root : await folderOf(repository);
  const [host] = await Promise.all([
    installHost(),
    run(process.execPath, [path.join(repositoryRoot, "test/package/package.ts")], { cwd: repositoryRoot }),
  ]);
  const { order, settings } = orderFrom(process.env);
  const orders = await mkdtemp(path.join(tmpdir(), "second-look-order-"));
  removeAtEnd(orders);
  const orderFile = path.join(orders, "order.json");
  await placeOrder(orderFile, { ...order, shown: repository === null ? shownFile : null });

  const options: WindowOptions = {
    folder,
    vsix: [vsixFile, await pack(startExtension, path.join(orders, "start.vsix"))],
    settings,
    theme,
    trust: repository === null ? "ours" : "ask",
    env: { [orderVariable]: orderFile },
  };
  const who =
    order.key === null && !("secondLook.baseUrl" in settings) ? "practice mode (no key)" : "a model";
  console.log(`Reviewing ${repository === null ? "the sample" : folder} with ${who} …`);
  if (screenshot === null) await showWindow(host, options);
  else console.log(await photograph(options, screenshot));
}

/** Stays until the person closes the window or presses Ctrl-C. */
async function showWindow(host: Host, options: WindowOptions): Promise<void> {
  const { trust = "ours", env = {} } = options;
  const profile = await prepareProfile(host, options);
  if (host.kind === "electron") {
    const window = start(
      host.executable,
      [
        ...electronArguments(profile),
        ...["--skip-welcome", "--skip-release-notes", "--disable-telemetry", "--disable-updates"],
        ...(trust === "ours" ? ["--disable-workspace-trust"] : []),
        options.folder,
      ],
      { env: cleanEnvironment(env), stdio: "ignore" },
    );
    console.log("VS Code is open. Close its window or press Ctrl-C to end.");
    await once(window, "exit");
    return;
  }
  const server = await startServer({ host, profile, trust, env });
  console.log(`Open this in a browser; Ctrl-C ends it:\n\n  ${addressOf(server, options)}\n`);
  await server.ended;
  throw new Error(`The VS Code server ended by itself:\n${server.log()}`);
}

async function folderOf(repository: string): Promise<string> {
  const folder = await realpath(repository).catch(() => null);
  if (folder === null || !(await stat(folder)).isDirectory())
    throw new Error(`There is no folder ${repository}.`);
  return folder;
}

function readArguments(): Wanted {
  const { repo = null, theme = "dark", screenshot = null, help = false } = parseOptions();
  if (help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  if (theme !== "light" && theme !== "dark") wrongUse(`There is no theme ${theme}.`);
  return { repository: named(repo), theme, screenshot: named(screenshot) };
}

/** As seen from where the person is, which npm leaves for the package's own folder. */
function named(file: string | null): string | null {
  return file === null ? null : path.resolve(process.env["INIT_CWD"] ?? ".", file);
}

function parseOptions(): { repo?: string; theme?: string; screenshot?: string; help?: boolean } {
  try {
    const options = {
      repo: { type: "string" },
      theme: { type: "string" },
      screenshot: { type: "string" },
      help: { type: "boolean" },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}
