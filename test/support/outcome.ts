/** Builders of outcomes and findings: what a test does not name has a harmless value. */

import type { ContextPiece, ContextUse } from "../../src/contract/context.ts";
import type { FileCoverage } from "../../src/contract/coverage.ts";
import type { Finding } from "../../src/contract/finding.ts";
import type { Read } from "../../src/contract/reads.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import { noUsage } from "../../src/review/usage.ts";

export function aFinding(part: Partial<Finding> = {}): Finding {
  return {
    id: "F1",
    fingerprint: "0123456789abcdef",
    repository: "shop",
    path: "src/cart.ts",
    side: "new",
    startLine: 12,
    endLine: 12,
    severity: "major",
    category: "correctness",
    title: "The loop reads past the end",
    explanation: "With three items the fourth is read and is undefined.",
    confidence: 0.9,
    quote: "for (let i = 0; i <= items.length; i++) {",
    origin: "model",
    anchor: { kind: "anchored", how: "exact" },
    fix: null,
    status: "open",
    ...part,
  };
}

export function aFile(part: Partial<FileCoverage> = {}): FileCoverage {
  return {
    repository: "shop",
    path: "src/cart.ts",
    change: "modified",
    sent: "whole",
    hunks: [{ old: { start: 10, count: 1 }, new: { start: 10, count: 3 }, sent: true }],
    ...part,
  };
}

export function aPiece(part: Partial<ContextPiece> = {}): ContextPiece {
  return {
    id: "0123456789abcdef",
    kind: "definition",
    repository: "shop",
    path: "src/tax.ts",
    reason: "defines",
    names: [],
    parts: [{ part: 1, tokens: 120 }],
    left: null,
    wish: null,
    ...part,
  };
}

export function aContext(...pieces: readonly ContextPiece[]): ContextUse {
  return { window: 200_000, reserve: 48_000, instructions: 2000, pieces };
}

export function aRead(part: Partial<Read> = {}): Read {
  return {
    part: 1,
    tool: "read_file",
    asked: "src/price.ts:1-20",
    shown: [{ repository: "shop", path: "src/price.ts", lines: 20 }],
    tokens: 300,
    reason: null,
    ...part,
  };
}

export function anOutcome(part: Partial<Outcome> = {}): Outcome {
  return {
    schemaVersion: 1,
    kind: "finished",
    scope: { kind: "uncommitted" },
    repositories: [
      {
        id: "shop",
        root: "/home/me/shop",
        base: { label: "HEAD", commit: null },
        head: { label: "working tree", commit: null },
      },
    ],
    depth: "standard",
    focus: "",
    startedAt: "2026-11-24T12:00:00.000Z",
    durationMs: 1234,
    summary: "",
    findings: [],
    setAside: [],
    invalid: 0,
    coverage: { complete: true, files: [aFile()] },
    context: null,
    reads: [],
    usage: noUsage(),
    failures: [],
    notices: [],
    ...part,
  };
}
