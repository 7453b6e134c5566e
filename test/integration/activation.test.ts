/** The extension starts by itself in a real VS Code, and offers what its manifest promises. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";

describe("the extension in VS Code", () => {
  const extension = vscode.extensions.getExtension<unknown>("second-look.second-look");

  it("is there and activates", async () => {
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command of its manifest", async () => {
    const manifest = extension?.packageJSON as { contributes: { commands?: readonly { command: string }[] } };
    const promised = (manifest.contributes.commands ?? []).map(({ command }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      promised.filter((command) => !registered.includes(command)),
      [],
    );
  });

  it("finds the workspace of this test file open", () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
