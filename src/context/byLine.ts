/** Tells by the look of a line whether it uses a name or defines it: for what no index knows. */

/** Whether the name stands there as a whole. */
export function holdsName(line: string, name: string): boolean {
  return positionsOf(line, name).length > 0;
}

/** Words that stand right before a name where it is defined, in the languages there are many of. */
const defining =
  /(?:^|[\s({;,])(?:class|interface|struct|enum|union|trait|protocol|record|object|module|namespace|package|type|typedef|typealias|def|defp|defmodule|fn|fun|func|function\*?|sub|proc|macro|const|let|var|val|static|final|#define|extension|impl)\s+[*&]{0,2}$/;
const receiver = /(?:^|\s)func\s+\([^)]{0,200}\)\s*$/;

export function definesOnLine(line: string, name: string): boolean {
  return positionsOf(line, name).some((at) => {
    const before = line.slice(Math.max(0, at - 300), at);
    const after = line.slice(at + name.length);
    if (defining.test(before) || receiver.test(before)) return true;
    return opensBody(before, after) || isAssigned(before, after);
  });
}

/** `int total(…) {`, `total(…) {` or `total(…):` without anything before it that calls; also `int total(…)` above its brace. */
function opensBody(before: string, after: string): boolean {
  if (!/^\s*\(/.test(after) || calling.test(before)) return false;
  if (/[{:]\s*$/.test(after)) return /^[\w\s*&<>[\],:~]*$/.test(before);
  return /^[A-Za-z_][\w\s*&<>,:]*[\s*&:]$/.test(before) && !/;\s*$/.test(after);
}

const calling = /\b(?:if|for|while|switch|return|await|new|else|case|throw|print|puts)\b/;

/** `TOTAL = …` at the beginning of a line, and `total: function`. */
function isAssigned(before: string, after: string): boolean {
  if (before === "" && /^\s*(?::[^=]{0,100})?=(?![=>])/.test(after)) return true;
  return /^\s*$/.test(before) && /^\s*[:=]\s*(?:async\s+)?(?:function\b|\([^)]{0,200}\)\s*=>)/.test(after);
}

function positionsOf(line: string, name: string): readonly number[] {
  const positions: number[] = [];
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + name.length)) {
    if (!isInside(line[at - 1]) && !isInside(line[at + name.length])) positions.push(at);
  }
  return positions;
}

function isInside(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}
