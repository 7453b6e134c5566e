/** What a command may be called with. */

import assert from "node:assert/strict";
import { folderFrom, scopeFrom } from "../../../src/editor/scopes.ts";

describe("The argument of a review command", () => {
  it("is a scope when a program gives one", () => {
    for (const scope of [
      { kind: "uncommitted" },
      { kind: "branch", base: null },
      { kind: "branch", base: "main" },
      { kind: "commit", commit: "HEAD~1" },
    ]) {
      assert.deepEqual(scopeFrom(scope), scope);
    }
  });

  it("is no scope when it is anything else", () => {
    const others = [
      undefined,
      null,
      "uncommitted",
      {},
      { kind: "commit" },
      { kind: "branch", base: 7 },
      { kind: "other" },
    ];
    for (const other of others) assert.equal(scopeFrom(other), null);
  });

  it("keeps nothing that does not belong to the scope", () => {
    assert.deepEqual(scopeFrom({ kind: "uncommitted", folder: "/etc" }), { kind: "uncommitted" });
  });

  it("names a folder when it comes from the menu of a repository", () => {
    assert.equal(folderFrom({ rootUri: { scheme: "file", fsPath: "/home/me/shop" } }), "/home/me/shop");
    assert.equal(folderFrom({ rootUri: { scheme: "http", fsPath: "/home/me/shop" } }), null);
    assert.equal(folderFrom(undefined), null);
  });
});
