/** Which commits last touched some lines. */

import assert from "node:assert/strict";
import { lastCommitsAt, type LastCommit } from "../../../src/change/lastCommits.ts";
import { protect } from "../../../src/change/protect.ts";
import type { LineRange } from "../../../src/text/lines.ts";
import { noSignal } from "../../support/gathering.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { realGit } from "../../support/story.ts";

const minutes = 600_000;

describe("The last commits of some lines", () => {
  let repository: TestRepository;
  let head: string;

  beforeEach(async () => {
    repository = await createRepository({ "a.txt": "one\ntwo\nthree\n", ":(top)b": "b\n" });
    await repository.write("a.txt", "one\n2\nthree\n");
    await repository.commit("Write 2\n\nAnd more of it.");
    await repository.write("a.txt", "one\n2\n3\n");
    head = await repository.commit("Write 3");
    await repository.write("a.txt", "not committed\n");
  });
  afterEach(async () => repository.dispose());

  async function found(path: string, lines: LineRange, within = minutes): Promise<readonly LastCommit[]> {
    const git = await protect({ git: await realGit(), folder: repository.root, signal: noSignal });
    return lastCommitsAt(git, head, within)([{ path, lines: [lines] }]);
  }

  const subjects = async (...asked: Parameters<typeof found>): Promise<readonly string[]> =>
    (await found(...asked)).map(({ subject }) => subject);

  it("are those that wrote just them, with the people behind them", async () => {
    assert.deepEqual(await found("a.txt", { start: 2, end: 2 }), [
      {
        path: "a.txt",
        subject: "Write 2",
        people: ["A Developer", "developer@example.com", "A Developer", "developer@example.com"],
      },
    ]);
    assert.deepEqual(new Set(await subjects("a.txt", { start: 2, end: 3 })), new Set(["Write 3", "Write 2"]));
  });

  it("leave out the first of all, which tells nothing of the lines", async () => {
    assert.deepEqual(await subjects("a.txt", { start: 1, end: 1 }), []);
    assert.deepEqual(await subjects(":(top)b", { start: 1, end: 1 }), []);
  });

  it("are not looked for beyond a hundred commits", async () => {
    for (let at = 0; at < 97; at += 1)
      await repository.git("commit", "--quiet", "--allow-empty", "--message", "x");
    head = (await repository.git("rev-parse", "HEAD")).trim();
    assert.deepEqual(await subjects("a.txt", { start: 2, end: 3 }), ["Write 3", "Write 2"]);
    for (let at = 0; at < 2; at += 1)
      await repository.git("commit", "--quiet", "--allow-empty", "--message", "x");
    head = (await repository.git("rev-parse", "HEAD")).trim();
    assert.deepEqual(await subjects("a.txt", { start: 2, end: 3 }), ["Write 3"]);
  });

  it("are none for lines and files that are not there", async () => {
    assert.deepEqual(await subjects("a.txt", { start: 7, end: 9 }), []);
    assert.deepEqual(await subjects("absent.txt", { start: 1, end: 1 }), []);
  });

  it("are none where they are not found out in time", async () => {
    assert.deepEqual(await subjects("a.txt", { start: 2, end: 2 }, 0), []);
  });
});
