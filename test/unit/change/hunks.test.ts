/** The hunks that git cuts are believed only as a whole: cut short anywhere, changed anywhere or numbered otherwise they are a fault. */

import assert from "node:assert/strict";
import { cutHunks, type Pair } from "../../../src/change/hunks.ts";
import { GitError } from "../../../src/change/gitError.ts";
import { protect, type ProtectedGit } from "../../../src/change/protect.ts";
import { noSignal } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

/** The same lines over and over, so that a hunk would fit in several places. */
const block = ["a", "", "-- x", "b", "++ y", "c", "d", "e"].map((line) => `${line}\n`).join("");
const texts: readonly (readonly [old: string | null, now: string | null])[] = [
  [
    block.repeat(6),
    `${block.repeat(2).replaceAll("b\n", "B\n")}${block.repeat(2)}${block.repeat(2).replaceAll("b\n", "B\n")}`,
  ],
  [`${block}last`, `first\n${block}last\n`],
  ["old\r\nfile", null],
  ["same\n", "same\n"],
  ["one\ntwo\n", "1\n2\n"],
  [null, "new\n\nfile\n"],
];

describe("The hunks of a pair", () => {
  let repository: TestRepository;
  let git: ProtectedGit;
  let pairs: readonly Pair[];
  /** What git answered to everything but the diff, by its input. */
  const written = new Map<string, Buffer>();
  let names: readonly string[];
  let patch: string;

  before(async () => {
    repository = await createRepository();
    git = await protect({ git: await realGit(), folder: repository.root, signal: noSignal });
    const side = async (text: string | null) =>
      text === null
        ? null
        : { text, id: (await git.run(["hash-object", "-w", "--stdin"], text)).toString().trim() };
    pairs = await Promise.all(
      texts.map(async ([old, now]) => ({ old: await side(old), new: await side(now) })),
    );
    const run: ProtectedGit["run"] = async (args, input) => {
      const out = await git.run(args, input);
      if (args[0] === "diff-tree") patch = out.toString();
      else written.set(String(input), out);
      return out;
    };
    await cutHunks({ ...git, run }, pairs);
    names = [...patch.matchAll(/^diff --git a\/(\S+) /gm)].map(([, name = ""]) => name);
  });
  after(async () => repository.dispose());

  /** Where git prints this in place of the true diff; null when it is a fault. */
  async function hunksOf(printed: string): Promise<Awaited<ReturnType<typeof cutHunks>> | null> {
    const run: ProtectedGit["run"] = async (args, input) =>
      args[0] === "diff-tree" ? Buffer.from(printed) : (written.get(String(input)) ?? git.run(args, input));
    return cutHunks({ ...git, run }, pairs).catch((error: unknown) => {
      assert.ok(error instanceof GitError, String(error));
      return null;
    });
  }

  it("are read from what git prints, each pair's in its place", async () => {
    const hunks = await hunksOf(patch);
    assert.deepEqual(
      hunks?.map((each) => each.length),
      [4, 2, 1, 0, 1, 1],
    );
  });

  it("are a fault where the diff ends early, at whichever line", async () => {
    const lines = patch.split("\n");
    for (let end = 0; end < lines.length - 1; end += 1) {
      const cut = lines.slice(0, end).map((line) => `${line}\n`);
      assert.equal(await hunksOf(cut.join("")), null, `cut before ${end}: ${lines[end]!}`);
    }
  });

  it("are a fault where a line of the diff is gone, doubled or another", async () => {
    const lines = patch.split("\n").slice(0, -1);
    for (const [at, line] of lines.entries()) {
      const isBody =
        !/^(diff|index|new file|deleted file|---|\+\+\+) /.test(line) || /^--- x|^\+\+\+ y/.test(line);
      if (!isBody || line.startsWith("\\")) continue;
      const changed = line.startsWith("@@")
        ? line.replace(/\d+/, (digits) => String(Number(digits) + 1))
        : `${line}!`;
      for (const other of [[], [line, line], [changed]]) {
        const printed = lines.toSpliced(at, 1, ...other);
        assert.equal(
          await hunksOf(printed.map((each) => `${each}\n`).join("")),
          null,
          `${at}: ${line} → ${other.join(" ")}`,
        );
      }
    }
  });

  it("are a fault where they stand in another order, or say that they stand somewhere else", async () => {
    const headers = [...patch.matchAll(/^@@ -(\d+),(\d+) \+(\d+),(\d+) @@.*$/gm)];
    for (const [first, second] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const [one, two] = [headers[first]![0], headers[second]![0]];
      const swapped = patch.replace(one, "@@@").replace(two, one).replace("@@@", two);
      assert.equal(await hunksOf(swapped), null, `${one} and ${two}`);
    }
    const [, , third] = headers;
    for (let start = 1; start < 48; start += 1) {
      if (start === Number(third![1])) continue;
      const elsewhere = patch.replace(third![0], `@@ -${start},${third![2]!} +${start},${third![4]!} @@`);
      assert.equal(await hunksOf(elsewhere), null, `the third one at ${start}`);
    }
  });

  it("are a fault where one begins before the end of the one above it", async () => {
    const honest = "@@ -1,2 +1,2 @@\n-one\n-two\n+1\n+2\n";
    const inTwo = (start: number) => `@@ -1 +1 @@\n-one\n+1\n@@ -${start} +${start} @@\n-two\n+2\n`;
    assert.ok(patch.includes(honest));
    assert.notEqual(await hunksOf(patch.replace(honest, inTwo(2))), null);
    for (const start of [0, 1, 3])
      assert.equal(await hunksOf(patch.replace(honest, inTwo(start))), null, `${start}`);
  });

  it("are a fault where they come for a file that nobody asked about, or twice for one", async () => {
    const [name = "", next = ""] = names;
    const end = patch.indexOf(`diff --git a/${next} `);
    const [first, rest] = [patch.slice(0, end), patch.slice(end)];
    const as = (other: string): string => first.replaceAll(name, other);
    assert.notEqual(await hunksOf(as(name) + rest), null);
    assert.equal(await hunksOf(first + first + rest), null);
    for (const other of ["9".repeat(name.length), "x"]) assert.equal(await hunksOf(as(other) + rest), null);
    // The fourth pair is the same on both sides.
    assert.equal(await hunksOf(patch + as(String(3).padStart(name.length, "0"))), null);
  });
});
