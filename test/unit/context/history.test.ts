/** What was said of the changed lines when they were last written. */

import assert from "node:assert/strict";
import type { LastCommit, WantedLines } from "../../../src/change/lastCommits.ts";
import { history } from "../../../src/context/history.ts";
import { aClearedChange, type ScriptedFile } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";

describe("The history of changed lines", () => {
  it("is asked about the lines that went and those beside what came, in their old numbers", async () => {
    const kept = (count: number): readonly string[] => Array<string>(count).fill(" kept");
    const files: ScriptedFile[] = [
      {
        path: "new.ts",
        oldPath: "old.ts",
        script: [...kept(10), "-a", "-b", "+c", ...kept(10), "+d", ...kept(3)],
      },
      { path: "top.ts", script: ["+a", ...kept(4)] },
      { path: "added.ts", change: "added", script: ["+a"] },
    ];
    const asked: WantedLines[] = [];
    const lastCommits = async (wanted: readonly WantedLines[]): Promise<readonly LastCommit[]> => {
      asked.push(...wanted);
      return [];
    };
    const cleared = await aClearedChange(...files);
    assert.deepEqual(await history(collecting({ cleared, lastCommits })), []);
    assert.deepEqual(asked, [
      {
        path: "old.ts",
        lines: [
          { start: 10, end: 13 },
          { start: 22, end: 23 },
        ],
      },
      { path: "top.ts", lines: [{ start: 1, end: 1 }] },
    ]);
  });

  it("is the subjects of the last commits, the latest first, without names and merges", async () => {
    const subjects = [
      "Merge jane/cart",
      "Round, says Jane Doe",
      "Round, says someone",
      "Two",
      "Three",
      "Four",
    ];
    const people = ["Jane Doe"];
    const lastCommits = async () => subjects.map((subject) => ({ path: "a.ts", subject, people }));
    const cleared = await aClearedChange({ path: "a.ts", script: [" a", "-b"] });
    const [candidate] = await history(collecting({ cleared, lastCommits }));
    assert.equal(candidate?.text, "a.ts: Round, says someone\na.ts: Two\na.ts: Three\n");
    assert.deepEqual(candidate.serves, ["a.ts"]);
  });
});
