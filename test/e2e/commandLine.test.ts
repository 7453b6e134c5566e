/** The built command line, under the Node that npm itself runs on, reviews the shop. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Outcome } from "../../src/contract/outcome.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import type { TestRepository } from "../support/repository.ts";
import { makeShop, mistakes, secretFile } from "../support/sample/shop.ts";
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
