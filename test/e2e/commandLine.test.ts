/** The built command line, under the Node that npm itself runs on, reviews the shop. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Outcome } from "../../src/contract/outcome.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { makeShop, mistakes, secretFile } from "../support/sample/shop.ts";
import { writeProgram } from "../support/traps.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { cleanEnvironment } from "../support/vscode/environment.ts";

/** npm names it; a person who runs mocha by hand gets their own. */
const node = process.env["npm_node_execpath"] ?? process.execPath;

describe("the built command line", () => {
  let shop: TestRepository;
  before(async () => {
    shop = await makeShop();
  });
  after(() => shop.dispose());

  it("says how it is used, on the Node that npm runs on", async () => {
    const { code, out } = await secondLook("--help");
    assert.equal(code, 0);
    assert.match(out, /^Usage: second-look review/);
  });

  it("finds in practice what is wrong with the shop, and accounts for every path", async () => {
    const { code, out, err } = await secondLook(
      "review",
      "--practice",
      "--format",
      "json",
      "--repo",
      shop.root,
    );
    assert.equal(code, 0, err);
    const outcome = JSON.parse(out) as Outcome;
    assertValidOutcome(outcome);

    const found = outcome.findings.map(({ path: file, quote }) => ({ file, quote }));
    for (const { path: file, line } of mistakes.filter(({ seenInPractice }) => seenInPractice)) {
      assert.ok(
        found.some((finding) => finding.file === file && finding.quote.includes(line)),
        `${file}: ${line} is not among ${JSON.stringify(found, null, 2)}`,
      );
    }
    const changed = (await shop.git("status", "--porcelain", "--untracked-files=all")).trimEnd().split("\n");
    assert.deepEqual(
      outcome.coverage.files.map(({ path: file }) => file).sort(),
      changed.map((line) => line.slice(3)).sort(),
    );
    const secret = outcome.coverage.files.find(({ path: file }) => file === secretFile);
    assert.deepEqual([secret?.sent, secret?.reason], ["none", "secretFile"]);
  });

  it("sends and prints nothing of a secret file", async () => {
    const { code, out } = await secondLook("review", "--print-request", "--repo", shop.root);
    assert.equal(code, 0);
    // The trap: what would be printed if the file were sent.
    assert.ok(out.includes("export interface Coupon"));
    assert.ok(!out.includes("PAYMENTS_KEY"));
  });
});

describe("the built command line in a hook before a commit", () => {
  let repository: TestRepository;
  let printed: string;

  /** What practice finds, named; each name stands in one line only. */
  const mistake = (name: string): string => `for (let i = 0; i <= ${name}.length; i++) use(${name}[i]);\n`;
  const namesIn = (text: string): readonly string[] =>
    [...text.matchAll(/<= (\w+)\.length/g)].map(([, name = ""]) => name).sort();

  beforeEach(async () => {
    repository = await createRepository({ "a.js": "use(0);\n", "b.js": "use(0);\n", "c.js": "use(0);\n" });
    printed = path.join(await repository.outside(), "outcome.json");
    const cli = [node, path.join(repositoryRoot, "dist/cli.js")].map((each) => `'${each}'`).join(" ");
    const review = `${cli} review --staged --practice --depth quick --format json`;
    await writeProgram(path.join(repository.root, ".git/hooks/pre-commit"), `${review} > '${printed}'`);

    await repository.write("a.js", mistake("staged"));
    await repository.git("add", "a.js");
    await repository.write("a.js", mistake("staged") + mistake("later"));
    await repository.write("b.js", mistake("tracked"));
    await repository.write("new.js", mistake("untracked"));
  });
  afterEach(() => repository.dispose());

  /** Names in the lines that the review found, beside those in the lines that then were committed. */
  async function commit(args: readonly string[], folder = repository.root): Promise<readonly string[]> {
    const git = async (...more: readonly string[]) => repository.git("-C", folder, ...more);
    await git("commit", "--quiet", "--message", "Work", ...args);
    const outcome = JSON.parse(await readFile(printed, "utf8")) as Outcome;
    assertValidOutcome(outcome);
    const committed = await git("show", "--format=", "HEAD");
    const paths = await git("show", "--format=", "--name-only", "HEAD");
    assert.deepEqual(
      outcome.coverage.files.map(({ path: file }) => file),
      paths.trimEnd().split("\n"),
    );
    const found = outcome.findings.flatMap(({ quote }) => namesIn(quote)).sort();
    assert.deepEqual(found, namesIn(committed));
    return found;
  }

  it("sees what is staged where that is committed", async () => {
    assert.deepEqual(await commit([]), ["staged"]);
  });

  it("sees all that is tracked where all of that is committed", async () => {
    assert.deepEqual(await commit(["--all"]), ["later", "staged", "tracked"]);
  });

  it("sees the files that are named where those alone are committed, not what is staged", async () => {
    assert.deepEqual(await commit(["b.js"]), ["tracked"]);
  });

  it("sees the same in a further work tree, started below its root", async () => {
    const beside = path.join(await repository.outside(), "beside");
    await repository.git("worktree", "add", "--quiet", "-b", "other", beside);
    const write = (file: string, text: string): Promise<void> =>
      repository.write(path.relative(repository.root, path.join(beside, file)), text);
    await write("sub/d.js", mistake("staged"));
    await repository.git("-C", beside, "add", ".");
    await write("b.js", mistake("named"));
    const sub = path.join(beside, "sub");
    assert.deepEqual(await commit(["../b.js"], sub), ["named"]);
    assert.deepEqual(await commit([], sub), ["staged"]);
  });
});

async function secondLook(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(node, [path.join(repositoryRoot, "dist/cli.js"), ...args], {
    cwd: repositoryRoot,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
