/** Finds what needs no model: secrets that the change adds, and what it adds to keep something out of its own review, or to steer it. */

import { setImmediate } from "node:timers/promises";
import type { Anchor, Finding, Severity } from "../contract/finding.ts";
import type { ClearedChange } from "../privacy/cleared.ts";
import { exclusionsIn, secretsIn, type LocalRemark, type Rule, type Spot } from "./added.ts";
import { fingerprint } from "./fingerprint.ts";
import { steeringIn } from "./steering.ts";

export interface LocalWords {
  local(remark: LocalRemark): { readonly title: string; readonly explanation: string };
}

export interface FoundLocally {
  readonly finding: Finding;
  /** The finding's lines on this machine; null for one without a place. */
  readonly ground: readonly string[] | null;
}

interface Standing {
  readonly start: number | null;
  readonly end: number | null;
  readonly sent: string;
  readonly ground: readonly string[] | null;
  readonly anchor: Anchor;
}

/** Secrets first, in the order of the change; each once a file, where it stands first. */
export async function findLocally(of: {
  readonly cleared: ClearedChange;
  readonly added: readonly Rule[];
  readonly words: LocalWords;
  readonly nextId: () => string;
}): Promise<readonly FoundLocally[]> {
  const { cleared, added, words, nextId } = of;
  // Each goes through the whole change: whoever else runs on this thread gets a turn between them.
  await setImmediate();
  const secrets = secretsIn(cleared);
  await setImmediate();
  const spots = [...secrets, ...exclusionsIn(cleared, added), ...(await steeringIn(cleared))];
  return spots.map((spot) => {
    const { start, end, sent, ground, anchor } = standing(spot);
    const identity = {
      repository: cleared.repository.id,
      path: spot.path,
      category: "security",
      quote: sent,
    } as const;
    const finding: Finding = {
      id: nextId(),
      fingerprint: fingerprint(identity),
      ...identity,
      side: "new",
      startLine: start,
      endLine: end,
      severity: severityOf(spot),
      ...words.local(spot.remark),
      confidence: 1,
      origin: "local",
      anchor,
      fix: null,
      status: "open",
    };
    return { finding, ground };
  });
}

/**
 * A secret is out as soon as the change is. What a rule hides is only not looked at yet, and what git itself ignores
 * is not even merged. A claim may be true; an order to the reviewer is never part of a program that means well.
 */
function severityOf({ remark, path }: Spot): Severity {
  switch (remark.code) {
    case "secretAdded":
      return "critical";
    case "exclusionAdded":
      return /(?:^|\/)\.gitignore$/.test(path) ? "minor" : "major";
    case "reviewerAddressed":
      return "major";
    case "reviewClaimed":
      return "minor";
  }
}

function standing({ file, place }: Spot): Standing {
  const side = file?.new ?? null;
  if (typeof place === "string" || side === null) {
    const reason = typeof place === "string" ? place : "notShown";
    return {
      start: null,
      end: null,
      sent: "",
      ground: null,
      anchor: { kind: "unanchored", reason },
    } as const;
  }
  const { start, end } = place;
  const sent = side.sent.slice(start - 1, end).join("\n");
  const ground = side.snapshot.slice(start - 1, end);
  return { start, end, sent, ground, anchor: { kind: "anchored", how: "exact" } };
}
