/** The pointers of Git LFS. */

import assert from "node:assert/strict";
import { decode } from "../../../src/text/decode.ts";
import { parsePointer } from "../../../src/text/pointer.ts";

const oid = "ab".repeat(32);
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;

describe("A pointer of Git LFS", () => {
  it("says which file it stands for", () => {
    assert.deepEqual(parsePointer(pointer), { oid, size: 12345 });
    const extended = pointer.replace("oid sha256", `ext-0-foo sha256:${oid}\noid sha256`);
    assert.deepEqual(parsePointer(extended), { oid, size: 12345 });
  });

  it("is no text to be reviewed", () => {
    assert.deepEqual(decode(Buffer.from(pointer)), { kind: "lfsPointer" });
  });

  it("is not what only looks like one", () => {
    for (const text of [
      `# How\n${pointer}`,
      pointer.trimEnd(),
      pointer.replace(/ab/, "xy"),
      `${pointer}more\n`,
    ]) {
      assert.equal(parsePointer(text), null);
      assert.equal(decode(Buffer.from(text)).kind, "text");
    }
    const long = `ext-0-foo ${"x".repeat(1000)}`;
    assert.equal(parsePointer(pointer.replace("oid", `${long}\noid`)), null);
  });
});
