/** Takes a finding in among those that are there, so that the same one told twice is one. */

import type { Finding } from "../contract/finding.ts";

/** The first telling stays: its id may have been shown, and it may have had its second look. */
export function merge(findings: readonly Finding[], finding: Finding): readonly Finding[] {
  return findings.some((known) => isSame(known, finding)) ? findings : [...findings, finding];
}

/** Two faults can share a line and a category, so what they say decides, too. */
function isSame(a: Finding, b: Finding): boolean {
  return (
    a.fingerprint === b.fingerprint &&
    a.side === b.side &&
    a.startLine === b.startLine &&
    a.endLine === b.endLine &&
    saysTheSame(a.title, b.title)
  );
}

/** Most words of the shorter title stand in the other. */
function saysTheSame(a: string, b: string): boolean {
  const [fewer, more] = [wordsOf(a), wordsOf(b)].sort((one, other) => one.size - other.size);
  if (fewer === undefined || more === undefined || fewer.size === 0) return a === b;
  const shared = [...fewer].filter((word) => more.has(word)).length;
  return shared / fewer.size >= 0.6;
}

function wordsOf(title: string): ReadonlySet<string> {
  return new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
