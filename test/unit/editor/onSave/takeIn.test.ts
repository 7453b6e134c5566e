/** What a save brings into the review on show, and what it leaves alone. */

import assert from "node:assert/strict";
import type { FileCoverage } from "../../../../src/contract/coverage.ts";
import type { Finding } from "../../../../src/contract/finding.ts";
import type { Outcome } from "../../../../src/contract/outcome.ts";
import { takeIn } from "../../../../src/editor/onSave/takeIn.ts";
import type { Tracked } from "../../../../src/editor/tracking.ts";
import type { Reviewed } from "../../../../src/review/reviewed.ts";
import { aFile, aFinding, anOutcome } from "../../../support/outcome.ts";
import { assertValidOutcome } from "../../../support/validOutcome.ts";

const cart = "src/cart.ts";

function at(id: string, line: number, part: Partial<Finding> = {}): Finding {
  return aFinding({ id, fingerprint: `print of ${id}`, startLine: line, endLine: line, ...part });
}

function hunk(start: number, count: number, sent = true): FileCoverage["hunks"][number] {
  const span = { start, count };
  return sent ? { old: span, new: span, sent } : { old: span, new: span, sent, reason: "reviewedBefore" };
}

function aSave(hunks: FileCoverage["hunks"], ...findings: readonly Finding[]): Reviewed {
  const files = [aFile({ path: cart, sent: "part", hunks })];
  const ground = new Map(findings.map(({ id }) => [id, [`ground of ${id}`]]));
  return { outcome: anOutcome({ findings, coverage: { complete: true, files } }), ground };
}

function onShow(...findings: readonly Finding[]): Reviewed {
  const files = [
    aFile({ path: cart, hunks: [hunk(10, 5), hunk(50, 5)] }),
    aFile({ path: "src/tax.ts", hunks: [hunk(1, 3)] }),
  ];
  const ground = new Map(findings.map(({ id }) => [id, [`ground of ${id}`]]));
  return { outcome: anOutcome({ findings, coverage: { complete: true, files } }), ground };
}

function take(saved: Reviewed, shown: Reviewed | null, tracked: Readonly<Record<string, Tracked>> = {}) {
  const taken = takeIn({ saved, shown, tracked: new Map(Object.entries(tracked)) });
  assertValidOutcome(taken.outcome);
  return taken;
}

function statuses({ findings }: Outcome): readonly (readonly string[])[] {
  return findings.map(({ id, status }) => [id, status]);
}

describe("What a save brings", () => {
  it("replaces what was asked again, and leaves every other finding alone", () => {
    const shown = onShow(at("F1", 12), at("F2", 52), at("F3", 2, { path: "src/tax.ts" }));
    const { outcome, ground } = take(aSave([hunk(10, 5), hunk(50, 5, false)], at("F1", 13)), shown);
    // The save's own F1 has another fingerprint, so the old one did not come back.
    const saved = aSave([hunk(10, 5), hunk(50, 5, false)], at("F1", 13, { fingerprint: "new" }));
    const other = take(saved, shown);
    assert.deepEqual(statuses(outcome), [
      ["F2", "open"],
      ["F3", "open"],
      ["F4", "open"],
    ]);
    assert.deepEqual(statuses(other.outcome), [
      ["F1", "fixed"],
      ["F2", "open"],
      ["F3", "open"],
      ["F4", "open"],
    ]);
    assert.deepEqual(ground.get("F4"), ["ground of F1"]);
    assert.equal(outcome.findings.at(-1)?.startLine, 13);
  });

  it("looks for a finding where it stands now, not where it was found", () => {
    const shown = onShow(at("F1", 12), at("F2", 52));
    const moved = { F1: { start: 51, stands: true }, F2: { start: 91, stands: true } };
    const { outcome } = take(aSave([hunk(10, 5), hunk(90, 5, false), hunk(50, 4)]), shown, moved);
    assert.deepEqual(statuses(outcome), [
      ["F1", "fixed"],
      ["F2", "open"],
    ]);
  });

  it("calls a finding fixed whose lines are gone, once its place was asked about again", () => {
    const shown = onShow(at("F1", 12));
    const gone = { F1: { start: 11, stands: false } };
    assert.deepEqual(statuses(take(aSave([hunk(40, 2)]), shown, gone).outcome), [["F1", "open"]]);
    assert.deepEqual(statuses(take(aSave([hunk(11, 0)]), shown, gone).outcome), [["F1", "fixed"]]);
  });

  it("counts what was looked at before as looked at, and keeps the other files in the ledger", () => {
    const { outcome } = take(aSave([hunk(10, 5, false), hunk(70, 2)]), onShow());
    assert.equal(outcome.coverage.complete, true);
    assert.deepEqual(
      outcome.coverage.files.map(({ path, hunks }) => [path, hunks.map(({ sent }) => sent)]),
      [
        ["src/tax.ts", [true]],
        [cart, [true, true]],
      ],
    );
  });

  it("stays the review that is on show: what it was about, what it said and what it took", () => {
    const shown = onShow(at("F1", 12));
    const said: Reviewed = {
      ...shown,
      outcome: { ...shown.outcome, summary: "A cart.", scope: { kind: "branch", base: "main" } },
    };
    const { outcome } = take(aSave([hunk(70, 2)], at("F1", 70, { fingerprint: "new" })), said);
    const { findings, coverage, ...rest } = outcome;
    const { findings: _, coverage: __, ...before } = said.outcome;
    assert.deepEqual(rest, before);
    assert.equal(findings.length, 2);
    assert.equal(coverage.files.length, 2);
  });

  it("is all there is where nothing is on show, or nothing of that was looked at", () => {
    const saved = aSave([hunk(10, 5)], at("F1", 12));
    assert.equal(take(saved, null), saved);
    const failed = { outcome: anOutcome({ kind: "failed", coverage: { complete: true, files: [] } }) };
    assert.equal(take(saved, { ...failed, ground: new Map() }), saved);
  });

  it("belongs to its own repository, though another one has the same name", () => {
    const saved = aSave([hunk(10, 5)], at("F1", 12, { fingerprint: "new" }));
    const [own] = saved.outcome.repositories;
    const elsewhere = {
      ...saved,
      outcome: { ...saved.outcome, repositories: [{ ...own!, root: "/home/me/other/shop" }] },
    };
    const { outcome } = take(elsewhere, onShow(at("F1", 12)));
    assert.deepEqual(
      outcome.repositories.map(({ id, root }) => [id, root]),
      [
        ["shop", "/home/me/shop"],
        ["shop-2", "/home/me/other/shop"],
      ],
    );
    assert.deepEqual(
      outcome.findings.map(({ id, repository, status }) => [id, repository, status]),
      [
        ["F1", "shop", "open"],
        ["F2", "shop-2", "open"],
      ],
    );
  });

  it("leaves alone what a person waved off", () => {
    const { outcome } = take(aSave([hunk(10, 5)]), onShow(at("F1", 12, { status: "dismissed" })));
    assert.deepEqual(statuses(outcome), [["F1", "dismissed"]]);
  });
});
