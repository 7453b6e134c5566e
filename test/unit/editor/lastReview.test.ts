/** The last outcome as it is kept with the workspace. */

import assert from "node:assert/strict";
import type { Memento } from "vscode";
import { LastReview } from "../../../src/editor/lastReview.ts";
import type { Outcome } from "../../../src/contract/outcome.ts";
import { aContext, aFinding, anOutcome, aPiece } from "../../support/outcome.ts";

const now = Date.parse(anOutcome().startedAt);

describe("The last review, kept with the workspace", () => {
  let stored: Map<string, unknown>;
  let last: LastReview;

  beforeEach(() => {
    stored = new Map();
    const memento = {
      get: (name: string) => stored.get(name),
      update: async (name: string, value: unknown) => void stored.set(name, value),
    };
    last = new LastReview(memento as unknown as Memento);
  });

  const kept = async (outcome: Outcome): Promise<Outcome | undefined> => {
    await last.keep({ outcome, tracked: new Map() });
    return last.read(now)?.outcome;
  };

  it("is the outcome as it was, with what filled the window", async () => {
    const outcome = anOutcome({ context: aContext(aPiece()) });
    assert.deepEqual(await kept(outcome), outcome);
  });

  it("lets go of what filled the window rather than of the findings, where it is too large", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      aPiece({ path: `${"deep/".repeat(10)}${index}.ts` }),
    );
    const outcome = anOutcome({ context: aContext(...many), findings: [aFinding()] });
    assert.deepEqual(await kept(outcome), { ...outcome, context: null });
    const long = anOutcome({ summary: "s".repeat(2_000_000), context: aContext(aPiece()) });
    assert.equal(await kept(long), undefined);
  });

  it("may have been kept by a version that told nothing of the window, of reads and of a focus", async () => {
    const { context: _context, reads: _reads, focus: _focus, ...older } = anOutcome();
    assert.deepEqual(await kept(older as Outcome), anOutcome());
  });
});
