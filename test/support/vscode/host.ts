/** Decides which VS Code the tests run in, and has it ready. */

import { electronAvailable, installElectronHost, type ElectronHost } from "./electron.ts";
import { installWebHost, type WebHost } from "./web.ts";

export type Host = ElectronHost | WebHost;

/** `SECOND_LOOK_TEST_HOST` (`electron` or `web`) decides; unset, VS Code itself is preferred where it can be had. */
export async function installHost(): Promise<Host> {
  const wanted = process.env["SECOND_LOOK_TEST_HOST"];
  if (wanted === "web") return installWebHost();
  if (wanted === "electron" || (await electronAvailable())) return installElectronHost();
  if (process.platform === "win32") {
    throw new Error(
      "VS Code can't be downloaded, and the one from npm does not run on Windows: check the network.",
    );
  }
  return installWebHost();
}
