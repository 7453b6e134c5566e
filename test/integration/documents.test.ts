/** Which open texts count as the repository's, and which never do. */

import assert from "node:assert/strict";
import { mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { openDocumentsIn, unsavedTextsIn } from "../../src/editor/documents.ts";
import { pathIn, placesIn } from "../../src/editor/places.ts";
import { edit, realRoot, root, tidy, uriOf, write } from "./workspace.ts";

const canary = "nobody asked for this text";

describe("The open documents", () => {
  let outside: string;

  beforeEach(async () => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-outside-")));
    outside = path.join(folder, "notes.txt");
    await writeFile(outside, canary);
  });
  afterEach(tidy);

  it("are the files of the repository, what is visible first", async () => {
    await write("b.txt", ["b", ""]);
    await vscode.window.showTextDocument(uriOf("README.md"), { preview: false });
    await vscode.window.showTextDocument(uriOf("b.txt"), { preview: false });
    const open = await openDocumentsIn(await realRoot());
    assert.deepEqual(open, [
      { path: "b.txt", text: "b\n", visible: true },
      { path: "README.md", text: "# A workspace\n", visible: false },
    ]);
  });

  it("are not those of elsewhere, whatever leads to them: a path, a link, another scheme", async () => {
    await symlink(outside, path.join(root(), "link.txt"));
    await vscode.window.showTextDocument(vscode.Uri.file(outside), { preview: false });
    await vscode.window.showTextDocument(uriOf("link.txt"), { preview: false });
    const untitled = await vscode.workspace.openTextDocument({ content: canary });
    await vscode.window.showTextDocument(untitled, { preview: false });
    const seen = vscode.workspace.textDocuments.filter((document) => document.getText() === canary);
    assert.equal(seen.length, 3, "the texts are open");
    assert.ok(!JSON.stringify(await openDocumentsIn(await realRoot())).includes(canary));

    for (const uri of [vscode.Uri.file(outside), uriOf("link.txt")]) {
      await edit(uri, (typed) => typed.insert(uri, new vscode.Position(0, 0), canary));
    }
    assert.deepEqual(await unsavedTextsIn(await realRoot()), []);
  });

  it("are unsaved as long as they are", async () => {
    const file = uriOf("README.md");
    await vscode.window.showTextDocument(file);
    assert.deepEqual(await unsavedTextsIn(await realRoot()), []);
    await edit(file, (typed) => typed.insert(file, new vscode.Position(0, 0), "Typed. "));
    assert.deepEqual(await unsavedTextsIn(await realRoot()), [
      { path: "README.md", text: "Typed. # A workspace\n" },
    ]);
  });

  it("keep one name, whichever link was followed to them", async () => {
    await write("src/a.txt", ["a", ""]);
    await symlink(path.join(root(), "src"), path.join(root(), "alias"));
    assert.equal(await pathIn(await realRoot(), uriOf("alias/a.txt")), "src/a.txt");
    assert.equal(
      (await placesIn(await realRoot())).uriOf("src/a.txt")?.toString(),
      uriOf("src/a.txt").toString(),
    );
  });
});
