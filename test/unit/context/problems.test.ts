/** What compilers and linters say already: of changed files that may leave, on one line each, without a person's folders. */

import assert from "node:assert/strict";
import type { Problem } from "../../../src/context/piece.ts";
import { problems } from "../../../src/context/problems.ts";
import { aClearedChange, openDoor, type ScriptedFile } from "../../support/changes.ts";
import { collecting } from "../../support/collecting.ts";

const files: readonly ScriptedFile[] = [
  { path: "src/cart.ts", script: [...Array<string>(10).fill(" kept"), "+new", " kept"] },
  { path: ".env", script: [], content: "secretFile" },
];

function aProblem(part: Partial<Problem> = {}): Problem {
  return { path: "src/cart.ts", line: 11, severity: "error", source: "ts(2304)", message: "No x.", ...part };
}

async function told(found: readonly Problem[], prefix = ""): Promise<readonly string[]> {
  const cleared = await aClearedChange(...files);
  const door = { ...openDoor, prefix };
  const [candidate] = await problems(collecting({ cleared, door, problems: async () => found }));
  return candidate?.text.split("\n").slice(0, -1) ?? [];
}

describe("Problems that are known already", () => {
  it("go along on a line each, in the order of their places", async () => {
    const found = [
      aProblem({ line: 12, severity: "warning", source: "", message: "Unused:\n  'x'" }),
      aProblem(),
      aProblem({ line: 2, severity: "information", source: "lint" }),
    ];
    assert.deepEqual(await told(found), [
      "src/cart.ts:2 information lint: No x.",
      "src/cart.ts:11 error ts(2304): No x.",
      "src/cart.ts:12 warning: Unused: 'x'",
    ]);
    assert.deepEqual(await told([aProblem()], "shop/"), ["shop/src/cart.ts:11 error ts(2304): No x."]);
    assert.deepEqual(await told([]), []);
  });

  it("are those of files that may leave, and of lines that are there", async () => {
    const asked: string[] = [];
    const cleared = await aClearedChange(...files);
    const found = [
      aProblem({ path: ".env", line: 1 }),
      aProblem({ path: "other.ts" }),
      aProblem({ line: 13 }),
    ];
    const ask = async (paths: readonly string[]): Promise<readonly Problem[]> => {
      asked.push(...paths);
      return found;
    };
    assert.deepEqual(await problems(collecting({ cleared, problems: ask })), []);
    assert.deepEqual(asked, ["src/cart.ts"]);
  });

  it("hide nothing, name no folder of this machine, and are cut where they are long", async () => {
    const message = "In /home/me/shop/src/a.ts and /home/me/b.ts\u202e:";
    assert.deepEqual(await told([aProblem({ message })]), [
      "src/cart.ts:11 error ts(2304): In ./src/a.ts and ~/b.ts\\u{202e}:",
    ]);
    const [long = ""] = await told([aProblem({ message: "x".repeat(5000) })]);
    assert.equal(long.length, "src/cart.ts:11 error ts(2304): ".length + 300);
  });

  it("are the hundred that matter most: at changed lines, then the worst", async () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      aProblem({ line: 1, severity: at < 100 ? "warning" : "error", message: `${at}`.padStart(3, "0") }),
    );
    const lines = await told([...many, aProblem({ severity: "information", message: "near" })]);
    assert.equal(lines.length, 100);
    assert.ok(lines.at(-1)?.endsWith("near"));
    assert.ok(lines.slice(0, -1).every((line) => line.includes(" error ")));
  });
});
