/** A changed file as it was: what a reader of it and of the diff knows of the version after the change. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { isToldBefore, unchangedLines } from "../../../src/prompt/before.ts";
import { aClearedChange } from "../../support/changes.ts";

const anyScript = fc.array(
  fc.record({ sign: fc.constantFrom(" ", " ", " ", "+", "-"), text: fc.constantFrom("a", "b", "") }),
  { minLength: 1, maxLength: 60 },
);

async function aFile(script: readonly string[], part: { readonly oldPath?: string } = {}) {
  const [file] = (await aClearedChange({ path: "a.ts", script, ...part })).files;
  assert.ok(file !== undefined);
  return file;
}

describe("A changed file as it was before", () => {
  it("tells, with the hunks, each line of the version after the change once", async () => {
    await fc.assert(
      fc.asyncProperty(anyScript, async (script) => {
        const file = await aFile(script.map(({ sign, text }) => sign + text));
        if (file.new === null || file.old === null) return;
        const inHunks = file.file.hunks.flatMap(({ lines }) => lines.flatMap((line) => line.new ?? []));
        const outside = unchangedLines(file).flatMap(({ start, end }) =>
          Array.from({ length: end - start + 1 }, (_, index) => start + index),
        );
        const all = [...inHunks, ...outside].sort((a, b) => a - b);
        assert.deepEqual(
          all,
          file.new.sent.map((_, index) => index + 1),
        );
      }),
    );
  });

  it("does not tell a line that was redacted on one side only", async () => {
    const kept = Array<string>(20).fill(" kept");
    const file = await aFile([...kept, "-old", "+new", ...kept]);
    assert.ok(file.new !== null && file.old !== null);
    const sent = file.new.sent.with(4, file.new.sent[20]!);
    const [first] = unchangedLines({ ...file, new: { ...file.new, sent } });
    assert.deepEqual(first, { start: 1, end: 4 });
  });

  it("goes along only where most of the file is left as it was", async () => {
    const kept = Array<string>(30).fill(" kept");
    assert.equal(isToldBefore(await aFile([...kept, "-old", "+new"]), "new"), true);
    assert.equal(isToldBefore(await aFile(["-old", "+new", ...kept], { oldPath: "b.ts" }), "new"), true);
    assert.equal(isToldBefore(await aFile([...kept, ...Array<string>(30).fill("-old")]), "new"), false);
    assert.equal(isToldBefore(await aFile([" kept", "-old", "+new"]), "new"), false);
  });
});
