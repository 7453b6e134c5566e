/** A diff is read by the counts it announces; what is not wholly understood is no diff. */

import assert from "node:assert/strict";
import { parse, type ParsedFile } from "../../../src/change/parse.ts";

function patchOf(...lines: readonly string[]): string {
  return ["diff --git a/0 b/0", "index 11..22 100644", "--- a/0", "+++ b/0", ...lines, ""].join("\n");
}

function only(patch: string): ParsedFile {
  const files = parse(patch);
  assert.equal(files?.length, 1);
  return files[0]!;
}

/** Each line as `old new mark text`. */
function shown(file: ParsedFile): readonly string[] {
  return file.hunks.flatMap(({ hunk, texts }) =>
    hunk.lines.map(
      (line, index) => `${line.old ?? "·"} ${line.new ?? "·"} ${line.kind} ${texts[index] ?? ""}`,
    ),
  );
}

describe("A diff", () => {
  it("takes a missing count for 1", () => {
    const file = only(patchOf("@@ -1 +1 @@", "-a", "+b"));
    assert.deepEqual(file.hunks[0]!.hunk.old, { start: 1, count: 1 });
    assert.deepEqual(shown(file), ["1 · removed a", "· 1 added b"]);
  });

  it("takes an announced 0 for 0", () => {
    const file = only(patchOf("@@ -0,0 +1,2 @@", "+a", "+b"));
    assert.deepEqual(file.hunks[0]!.hunk.old, { start: 0, count: 0 });
    assert.deepEqual(shown(file), ["· 1 added a", "· 2 added b"]);
  });

  it("numbers each line on its own side", () => {
    const file = only(patchOf("@@ -3,3 +4,3 @@ function", " a", "-b", "+c", " d"));
    assert.deepEqual(shown(file), ["3 4 context a", "4 · removed b", "· 5 added c", "5 6 context d"]);
  });

  it("does not take removed and added lines for headers", () => {
    const file = only(patchOf("@@ -1,2 +1,2 @@", "--- x", "---- y", "+++ x", "+@@ -1 +1 @@"));
    assert.deepEqual(shown(file), [
      "1 · removed -- x",
      "2 · removed --- y",
      "· 1 added ++ x",
      "· 2 added @@ -1 +1 @@",
    ]);
  });

  it("counts no line for a missing line break at the end, wherever it is said", () => {
    const note = "\\ No newline at end of file";
    const file = only(patchOf("@@ -1,2 +1,2 @@", " a", "-b", note, "+c", note));
    assert.deepEqual(shown(file), ["1 1 context a", "2 · removed b", "· 2 added c"]);
  });

  it("keeps code that says the same as that note", () => {
    const file = only(patchOf("@@ -1 +1,2 @@", "-x", "+\\ No newline at end of file", "+y"));
    assert.deepEqual(shown(file).at(1), "· 1 added \\ No newline at end of file");
  });

  it("reads a diff of a diff", () => {
    const inner = ["diff --git a/f b/f", "--- a/f", "+++ b/f", "@@ -1 +1 @@", "-a", "+b"];
    const file = only(patchOf("@@ -0,0 +1,6 @@", ...inner.map((line) => `+${line}`)));
    assert.deepEqual(file.hunks[0]!.texts, inner);
  });

  it("keeps a carriage return, and empty lines", () => {
    const file = only(patchOf("@@ -1,2 +1,2 @@", " ", "-a\r", "+a"));
    assert.deepEqual(file.hunks[0]!.texts, ["", "a\r", "a"]);
  });

  it("reads several files, also those without lines", () => {
    const empty = "diff --git a/1 b/1\nnew file mode 100644\nindex 00..33\n";
    const files = parse(patchOf("@@ -1 +1 @@", "-a", "+b") + empty + patchOf("@@ -1 +0,0 @@", "-c"));
    assert.deepEqual(
      files?.map(({ name, hunks }) => [name, hunks.length]),
      [
        ["0", 1],
        ["1", 0],
        ["0", 1],
      ],
    );
  });

  it("may be empty", () => {
    assert.deepEqual(parse(""), []);
  });

  const malformed: Readonly<Record<string, string>> = {
    "a hunk that ends too early": patchOf("@@ -1,2 +1,2 @@", " a"),
    "a hunk with a line too many": patchOf("@@ -1 +1 @@", "-a", "+b", "+c"),
    "more of one side than announced": patchOf("@@ -1 +1,2 @@", "-a", "-b", "+c"),
    "a line without a mark": patchOf("@@ -1,2 +1,2 @@", " a", "", " b"),
    "a header without hunks": patchOf(),
    "half a header": "diff --git a/0 b/0\nindex 1..2\n--- a/0\n",
    "an end within a line": patchOf("@@ -1 +1 @@", "-a", "+b").slice(0, -1),
    "text before it": `warning: something\n${patchOf("@@ -1 +1 @@", "-a", "+b")}`,
    "text after it": `${patchOf("@@ -1 +1 @@", "-a", "+b")}fatal: something\n`,
    "a hunk of nothing": patchOf("@@ -0,0 +0,0 @@"),
    "a note before any line": patchOf("@@ -1 +1 @@", "\\ No newline at end of file", "-a", "+b"),
    "two notes for one line": patchOf("@@ -1 +0,0 @@", "-a", "\\ No newline", "\\ No newline"),
    "the first name missing": patchOf("@@ -1 +1 @@", "-a", "+b").replace("--- a/0\n", ""),
    "the second name missing": patchOf("@@ -1 +1 @@", "-a", "+b").replace("+++ b/0\n", ""),
    "two names that differ": patchOf("@@ -1 +1 @@", "-a", "+b").replace("git a/0", "git a/1"),
    "hunks without a file": "@@ -1 +1 @@\n-a\n+b\n",
    "a count below 0": patchOf("@@ -1,-1 +1 @@", "+b"),
    "a count that is no number": patchOf("@@ -1,x +1 @@", "-a", "+b"),
    "half a hunk header": patchOf("@@ -1 +1", "-a", "+b"),
    "the hunks of a merge": patchOf("@@@ -1 -1 +1 @@@", "- a", " -a", "++b"),
    "returns at the ends of its lines": patchOf("@@ -1 +1 @@", "-a", "+b").replaceAll("\n", "\r\n"),
    colours: patchOf("@@ -1 +1 @@", "\u001b[31m-a\u001b[m", "\u001b[32m+b\u001b[m"),
    "a rename that was to be told as two files": patchOf("@@ -1 +1 @@", "-a", "+b").replace(
      "index",
      "similarity index 90%\nrename from 1\nrename to 0\nindex",
    ),
    "bytes in place of text":
      "diff --git a/0 b/0\nindex 1..2 100644\nGIT binary patch\nliteral 0\nHcmV?d00001\n\n",
    "a word in place of text": "diff --git a/0 b/0\nindex 1..2\nBinary files a/0 and b/0 differ\n",
  };
  for (const [what, patch] of Object.entries(malformed)) {
    it(`is refused as a whole with ${what}`, () => assert.equal(parse(patch), null));
  }
});
