/** What `npm test` counts, and that nothing which went wrong is counted as nothing. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createRepository, type TestRepository } from "./repository.ts";
import { notRun, runStage, type Ended, type Stage } from "./stages.ts";

describe("a stage of npm test", () => {
  let folder: TestRepository;
  before(async () => {
    folder = await createRepository();
  });
  after(() => folder.dispose());

  const mochaScript = path.resolve("node_modules/mocha/bin/mocha.js");

  /** Runs mocha on one file, as the stages do. */
  async function runTests(text: string): Promise<Ended> {
    const file = path.join(folder.root, "a.test.cjs");
    await writeFile(file, text);
    const json = (reports: string): string => `output=${reports}/mocha.json`;
    return runStage({
      name: "tests",
      kind: "tests",
      scripts: (reports) => [
        [mochaScript, "--no-config", "--reporter", "json", "--reporter-option", json(reports), file],
      ],
    });
  }

  async function runCheck(text: string): Promise<Ended> {
    const file = path.join(folder.root, "check.cjs");
    await writeFile(file, text);
    const stage: Stage = { name: "check", kind: "check", scripts: () => [[file]] };
    return runStage(stage);
  }

  const counts = ({ passed, failed, skipped }: Ended): readonly number[] => [passed, failed, skipped];

  it("counts by the reporter's own output, and says nothing when all is well", async () => {
    const ended = await runTests(
      `it("a", () => { console.log("99 passing"); }); it("b", () => {}); it("c");`,
    );
    assert.deepEqual(counts(ended), [2, 0, 1]);
    assert.equal(ended.output, "");
  });

  it("tells a failed test by its name and its error", async () => {
    const ended = await runTests(
      `it("a", () => {}); it("adds up", () => { throw new Error("one and one"); });`,
    );
    assert.deepEqual(counts(ended), [1, 1, 0]);
    assert.match(ended.output, /adds up\n\s+Error: one and one/);
  });

  it("takes no tests for a failure", async () => {
    assert.deepEqual(counts(await runTests("")), [0, 1, 0]);
  });

  it("takes a crash for a failure, also after tests that passed", async () => {
    const ended = await runTests(`it("a", () => {}); it("b", () => process.abort());`);
    assert.equal(ended.failed, 1);
    const late = await runTests(
      `it("a", () => {}); process.on("exit", () => process.kill(process.pid, "SIGKILL"));`,
    );
    assert.deepEqual(counts(late), [1, 1, 0]);
    assert.match(late.output, /ended with SIGKILL/);
  });

  it("counts a failed check once, shows what it said, and never counts one as a passed test", async () => {
    assert.deepEqual(counts(await runCheck("console.log('fine')")), [0, 0, 0]);
    const failed = await runCheck("console.log('line 3 is wrong'); process.exit(1)");
    assert.deepEqual(counts(failed), [0, 1, 0]);
    assert.match(failed.output, /line 3 is wrong/);
  });

  it("counts as failed what was not run for another's failure", () => {
    const stage: Stage = { name: "e2e", kind: "tests", scripts: () => [] };
    assert.equal(notRun(stage, "package").failed, 1);
  });

  it("gives no key to what it runs", async () => {
    const trap = "process.exit(process.env.A_KEY_FOR_TESTS === undefined ? 0 : 1)";
    process.env["A_KEY_FOR_TESTS"] = "canary";
    try {
      assert.equal((await runCheck(trap.replace("A_KEY_FOR_TESTS", "PATH"))).failed, 1, "The trap fires.");
      assert.equal((await runCheck(trap)).failed, 0);
    } finally {
      delete process.env["A_KEY_FOR_TESTS"];
    }
  });
});
