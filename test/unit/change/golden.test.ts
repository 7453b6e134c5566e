/** Golden pairs: two versions of a file, the diff that git makes of them, and what is read out of it, which must lead from the one to the other. */

import assert from "node:assert/strict";
import { parse, type ParsedFile } from "../../../src/change/parse.ts";
import { assertGolden } from "../../support/golden.ts";
import { plainGit, type PlainGit } from "../../support/rebuilding.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

interface Pair {
  /** Null where the file is absent. */
  readonly old: string | null;
  readonly new: string | null;
}

const note = "\\ No newline at end of file";
const many = Array.from({ length: 40 }, (_, index) => `line ${index + 1}\n`);
const innerDiff = [
  "diff --git a/f b/f",
  "index 7898192..6178079 100644",
  "--- a/f",
  "+++ b/f",
  "@@ -1 +1 @@",
  "-a",
  "+b",
  note,
  "",
].join("\n");

const pairs: Readonly<Record<string, Pair>> = {
  "counts-of-one": { old: "a\n", new: "b\n" },
  "count-of-none": { old: "a\nb\n", new: "" },
  "from-empty": { old: "", new: "a\n" },
  "new-file": { old: null, new: "a\nb\n" },
  "new-empty-file": { old: null, new: "" },
  "deleted-file": { old: "a\nb\n", new: null },
  "deleted-empty-file": { old: "", new: null },
  "removed-comment": { old: "-- x\nselect 1;\n-- y\n-\n--\n", new: "select 1;\n" },
  "added-increment": { old: "y();\n", new: "++ x;\n+\ny();\n++ b/0\n" },
  "lines-like-headers": {
    old: "-- a/0\n++ b/0\nkept\n@@ -1 +1 @@\n",
    new: "kept\n@@ -1,2 +3 @@\n diff --git a/0 b/0\n",
  },
  "line-end-lost": { old: "a\nb\n", new: "a\nb" },
  "line-end-gained": { old: "a\nb", new: "a\nb\n" },
  "no-line-end-on-both": { old: "a\nb", new: "a\nc" },
  "no-line-end-unchanged": { old: "a\nb\nc\nd", new: "x\nb\nc\nd" },
  "code-that-says-the-note": { old: `${note}\nx\n`, new: `x\n${note}\n ${note}` },
  "returns-lost": { old: "a\r\nb\r\n", new: "a\nb\n" },
  "returns-gained": { old: "a\nb\n", new: "a\r\nb\r\n" },
  "returns-mixed": { old: "a\r\nb\nc\r\n", new: "a\r\nb\r\nx\nc\r" },
  "byte-order-mark": { old: "a\nb\n", new: "\ufeffa\nb\n" },
  "blank-lines": { old: "\n\n \n\t\na\n", new: "\n\n\n\t\na\n\n" },
  "other-line-breaks": { old: "a\u2028b\u0085c\fd\ve\n", new: "a\u2028b\u0085c\fd\ve!\n" },
  "several-hunks": {
    old: many.join(""),
    new: many.toSpliced(35, 2).with(17, "changed\n").toSpliced(2, 0, "inserted\n").join(""),
  },
  "diff-of-a-diff": { old: innerDiff, new: innerDiff.replace("+b\n", "+c\n-- d\n") },
  "not-ascii": { old: "日本語\né\n", new: "日本語 ✓\ne\u0301\n" },
};

describe("The diff of a golden pair", () => {
  let repository: TestRepository;
  let git: PlainGit;

  before(async () => {
    repository = await createRepository();
    git = plainGit(repository.root);
  });
  after(async () => repository.dispose());

  for (const [name, pair] of Object.entries(pairs)) {
    it(`leads from the old version to the new one: ${name.replaceAll("-", " ")}`, async () => {
      const patch = await diffOf(pair, git);
      await assertGolden(`diff/${name}.diff`, patch);
      const files = parse(patch);
      assert.equal(files?.length, 1);
      const { name: path, hunks } = files[0]!;
      assert.equal(path, "0");
      const read = hunks.map(({ hunk, texts }) => ({
        old: `${hunk.old.start},${hunk.old.count}`,
        new: `${hunk.new.start},${hunk.new.count}`,
        lines: hunk.lines.map(
          (line, index) => `${line.old ?? "·"} ${line.new ?? "·"} ${line.kind} ${texts[index]}`,
        ),
      }));
      await assertGolden(`diff/${name}.json`, `${JSON.stringify({ ...pair, hunks: read }, null, 1)}\n`);
      assert.deepEqual(linesOf(pair.new), rebuilt(linesOf(pair.old), files[0]!));
    });

    it(`is never a shorter one where a line is missing or doubled: ${name.replaceAll("-", " ")}`, async () => {
      const patch = await diffOf(pair, git);
      const [lines, whole] = [patch.split("\n"), parse(patch)];
      const body = lines.findIndex((line) => line.startsWith("@@ "));
      for (let at = Math.max(body, 0); body >= 0 && at < lines.length - 1; at += 1) {
        const broken = { without: lines.toSpliced(at, 1), doubled: lines.toSpliced(at, 0, lines[at]!) };
        for (const [how, each] of Object.entries(broken)) {
          const read = parse(each.join("\n"));
          // The note of a missing line end may go: whether it is true is not for the diff to say.
          if (lines[at]!.startsWith("\\ ") && how === "without") assert.deepEqual(read, whole);
          else assert.equal(read, null, `${how} ${lines[at]!}`);
        }
      }
      for (let end = 1; end < patch.length; end += 1) {
        const read = parse(patch.slice(0, end));
        // Cut behind a header, or between two hunks: every line that was announced is there.
        const isWhole = read?.every((file) => file.hunks.every(isComplete)) ?? true;
        assert.ok(isWhole, JSON.stringify(patch.slice(0, end)));
      }
    });
  }
});

async function diffOf({ old, new: now }: Pair, git: PlainGit): Promise<string> {
  const treeOf = async (text: string | null): Promise<string> => {
    const id =
      text === null ? null : (await git(["hash-object", "-w", "--stdin"], { input: text })).toString().trim();
    const entries = id === null ? "" : `100644 blob ${id}\t0\n`;
    return (await git(["mktree"], { input: entries })).toString().trim();
  };
  const sides = [await treeOf(old), await treeOf(now)];
  const shape = ["--text", "--full-index", "--unified=3", "--no-renames", "--no-color"];
  return (await git(["diff-tree", "--patch", "-r", ...shape, ...sides])).toString();
}

/** Without what ends them, as a diff shows them; a `\r` stays. */
function linesOf(text: string | null): readonly string[] {
  const lines = (text ?? "").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function rebuilt(before: readonly string[], { hunks }: ParsedFile): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const { hunk, texts } of hunks) {
    for (const [index, line] of hunk.lines.entries()) {
      while (line.old !== null && at < line.old - 1) result.push(before[at++]!);
      if (line.kind === "added") {
        while (result.length < line.new! - 1) result.push(before[at++]!);
        assert.equal(result.length, line.new! - 1);
        result.push(texts[index]!);
        continue;
      }
      assert.equal(before[at], texts[index]);
      if (line.kind === "context") result.push(texts[index]!);
      at += 1;
    }
  }
  return [...result, ...before.slice(at)];
}

function isComplete({ hunk }: ParsedFile["hunks"][number]): boolean {
  const of = (kind: string): number => hunk.lines.filter((line) => line.kind === kind).length;
  return of("context") + of("removed") === hunk.old.count && of("context") + of("added") === hunk.new.count;
}
