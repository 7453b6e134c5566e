/** The law of hunks: the old text and the hunks together are the new text, to the byte, by git's own word for it. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import type { FileChange } from "../../../src/change/change.ts";
import { changeIn } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";

/** Few and tricky, so that texts share lines and look like diffs. */
const line = fc.constantFrom(
  "a",
  "b",
  "",
  " ",
  "-- x",
  "++ y",
  "-",
  "@@ -1 +1 @@",
  "\\ No newline at end of file",
  "diff --git a/0 b/0",
  "日本語 ✓",
  "\tindented\t",
);
const text = fc
  .record({
    lines: fc.array(fc.tuple(line, fc.constantFrom("\n", "\n", "\n", "\r\n")), { maxLength: 24 }),
    isCut: fc.boolean(),
  })
  .map(({ lines, isCut }) => {
    const whole = lines.map(([each, end]) => each + end).join("");
    return isCut ? whole.replace(/\r?\n$/, "") : whole;
  });
const edited = fc.record({ old: text, new: text });
const name = fc.constantFrom("a.txt", "b c.txt", "ü/é.md", '"q".sql', "deep/er/x");
const file = fc.oneof(
  fc.record({ kind: fc.constant("modified" as const), name, text: edited }),
  fc.record({ kind: fc.constant("added" as const), name, text: edited }),
  fc.record({ kind: fc.constant("deleted" as const), name, text: edited }),
  fc.record({ kind: fc.constant("moved" as const), name, text: edited }),
);
const files = fc.uniqueArray(file, { selector: (each) => each.name, minLength: 1, maxLength: 3 });

describe("Hunks", () => {
  let repository: TestRepository;

  before(async () => {
    repository = await createRepository({ "always.txt": "here\n" });
  });
  after(async () => repository.dispose());

  it("turn every old text into the new one, by the ids that git gives them", async function () {
    this.timeout(0);
    let rebuilt = 0;
    await fc.assert(
      fc.asyncProperty(files, async (changes) => {
        for (const { kind, name: path, text: each } of changes)
          if (kind !== "added") await repository.write(path, each.old);
        await repository.commit("Before");
        for (const { kind, name: file, text: each } of changes) {
          const full = path.join(repository.root, file);
          if (kind === "deleted") await rm(full);
          else if (kind === "moved") await rename(full, `${full}.moved`);
          else await repository.write(file, each.new);
        }
        const change = await changeIn({ folder: repository.root });
        const ids = await newIds(repository);
        assert.deepEqual(change.files.map((each) => each.path).toSorted(), [...ids.keys()].toSorted());
        for (const each of change.files) {
          assert.equal(idOf(rebuild(each)), ids.get(each.path), each.path);
          rebuilt += 1;
        }
        await repository.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
      }),
      { numRuns: 40, endOnFailure: true },
    );
    assert.ok(rebuilt > 40, `only ${rebuilt} files were rebuilt`);
  });
});

/** What the index says once git itself has taken everything in; `null` for a path that is gone. */
async function newIds(repository: TestRepository): Promise<ReadonlyMap<string, string | null>> {
  await repository.git("add", "--all");
  const fields = (await repository.git("diff", "--cached", "--raw", "-z", "--no-abbrev", "-M", "HEAD")).split(
    "\0",
  );
  const ids = new Map<string, string | null>();
  while (fields.length > 1) {
    const [, , , id = "", status = ""] = (fields.shift() ?? "").split(" ");
    const first = fields.shift() ?? "";
    ids.set(status.startsWith("R") ? (fields.shift() ?? "") : first, status === "D" ? null : id);
  }
  return ids;
}

/** Old lines, with what the hunks remove taken out and what they add put in; null when the file is gone. */
function rebuild({ old, new: now, hunks }: FileChange): string | null {
  const [before, after] = [linesOf(old), linesOf(now)];
  const result: string[] = [];
  let at = 0;
  for (const { old: oldLine, new: newLine, kind } of hunks.flatMap((hunk) => hunk.lines)) {
    if (kind === "added") {
      while (result.length < newLine! - 1) result.push(before[at++]!);
      result.push(after[newLine! - 1]!);
      continue;
    }
    while (at < oldLine! - 1) result.push(before[at++]!);
    if (kind === "context") result.push(before[at]!);
    at += 1;
  }
  result.push(...before.slice(at));
  return now.kind === "absent" ? (assert.deepEqual(result, []), null) : result.join("");
}

function linesOf(content: FileChange["old"]): readonly string[] {
  if (content.kind === "absent") return [];
  assert.ok(content.kind === "text", content.kind);
  return content.text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function idOf(content: string | null): string | null {
  if (content === null) return null;
  const bytes = Buffer.from(content);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
