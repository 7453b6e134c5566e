/** What runs where: on VS Code's server this window is a remote one, and a test on it sees both sides. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Outcome } from "../../src/contract/outcome.ts";
import { wantedBy } from "../../src/editor/wanted.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { tidy, write } from "./workspace.ts";

const nowhere = { origin: "https://models.example.invalid", host: "models.example.invalid" };

describe("In a remote window", () => {
  let reviewer: Reviewer;
  let proxy: Server;
  let asked: string[];

  const set = async (name: string, value: unknown): Promise<void> =>
    vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  const review = async (): Promise<Outcome> => reviewer.reviewing.review(wantedBy([], "uncommitted"));

  beforeEach(async function () {
    // On a desktop it is not one: there is nothing to see here then.
    if (vscode.env.remoteName === undefined) return this.skip();
    reviewer = aReviewer();
    asked = [];
    proxy = createServer().on("connect", ({ url = "" }, socket) => {
      asked.push(url);
      socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    await write("cart.ts", ["export const total = 1;", ""]);
  });

  afterEach(async () => {
    if (vscode.env.remoteName === undefined) return;
    reviewer.dispose();
    proxy.close();
    await set("secondLook.baseUrl", undefined);
    await set("http.proxy", undefined);
    await tidy();
  });

  it("the extension is on the remote side, where the code is", () => {
    const extension = vscode.extensions.getExtension("second-look.second-look");
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.Workspace);
    assert.equal(vscode.workspace.workspaceFolders?.[0]?.uri.scheme, "file");
  });

  it("a port of this machine where nobody listens is said to be the remote machine's", async () => {
    const { port } = proxy.address() as AddressInfo;
    proxy.close();
    await once(proxy, "close");
    await set("secondLook.baseUrl", `http://127.0.0.1:${port}/v1`);
    const { failures } = await review();
    assert.equal(failures[0]?.code, "connectionRefused");
    assert.match(failures[0].nextStep, /remote machine.*ssh -R/);
  });

  it("requests go through the proxy of VS Code's settings", async () => {
    const { port } = proxy.address() as AddressInfo;
    await reviewer.keys.store(nowhere, "a-key-of-a-test");
    await set("secondLook.baseUrl", `${nowhere.origin}/v1`);
    const without = await review();
    assert.equal(without.failures[0]?.code, "hostNotFound");
    assert.deepEqual(asked, []);

    await set("http.proxy", `http://127.0.0.1:${port}`);
    const { failures } = await review();
    assert.equal(failures[0]?.code, "proxyFailed");
    assert.ok(asked.length > 0 && asked.every((each) => each === `${nowhere.host}:443`), String(asked));
  });
});
