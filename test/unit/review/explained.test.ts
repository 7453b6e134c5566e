/** What a prompt holds, seen from one of its files. */

import assert from "node:assert/strict";
import { meantForIn, type MeantFor } from "../../../src/context/meantFor.ts";
import type { ContextPiece } from "../../../src/contract/context.ts";
import { explain, type Explained } from "../../../src/review/explained.ts";
import { aContext, aFile, aPiece } from "../../support/outcome.ts";
import { aPiece as aPieceToLayOut } from "../../support/changes.ts";

const file = aFile({ path: "a.ts" });
const diff = aPiece({ id: "diff", kind: "diff", path: "a.ts", reason: null });

function told(explained: Explained): Readonly<Record<string, readonly string[]>> {
  const ids = (pieces: readonly ContextPiece[]): readonly string[] => pieces.map(({ id }) => id);
  const { own, along, left, others } = explained;
  return { own: ids(own), along: ids(along), left: ids(left), others: ids(others) };
}

function seen(pieces: readonly ContextPiece[], meantFor: MeantFor = new Map()): ReturnType<typeof told> {
  return told(explain(file, { context: aContext(...pieces), meantFor }));
}

describe("The context of a file", () => {
  it("is the file itself, and what is meant for it or for all", () => {
    const pieces = [
      aPiece({ id: "all", kind: "rules", path: "AGENTS.md" }),
      aPiece({ id: "mine", kind: "rules", path: "src/AGENTS.md" }),
      aPiece({ id: "yours", kind: "rules", path: "docs/AGENTS.md" }),
      aPiece({ id: "own rules", kind: "rules", path: "a.ts" }),
      aPiece({ id: "elsewhere", repository: "site" }),
      aPiece({ id: "wishes", kind: "wishes", repository: "", path: "" }),
      aPiece({ id: "rest", kind: "changedFile", path: "a.ts" }),
      aPiece({ id: "other diff", kind: "diff", path: "b.ts" }),
      aPiece({ id: "names", kind: "named", repository: "", path: "" }),
      diff,
    ];
    const meantFor = new Map([
      ["all", null],
      ["mine", ["b.ts", "a.ts"]],
      ["yours", ["b.ts"]],
    ]);
    assert.deepEqual(seen(pieces, meantFor), {
      own: ["rest", "diff"],
      along: ["all", "mine", "own rules", "wishes"],
      left: [],
      others: ["yours", "elsewhere"],
    });
  });

  it("is what stands in the parts that the file is in", () => {
    const inParts = (id: string, ...numbers: readonly number[]): ContextPiece =>
      aPiece({ id, parts: numbers.map((part) => ({ part, tokens: 1 })) });
    const pieces = [inParts("here", 1, 2), inParts("there", 2), { ...diff, parts: [{ part: 1, tokens: 9 }] }];
    const { along, others } = seen(pieces);
    assert.deepEqual([along, others], [["here"], ["there"]]);
  });

  it("names what was left out for it, and of itself", () => {
    const left = { left: "noRoom", parts: [] } as const;
    const pieces = [
      aPiece({ id: "rest", kind: "changedFile", path: "a.ts", ...left }),
      aPiece({ id: "mine", ...left }),
      aPiece({ id: "yours", ...left }),
    ];
    const context = seen(pieces, new Map([["yours", ["b.ts"]]]));
    assert.deepEqual(context, { own: ["rest"], along: [], left: ["mine"], others: [] });
  });

  it("is nothing where nothing was laid out", () => {
    assert.deepEqual(told(explain(file, { context: null, meantFor: new Map() })), {
      own: [],
      along: [],
      left: [],
      others: [],
    });
  });

  it("is meant for the files of all pieces that go by one name", () => {
    const piece = aPieceToLayOut({
      kind: "definition",
      code: "defines",
      path: "lib.ts",
      lines: [],
      serves: ["a.ts"],
    });
    const [both] = meantForIn([piece, { ...piece, serves: ["b.ts", "a.ts"] }]).values();
    assert.deepEqual(both, ["a.ts", "b.ts"]);
    const [all] = meantForIn([piece, { ...piece, serves: null }, piece]).values();
    assert.equal(all, null);
  });
});
