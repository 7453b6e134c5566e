/** What is asked for by whom, before anybody is asked back. */

import assert from "node:assert/strict";
import type { Named } from "../../../src/editor/menus.ts";
import { filesWantedBy, wantedAgain, wantedBy } from "../../../src/editor/wanted.ts";
import { aFile, anOutcome } from "../../support/outcome.ts";

const uri = (fsPath: string, scheme = "file"): Named => ({
  scheme,
  fsPath,
  toString: () => `${scheme}:${fsPath}`,
});
const nameOf = ({ scheme, fsPath }: Named): string | null => (scheme === "file" ? fsPath : null);
const all = { kind: "all" } as const;

describe("What is wanted", () => {
  it("from the palette is what the command is called, and the rest is asked", () => {
    assert.deepEqual(wantedBy([], "staged"), {
      scope: { kind: "staged" },
      ask: "nothing",
      folders: null,
      files: all,
      by: "model",
    });
    assert.equal(wantedBy([], "branch").ask, "branch");
    assert.equal(wantedBy([undefined], "commit").ask, "commit");
  });

  it("from a program is the scope it gives, whatever the command is called", () => {
    const wanted = wantedBy([{ kind: "commit", commit: "HEAD" }], "staged");
    assert.deepEqual([wanted.scope, wanted.ask], [{ kind: "commit", commit: "HEAD" }, "nothing"]);
    assert.equal(wantedBy([{ kind: "branch", base: null }], "branch").ask, "base");
    assert.equal(wantedBy([{ kind: "branch", base: "main" }], "branch").ask, "nothing");
  });

  it("is refused when it was meant as a scope and is none", () => {
    assert.throws(() => wantedBy([{ kind: "everything" }], "uncommitted"), TypeError);
    assert.throws(() => filesWantedBy([{ kind: "files", files: [] }], nameOf), TypeError);
  });

  it("from a repository's menu is of that repository", () => {
    assert.deepEqual(wantedBy([{ rootUri: uri("/shop") }], "unstaged").folders, ["/shop"]);
  });

  it("from a group's menu is of the repository its files are in", () => {
    const group = { id: "index", resourceStates: [{ resourceUri: uri("/shop/src/a.ts") }] };
    assert.deepEqual(wantedBy([group], "staged").folders, ["/shop/src"]);
    assert.deepEqual(wantedBy([group], "staged").files, all);
    assert.equal(wantedBy([{ resourceStates: [] }], "staged").folders, null);
  });

  it("from chosen changed files is those alone", () => {
    const [a, b] = [uri("/shop/a.ts"), uri("/shop/src/b.ts")];
    const wanted = wantedBy([{ resourceUri: a }, { resourceUri: b }], "staged");
    assert.deepEqual(wanted.folders, ["/shop", "/shop/src"]);
    assert.deepEqual(wanted.files, { kind: "only", files: [a, b] });
  });

  it("as files is all that were chosen, or the editor's where there were none", () => {
    const [a, b] = [uri("/shop/a.ts"), uri("/shop/b.ts")];
    assert.deepEqual(filesWantedBy([a, [a, b]], nameOf).scope, {
      kind: "files",
      files: ["/shop/a.ts", "/shop/b.ts"],
    });
    assert.equal(filesWantedBy([], nameOf).ask, "file");
    assert.equal(filesWantedBy([uri("/x", "git")], nameOf).ask, "file");
    const scope = { kind: "files", files: ["c.ts"] } as const;
    assert.deepEqual(filesWantedBy([scope], nameOf).scope, scope);
  });
});

describe("The same once more", () => {
  const side = { label: "HEAD", commit: null };
  const repositories = [
    { id: "api", root: "/home/me/api", base: side, head: side },
    { id: "api/lib", root: "/home/me/api/lib", base: side, head: side },
    { id: "web", root: "/home/me/web", base: side, head: side },
  ];

  it("is of all repositories that were named, of which the submodules come by themselves", () => {
    const again = wantedAgain(anOutcome({ repositories, scope: { kind: "staged" } }));
    assert.deepEqual(again.folders, ["/home/me/api", "/home/me/web"]);
    assert.deepEqual(again.scope, { kind: "staged" });
    assert.deepEqual(again.files, all);
  });

  it("leaves out again what was taken out, in its own repository", () => {
    const files = [
      aFile({ repository: "api", path: "a.ts" }),
      aFile({ repository: "web", path: "a.ts", sent: "none", reason: "unticked" }),
      aFile({ repository: "web", path: "b.ts", sent: "none", reason: "binary" }),
    ];
    const again = wantedAgain(anOutcome({ repositories, coverage: { complete: false, files } }));
    assert.deepEqual(again.files, { kind: "without", unticked: [{ root: "/home/me/web", path: "a.ts" }] });
  });

  it("looks at the same first", () => {
    const again = wantedAgain(anOutcome({ focus: "the rounding" }));
    assert.deepEqual(again.focus, { kind: "said", text: "the rounding" });
    assert.equal(wantedAgain(anOutcome()).focus, undefined);
  });

  it("is by whoever looked at it", () => {
    assert.equal(wantedAgain(anOutcome()).by, "model");
    assert.equal(wantedAgain(anOutcome({ notices: [{ code: "practice", message: "" }] })).by, "practice");
  });
});
