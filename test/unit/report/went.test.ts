/** What a terminal says of the context: what went along, what did not, and why. */

import assert from "node:assert/strict";
import type { ContextPiece } from "../../../src/contract/context.ts";
import { toText } from "../../../src/report/text.ts";
import { contextLine } from "../../../src/report/went.ts";
import { aContext, aPiece, anOutcome } from "../../support/outcome.ts";

const diff = aPiece({ kind: "diff", reason: null });
const left = { parts: [], left: "noRoom" } as const;

describe("The line about the context", () => {
  const line = (...pieces: readonly ContextPiece[]): string =>
    contextLine(anOutcome({ context: aContext(...pieces) }));

  it("counts what went by its kind, and what was left out by its reason", () => {
    const context = aContext(
      diff,
      aPiece({ kind: "rules" }),
      aPiece(),
      aPiece(),
      aPiece({ kind: "author" }),
      aPiece({ kind: "changedFile", reason: "changed" }),
      aPiece({ kind: "changedFile", reason: "aroundChange" }),
      aPiece({ kind: "openFile", ...left }),
      aPiece({ kind: "openFile", ...left }),
      aPiece({ ...left }),
      aPiece({ kind: "test", ...left, left: "dropped" }),
    );
    const said =
      "Context: 1 rule file, 2 definitions, what the author says, 1 whole changed file, 1 changed-file excerpt; left out: 2 open files, 1 definition (no room left in the prompt), 1 test (you dropped it).";
    assert.equal(contextLine(anOutcome({ context })), said);
    assert.ok(toText(anOutcome({ context })).includes(`\n\n${said}\n\n`));
  });

  it("says when all of it was left out", () => {
    assert.equal(
      line(diff, aPiece({ ...left })),
      "Context: nothing beside the change; left out: 1 definition (no room left in the prompt).",
    );
  });

  it("is not there where there was nothing beside the change, or nothing at all", () => {
    assert.equal(line(diff), "");
    assert.equal(contextLine(anOutcome()), "");
    assert.doesNotMatch(toText(anOutcome()), /Context/);
  });
});
