/** Finds a Chromium for the web host: the machine's own, else the one npm carries for Linux x64. */

import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { cleanEnvironment } from "./environment.ts";
import { run } from "./processes.ts";
import type { WebHost } from "./web.ts";

const usual = [
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const silent = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--font-render-hinting=none",
];

/** Starts a headless Chromium that talks to nobody by itself. */
export async function launchBrowser(host: WebHost): Promise<Browser> {
  const own = await firstExisting([process.env["CHROME_PATH"] ?? "", ...usual]);
  // Chromium refuses its sandbox to root, which is what a container usually runs as.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  if (own !== undefined) {
    return chromium.launch({ executablePath: own, args: [...silent, ...sandbox], env: cleanEnvironment() });
  }

  const folder = await unpackChromium(host);
  const executablePath = path.join(folder, "chromium");
  const args = [...silent, "--headless=shell", "--no-zygote", "--no-sandbox"];
  const fonts = { FONTCONFIG_PATH: path.join(folder, "fonts") };
  const libraries = { ...fonts, LD_LIBRARY_PATH: path.join(folder, "al2023/lib") };
  try {
    return await chromium.launch({ executablePath, args, env: cleanEnvironment() });
  } catch {
    // A bare machine has no system libraries for a browser: use those that came with it.
    return chromium.launch({ executablePath, args, env: cleanEnvironment(libraries) });
  }
}

/** The package unpacks into the temporary folder under a name anyone could have put there: give it a folder of ours instead. */
async function unpackChromium(host: WebHost): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chrome or Chromium found: install one, or name it in CHROME_PATH.");
  }
  const folder = path.join(host.folder, "chromium");
  await mkdir(folder, { recursive: true });
  const bundle = path.join(host.folder, "node_modules/@sparticuz/chromium");
  const unpack = [
    `import chromium, { inflate } from ${JSON.stringify(pathToFileURL(path.join(bundle, "build/index.js")).href)};`,
    "await chromium.executablePath();",
    `await inflate(${JSON.stringify(path.join(bundle, "bin/al2023.tar.br"))});`,
  ].join("\n");
  await run(process.execPath, ["--input-type=module", "-e", unpack], {
    env: cleanEnvironment({ TMPDIR: folder }),
  });
  return folder;
}

async function firstExisting(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const found = await access(file).then(
      () => file !== "",
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
