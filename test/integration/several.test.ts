/** Several repositories in one run: a workspace of two folders, one of which holds two repositories. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, realpath, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Outcome } from "../../src/contract/outcome.ts";
import { wantedAgain, wantedBy, type Wanted } from "../../src/editor/wanted.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aReviewer, type Reviewer } from "./reviewer.ts";
import { set, untilDrawn } from "./workspace.ts";

const loop = "for (let i = 0; i <= items.length; i++) {}";

describe("Several repositories", () => {
  const [first, second] = vscode.workspace.workspaceFolders ?? [];
  const roots: Readonly<Record<string, string>> = {
    api: first?.uri.fsPath ?? "",
    web: path.join(second?.uri.fsPath ?? "", "web"),
    app: path.join(second?.uri.fsPath ?? "", "app"),
  };
  let reviewer: Reviewer;
  let server: StandIn;

  beforeEach(async () => {
    reviewer = aReviewer();
    server = await startStandIn();
    await set("baseUrl", server.baseUrl);
  });
  afterEach(async () => {
    reviewer.dispose();
    await set("baseUrl", undefined);
    await server.close();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const root of Object.values(roots)) {
      await git(root, "reset", "--quiet", "--hard", "HEAD");
      await git(root, "clean", "--quiet", "-d", "--force", "--force");
    }
  });

  async function git(root: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)("git", ["-C", root, ...args]);
    return stdout.trim();
  }

  async function write(name: string, file: string, text: string): Promise<vscode.Uri> {
    const full = path.join(roots[name] ?? "", file);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
    return vscode.Uri.file(full);
  }

  async function review(wanted: Wanted): Promise<Outcome> {
    await reviewer.keys.store({ origin: new URL(server.baseUrl).origin, host: "" }, server.key);
    const outcome = await reviewer.reviewing.review(wanted);
    assertValidOutcome(outcome);
    return outcome;
  }

  const all = (): Wanted => ({ ...wantedBy([], "uncommitted"), folders: Object.values(roots) });
  const places = ({ findings }: Outcome): unknown =>
    findings.map(({ repository, path: file, startLine }) => [repository, file, startLine]).sort();

  it("are one review: one request, one question that names each, and equal names kept apart", async () => {
    const uris = [
      await write("api", "loop.js", `// api\n${loop}\n`),
      await write("web", "loop.js", `${loop}\n`),
    ];
    const outcome = await review(all());
    assert.equal(outcome.kind, "finished", JSON.stringify(outcome.failures));
    assert.deepEqual(outcome.repositories.map(({ id }) => id).sort(), ["api", "app", "web"]);
    assert.deepEqual(places(outcome), [
      ["api", "loop.js", 2],
      ["web", "loop.js", 1],
    ]);
    await untilDrawn(uris[0]!, [1]);
    await untilDrawn(uris[1]!, [0]);
    assert.equal(reviewer.sendings.length, 1);
    const asked = reviewer.sendings[0]?.estimate.repositories.map(({ root }) => root) ?? [];
    assert.deepEqual(
      [...asked].sort(),
      (await Promise.all(Object.values(roots).map(async (each) => realpath(each)))).sort(),
    );
    const { messages } = await server.request(1);
    assert.match(messages[0] ?? "", /api\/loop\.js/);
    assert.match(messages[0] ?? "", /web\/loop\.js/);
  });

  it("are the same ones again, without what was taken out of one of them", async () => {
    await write("api", "loop.js", `${loop}\n`);
    await write("web", "loop.js", `${loop}\n`);
    const without = { root: await realpath(roots["web"] ?? ""), path: "loop.js" };
    const outcome = await review({ ...all(), files: { kind: "without", unticked: [without] } });
    const gaps = (of: Outcome): unknown =>
      of.coverage.files
        .filter(({ reason }) => reason === "unticked")
        .map(({ repository, path: file }) => [repository, file]);
    assert.deepEqual(gaps(outcome), [["web", "loop.js"]]);
    assert.deepEqual(places(outcome), [["api", "loop.js", 1]]);
    const again = await review(wantedAgain(outcome));
    assert.deepEqual(again.repositories, outcome.repositories);
    assert.deepEqual(gaps(again), [["web", "loop.js"]]);
    assert.deepEqual(places(again), [["api", "loop.js", 1]]);
  });

  it("need not be named by whoever uses a menu: its files say which it is", async () => {
    const uri = await write("app", "deep/loop.js", `${loop}\n`);
    await write("app", "other.js", `${loop}\n`);
    await git(roots["app"] ?? "", "add", "--all");
    const group = { id: "index", resourceStates: [{ resourceUri: uri }] };
    assert.deepEqual(places(await review(wantedBy([group], "staged"))), [
      ["app", "deep/loop.js", 1],
      ["app", "other.js", 1],
    ]);
    const one = await review(wantedBy([{ resourceUri: uri }], "staged"));
    assert.deepEqual(places(one), [["app", "deep/loop.js", 1]]);
  });

  it("that are submodules come with the one that holds them, and go with it", async () => {
    const [api = "", web = ""] = [roots["api"], roots["web"]];
    await git(api, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", web, "lib");
    const base = await git(api, "rev-parse", "HEAD");
    await git(api, "commit", "--quiet", "--message", "A submodule");
    try {
      const inside = await write("api", "lib/loop.js", `${loop}\n`);
      const outcome = await review({ ...all(), folders: [api] });
      assert.deepEqual(places(outcome), [["api/lib", "loop.js", 1]]);
      await untilDrawn(inside, [0]);
      const again = await review(wantedAgain(outcome));
      assert.deepEqual(places(again), [["api/lib", "loop.js", 1]]);

      // The trap was sprung twice above: what lies in it was sent.
      const before = server.requests.length;
      assert.ok(before > 0);
      const without = { root: await realpath(api), path: "lib" };
      const taken = await review({
        ...all(),
        folders: [api],
        files: { kind: "without", unticked: [without] },
      });
      assert.equal(server.requests.length, before);
      assert.deepEqual(
        taken.coverage.files.map(({ repository, path: file, reason }) => [repository, file, reason]),
        [["api/lib", "loop.js", "unticked"]],
      );
    } finally {
      await git(api, "reset", "--quiet", "--hard", base);
      await rm(path.join(api, "lib"), { recursive: true, force: true });
      await rm(path.join(api, ".git/modules"), { recursive: true, force: true });
      await git(api, "config", "--remove-section", "submodule.lib");
    }
  });
});
