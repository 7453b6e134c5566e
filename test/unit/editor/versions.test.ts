/** Which version each side of a review is, so that no line is pointed at in another one. */

import assert from "node:assert/strict";
import type { Scope } from "../../../src/contract/scope.ts";
import { versionOn } from "../../../src/editor/versions.ts";
import { anOutcome } from "../../support/outcome.ts";

interface Compared {
  readonly label: string;
  readonly commit: string | null;
}

const working: Compared = { label: "working tree", commit: null };
const commit = (id: string): Compared => ({ label: id, commit: id });

describe("The version on a side", () => {
  const sides = (scope: Scope, base: Compared, head = working) => {
    const repository = { id: "shop", root: "/shop", base, head };
    const outcome = anOutcome({ scope, repositories: [repository] });
    return [versionOn("old", repository, outcome), versionOn("new", repository, outcome)];
  };

  it("is the working tree where that was looked at, against a commit or nothing", () => {
    assert.deepEqual(sides({ kind: "uncommitted" }, commit("a1")), [
      { kind: "commit", commit: "a1" },
      { kind: "working" },
    ]);
    assert.deepEqual(sides({ kind: "uncommitted" }, { label: "HEAD", commit: null })[0], { kind: "empty" });
    assert.deepEqual(sides({ kind: "files", files: ["a"] }, working)[1], { kind: "working" });
  });

  it("is the index on the new side of what is staged, and on the old side of what is not", () => {
    const index = { label: "index", commit: null };
    assert.deepEqual(sides({ kind: "staged" }, commit("a1"), index), [
      { kind: "commit", commit: "a1" },
      { kind: "index" },
    ]);
    assert.deepEqual(sides({ kind: "unstaged" }, index), [{ kind: "index" }, { kind: "working" }]);
  });

  it("is a commit wherever one was looked at", () => {
    assert.deepEqual(sides({ kind: "last", commits: 2 }, commit("a1"), commit("b2")), [
      { kind: "commit", commit: "a1" },
      { kind: "commit", commit: "b2" },
    ]);
  });
});
