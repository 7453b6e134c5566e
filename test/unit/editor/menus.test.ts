/** What the editor's menus hand over. */

import assert from "node:assert/strict";
import { changedFilesFrom, filesFrom, folderFrom, groupFrom, type Named } from "../../../src/editor/menus.ts";

const uri = (fsPath: string, scheme = "file"): Named => ({ scheme, fsPath, toString: () => fsPath });
const [a, b] = [uri("/shop/a.ts"), uri("/shop/b.ts")];

describe("A menu", () => {
  it("of a repository names its folder", () => {
    assert.equal(folderFrom({ rootUri: uri("/shop") }), "/shop");
    assert.equal(folderFrom({ rootUri: uri("/shop", "http") }), null);
    for (const other of [undefined, null, "/shop", a, { rootUri: "/shop" }])
      assert.equal(folderFrom(other), null);
  });

  it("of a group of changes names the group's files, which may be none", () => {
    assert.deepEqual(groupFrom({ id: "index", resourceStates: [{ resourceUri: a }, {}] }), [a]);
    assert.deepEqual(groupFrom({ resourceStates: [] }), []);
    for (const other of [undefined, a, { rootUri: a }, { resourceStates: {} }])
      assert.equal(groupFrom(other), null);
  });

  it("of changed files names each that was chosen", () => {
    assert.deepEqual(changedFilesFrom([{ resourceUri: a }, { resourceUri: b }]), [a, b]);
    assert.equal(changedFilesFrom([undefined, a]), null);
  });

  it("of the Explorer names all that were chosen, one of an editor the one", () => {
    assert.deepEqual(filesFrom([a, [a, b]]), [a, b]);
    assert.deepEqual(filesFrom([a, { groupId: 1 }]), [a]);
    assert.deepEqual(filesFrom([a, []]), [a]);
    assert.deepEqual(filesFrom([{ resourceUri: b }]), [b]);
    for (const args of [[], [undefined], [{ rootUri: a }], ["/shop/a.ts"]])
      assert.equal(filesFrom(args), null);
  });
});
