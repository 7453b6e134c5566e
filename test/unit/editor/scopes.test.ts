/** What a program may call a command with. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { calledWith, scopeFrom } from "../../../src/editor/scopes.ts";

const scopes = [
  { kind: "uncommitted" },
  { kind: "staged" },
  { kind: "unstaged" },
  { kind: "branch", base: null },
  { kind: "branch", base: "main" },
  { kind: "branch", base: "main", committed: true },
  { kind: "commit", commit: "HEAD~1" },
  { kind: "range", range: "main...work" },
  { kind: "last", commits: 3 },
  { kind: "files", files: ["a.ts", "untitled:Untitled-1"] },
  { kind: "selection", file: "a.ts", startLine: 2, endLine: 2 },
] as const;

describe("The scope that a program calls a command with", () => {
  it("is taken as it is", () => {
    for (const scope of scopes) assert.deepEqual(scopeFrom(scope), scope);
  });

  it("keeps nothing that does not belong to it", () => {
    for (const scope of scopes) assert.deepEqual(scopeFrom({ ...scope, folder: "/etc" }), scope);
  });

  it("is none when any field of it is missing or of another kind", () => {
    for (const scope of scopes) {
      for (const name of Object.keys(scope)) {
        const without = Object.fromEntries(Object.entries(scope).filter(([each]) => each !== name));
        if (name !== "committed") assert.equal(scopeFrom(without), null, JSON.stringify(without));
        for (const wrong of [undefined, 7.5, "", [], {}, [""], ["a", 1], true]) {
          if (name === "committed" && (wrong === undefined || wrong === true)) continue;
          assert.equal(scopeFrom({ ...scope, [name]: wrong }), null, `${name}: ${JSON.stringify(wrong)}`);
        }
      }
    }
  });

  it("counts from 1, and does not end before it starts", () => {
    for (const commits of [0, -1, 1.5, Infinity, NaN])
      assert.equal(scopeFrom({ kind: "last", commits }), null);
    const selection = { kind: "selection", file: "a.ts", startLine: 3 };
    assert.equal(scopeFrom({ ...selection, endLine: 2 }), null);
    assert.equal(scopeFrom({ ...selection, startLine: 0, endLine: 2 }), null);
  });

  it("is one of these kinds or none, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const scope = scopeFrom(anything);
        assert.ok(scope === null || scopes.some(({ kind }) => kind === scope.kind));
      }),
    );
  });

  it("is not replaced by something else when it is none", () => {
    for (const wrong of [{ kind: "comit", commit: "HEAD" }, { kind: "commit" }, { kind: 1 }])
      assert.deepEqual(calledWith(wrong), { kind: "wrongly" });
    for (const menu of [undefined, null, "uncommitted", {}, { rootUri: {} }, { fsPath: "/a" }])
      assert.deepEqual(calledWith(menu), { kind: "plainly" });
    assert.deepEqual(calledWith({ kind: "staged" }), { kind: "with", scope: { kind: "staged" } });
  });
});
