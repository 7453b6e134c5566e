/** VS Code itself through @vscode/test-electron, where it can be downloaded or already was. */

import { readdir } from "node:fs/promises";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { cacheFolder } from "./cache.ts";

export interface ElectronHost {
  readonly kind: "electron";
  readonly executable: string;
}

/** The same VS Code that the web host carries, so that a failure on one machine is a failure on all. */
export const version = process.env["SECOND_LOOK_TEST_VSCODE"] ?? "1.139.1";

export async function installElectronHost(): Promise<ElectronHost> {
  return {
    kind: "electron",
    executable: await downloadAndUnzipVSCode({ version, cachePath: cacheFolder, timeout: 60_000 }),
  };
}

/** Whether VS Code was downloaded before, or its download site answers within three seconds. */
export async function electronAvailable(): Promise<boolean> {
  const hasScreen =
    process.platform !== "linux" ||
    process.env["DISPLAY"] !== undefined ||
    process.env["WAYLAND_DISPLAY"] !== undefined;
  if (!hasScreen) return false;
  const cached = await readdir(cacheFolder).catch(() => []);
  if (cached.some((name) => name.startsWith("vscode-") && name.endsWith(version))) return true;
  const site = "https://update.code.visualstudio.com/api/releases/stable";
  return fetch(site, { method: "HEAD", signal: AbortSignal.timeout(3000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}
