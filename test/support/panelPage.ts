// The panel's page as built, in a browser and under its own policy, with a stand-in for the editor around it.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { htmlOf } from "../../src/editor/panel/html.ts";
import type { PanelMessage, PanelState } from "../../src/panel/protocol.ts";
import { launchBrowser } from "./vscode/browser.ts";
import { repositoryRoot } from "./vscode/cache.ts";
import { installHost } from "./vscode/host.ts";
import { installWebHost } from "./vscode/web.ts";

/** Never asked for over a network: every request is answered here. */
const origin = "http://panel.test";
const nonce = "dGVzdA==";

/** What the page finds of its editor; the test's names start with two underscores. */
const editor = `
  globalThis.__heard = [];
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      globalThis.__heard.push(message);
      if (message.kind === "drawn") globalThis.__drawn?.();
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });
`;

export interface PanelPage {
  readonly page: Page;
  /** What the page said and was not taken yet. */
  heard(): Promise<readonly PanelMessage[]>;
  /** Hands the page a message as it is, and waits until it has come. */
  post(message: unknown): Promise<void>;
  /** Shows a state, and waits until the page says that it has drawn it. */
  show(state: PanelState): Promise<void>;
}

export async function openPanelBrowser(): Promise<Browser> {
  const host = await installHost();
  return launchBrowser(host.kind === "web" ? host : await installWebHost());
}

export async function openPanelPage(
  browser: Browser,
  viewport = { width: 600, height: 500 },
): Promise<PanelPage> {
  const page = await browser.newPage({ viewport });
  const parts = { cspSource: origin, nonce, language: "en", title: "Second Look" };
  const bodies: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
    "/": {
      contentType: "text/html",
      body: htmlOf({ ...parts, script: `${origin}/panel.js`, style: `${origin}/panel.css` }),
    },
    "/panel.js": { contentType: "text/javascript", body: await source("dist/panel.js") },
    "/panel.css": { contentType: "text/css", body: await source("media/panel.css") },
  };
  await page.route("**/*", async (route) => {
    const body = bodies[new URL(route.request().url()).pathname];
    await (body === undefined ? route.abort() : route.fulfill(body));
  });
  await page.addInitScript(editor);
  await page.goto(`${origin}/`);

  const heard = (): Promise<readonly PanelMessage[]> =>
    page.evaluate<PanelMessage[]>("globalThis.__heard.splice(0)");
  const post = (message: unknown): Promise<void> =>
    page.evaluate(`new Promise((come) => {
      addEventListener("message", () => come(), { once: true });
      postMessage(${JSON.stringify(message)}, "*");
    })`);
  return {
    page,
    heard,
    post,
    show: (state) =>
      page.evaluate(`new Promise((drawn) => {
        globalThis.__drawn = drawn;
        postMessage(${JSON.stringify({ kind: "state", state })}, "*");
      })`),
  };
}

function source(name: string): Promise<string> {
  return readFile(path.join(repositoryRoot, name), "utf8");
}
