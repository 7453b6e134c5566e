/** Restricted Mode: in a workspace that nobody trusted no git runs, nothing is sent, and that is said. */

import assert from "node:assert/strict";
import { access, chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Outcome } from "../../src/contract/outcome.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { findEditorsGit } from "../../src/editor/git.ts";
import { startStandIn } from "../support/endpoint/standIn.ts";
import { OnSave } from "../../src/editor/onSave/onSave.ts";
import { aMemento } from "./memories.ts";
import { aReviewer } from "./reviewer.ts";
import { StillClock } from "./stillClock.ts";
import { edit, ours, set, write } from "./workspace.ts";

const reviews = [
  "reviewUncommitted",
  "reviewStaged",
  "reviewUnstaged",
  "reviewBranch",
  "reviewCommit",
  "reviewRange",
  "reviewFile",
  "reviewSelection",
  "chooseFiles",
  "tryWithoutKey",
];

describe("Restricted Mode", () => {
  const searchPath = process.env["PATH"];
  let marker: string;
  let file: vscode.Uri;

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "second-look-trap-"));
    marker = path.join(folder, "ran");
    await writeFile(path.join(folder, "git"), `#!/bin/sh\n: > '${marker}'\nexit 1\n`);
    await chmod(path.join(folder, "git"), 0o755);
    process.env["PATH"] = folder;
    file = await write("loop.js", ["for (let i = 0; i <= a.length; i++) {}", ""]);
  });
  after(() => {
    process.env["PATH"] = searchPath;
  });

  it("is what this window is in", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await vscode.extensions.getExtension("second-look.second-look")?.activate();
  });

  for (const command of reviews) {
    it(`lets ${command} do nothing but say so`, async () => {
      const outcome = await vscode.commands.executeCommand<Outcome>(`secondLook.${command}`);
      assertValidOutcome(outcome);
      assert.equal(outcome.kind, "failed");
      assert.deepEqual(
        outcome.failures.map(({ code }) => code),
        ["untrusted"],
      );
      assert.match(outcome.failures[0]?.nextStep ?? "", /Manage Workspace Trust/);
      assert.deepEqual(ours(file), []);
      await assert.rejects(access(marker), "git ran");
    });
  }

  // That these commands do reach it in a trusted window is shown in connecting.test.ts.
  it("asks an endpoint neither for its models nor for what it can do", async () => {
    const server = await startStandIn();
    await set("baseUrl", server.baseUrl);
    try {
      for (const command of ["selectModel", "checkConnection"])
        assert.equal(await vscode.commands.executeCommand(`secondLook.${command}`), null);
      assert.equal(server.requests.length, 0);
    } finally {
      await set("baseUrl", undefined);
      await server.close();
    }
  });

  // That a save is heard of in a trusted window is shown in onSave.test.ts.
  it("hears of no save", async () => {
    const clock = new StillClock();
    const { shown, consent, precedence, seen, dispose } = aReviewer();
    const onSave = new OnSave({
      reviewing: async () => assert.fail("It was loaded."),
      consent,
      shown,
      precedence,
      seen,
      memory: aMemento(),
      clock,
      ask: async () => assert.fail("A question was asked."),
    });
    try {
      await edit(file, (typed) => typed.insert(file, new vscode.Position(0, 0), "// Typed\n"));
      assert.equal(await (await vscode.workspace.openTextDocument(file)).save(), true);
      assert.deepEqual(clock.waiting, []);
      await assert.rejects(access(marker), "git ran");
    } finally {
      onSave.dispose();
      dispose();
    }
  });

  // The trap is a shell script.
  const onUnix = process.platform === "win32" ? it.skip : it;
  onUnix("would have been noticed if git had run", async () => {
    await findEditorsGit();
    await access(marker);
  });
});
