/** Runs a test suite inside the extension host of a real VS Code. */

import { runTests } from "@vscode/test-electron";
import { launchBrowser } from "./browser.ts";
import { installHost } from "./host.ts";
import { stateIn } from "./profile.ts";
import { startServer } from "./server.ts";
import { addressOf, electronArguments, prepareProfile, type WindowOptions } from "./window.ts";

export interface Suite {
  /** The workspace folder the suite finds open, absolute. */
  readonly folder: string;
  /** The script whose `run()` runs the suite, absolute. */
  readonly tests: string;
  /** `ask` opens the folder in Restricted Mode, without the dialog. */
  readonly trust?: "ours" | "ask";
}

export interface SuiteResult {
  /** 0 when the suite ended well, as VS Code itself reports it. */
  readonly code: number;
  readonly log: string;
}

/** No suite runs longer than this, in milliseconds: a hang is a failure (124), not a wait. */
const limit = 300_000;

export type SuiteOptions = Omit<WindowOptions, "folder" | "trust">;

/** Runs suites one after another, each in a window of its own with an extension host of its own; stops none for another's failure. */
export async function runSuites(
  suites: readonly Suite[],
  options: SuiteOptions,
): Promise<readonly SuiteResult[]> {
  const host = await installHost();
  const results: SuiteResult[] = [];
  if (host.kind === "electron") {
    for (const suite of suites) {
      const profile = await prepareProfile(host, windowOf(suite, options));
      const code = await runTests({
        vscodeExecutablePath: host.executable,
        extensionDevelopmentPath: [...(options.development ?? [])],
        extensionTestsPath: suite.tests,
        extensionTestsEnv: { ...stateIn(profile), ...options.env },
        launchArgs: [
          suite.folder,
          ...(suite.trust === "ask" ? [] : ["--disable-workspace-trust"]),
          ...electronArguments(profile),
        ],
      }).catch(() => 1);
      results.push({ code, log: "" });
    }
    return results;
  }

  const { env = {} } = options;
  const browser = await launchBrowser(host);
  try {
    for (const suite of suites) {
      // A server each: what one suite leaves in settings or state, the next must not find.
      const profile = await prepareProfile(host, windowOf(suite, options));
      const server = await startServer({ host, profile, trust: suite.trust ?? "ours", env });
      const context = await browser.newContext();
      const page = await context.newPage();
      let log = "";
      const exited = new Promise<number>((resolve) => {
        page.once("crash", () => resolve(1));
        const late = setTimeout(() => resolve(124), limit);
        page.once("close", () => clearTimeout(late));
        void page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
          log += `[${type}] ${args.map(String).join(" ")}\n`;
        });
        void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
      });
      await page.goto(addressOf(server, { ...options, ...suite }));
      results.push({ code: await exited, log });
      await context.close();
      await server.close();
    }
  } finally {
    await browser.close();
  }
  return results;
}

function windowOf(suite: Suite, options: SuiteOptions): WindowOptions {
  const untrusted = { "security.workspace.trust.startupPrompt": "never", ...options.settings };
  return { ...options, ...suite, ...(suite.trust === "ask" ? { settings: untrusted } : {}) };
}
