/** One open VS Code window, whichever host it lives in, and the page a test or a camera looks at. */

import { cp } from "node:fs/promises";
import path from "node:path";
import { _electron, type Browser, type Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { cleanEnvironment } from "./environment.ts";
import type { ElectronHost } from "./electron.ts";
import { installHost, type Host } from "./host.ts";
import { run } from "./processes.ts";
import { makeProfile, stateIn, type Profile, type Settings, type Theme } from "./profile.ts";
import { installInServer, startServer, type Server } from "./server.ts";

export interface WindowOptions {
  /** The workspace folder, absolute; or a file that names several, `*.code-workspace`. */
  readonly folder: string;
  /** Extensions to install first, as built packages. */
  readonly vsix?: readonly string[];
  /** Folders of extensions to run from source. */
  readonly development?: readonly string[];
  /** Folders of extensions that are there as if they were installed: a web window runs one from source, and no more. */
  readonly beside?: readonly string[];
  readonly settings?: Settings;
  readonly theme?: Theme;
  /** `ours` (default) for folders made by the tests: trusted without asking. `ask` for anyone else's. */
  readonly trust?: "ours" | "ask";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Added to the environment of the extension host; keys of this process never get there. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Window {
  readonly page: Page;
  readonly profile: Profile;
  /** What the page and the server said, for the message of a failing test. */
  log(): string;
  close(): Promise<void>;
}

/** Opens a window and waits until its workbench stands. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const host = await installHost();
  const profile = await prepareProfile(host, options);
  const window =
    host.kind === "web" ? await openWeb(host, profile, options) : await openElectron(host, profile, options);
  await window.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
  return window;
}

/** Makes the profile and installs what the window should hold. */
export async function prepareProfile(host: Host, options: WindowOptions): Promise<Profile> {
  const { theme = "dark", trust = "ours", settings = {}, vsix = [], beside = [] } = options;
  const profile = await makeProfile({ theme, trust, settings });
  for (const folder of beside) {
    await cp(folder, path.join(profile.extensions, path.basename(folder)), { recursive: true });
  }
  for (const file of vsix) {
    if (host.kind === "web") await installInServer(host, profile, file);
    else
      await run(host.executable, [...electronArguments(profile), "--install-extension", file], {
        env: cleanEnvironment(),
      });
  }
  return profile;
}

/** The address of a folder in a running server; development extensions and a test suite ride along as payload. */
export function addressOf(
  server: Server,
  options: Pick<WindowOptions, "folder" | "development"> & { readonly tests?: string },
): string {
  const remote = (file: string): string => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ...(options.development ?? []).map((folder) => ["extensionDevelopmentPath", remote(folder)]),
    ...(options.tests === undefined ? [] : [["extensionTestsPath", remote(options.tests)]]),
  ];
  const kind = options.folder.endsWith(".code-workspace") ? "workspace" : "folder";
  const query = new URLSearchParams({ tkn: server.token, [kind]: options.folder });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://${server.authority}/?${query.toString()}`;
}

async function openWeb(
  host: Host & { kind: "web" },
  profile: Profile,
  options: WindowOptions,
): Promise<Window> {
  const { trust = "ours", env = {}, viewport = { width: 1440, height: 900 } } = options;
  const server = await startServer({ host, profile, trust, env });
  const browser: Browser = await launchBrowser(host);
  const page = await browser.newPage({ viewport });
  const console = listen(page);
  await page.goto(addressOf(server, options));
  return {
    page,
    profile,
    log: () => `${console()}\n${server.log()}`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function openElectron(host: ElectronHost, profile: Profile, options: WindowOptions): Promise<Window> {
  const { trust = "ours", env = {}, viewport = { width: 1440, height: 900 }, development = [] } = options;
  const app = await _electron.launch({
    executablePath: host.executable,
    args: [
      ...electronArguments(profile),
      ...["--skip-welcome", "--skip-release-notes", "--disable-telemetry", "--disable-updates"],
      ...(trust === "ours" ? ["--disable-workspace-trust"] : []),
      ...development.map((folder) => `--extensionDevelopmentPath=${folder}`),
      options.folder,
    ],
    env: Object.fromEntries(
      Object.entries(cleanEnvironment({ ...stateIn(profile), ...env })).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ),
  });
  const page = await app.firstWindow();
  const console = listen(page);
  await page.setViewportSize(viewport);
  return { page, profile, log: console, close: () => app.close() };
}

export function electronArguments(profile: Profile): readonly string[] {
  const root = process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  // Keys given to a test stay out of the keychain of whoever runs it.
  const own = [
    "--user-data-dir",
    profile.userData,
    "--extensions-dir",
    profile.extensions,
    "--use-inmemory-secretstorage",
  ];
  return [...own, ...root];
}

function listen(page: Page): () => string {
  let log = "";
  page.on("console", (message) => (log += `[${message.type()}] ${message.text()}\n`));
  page.on("pageerror", (error) => (log += `[page error] ${error.message}\n`));
  return () => log;
}
