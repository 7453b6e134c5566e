/** Finds private keys in PEM armour: whole, cut off, on one line with `\n`, quoted line by line, or encoded for an address. */

import type { SecretSpan } from "./cleared.ts";

const mark = /-----(BEGIN|END)(?:[A-Z0-9 +]|%20){0,40}PRIVATE(?: |\+|%20)KEY(?:(?: |\+|%20)BLOCK)?-----/g;

/** A line's worth of base64; the names of marks alone, as code that handles keys has them, are no key. */
const material = /[A-Za-z0-9+/=]{40}/;

/** What a key consists of when its end is missing, with whatever quotes or joins its lines in source. */
const rest = /^(?:[A-Za-z0-9+/=\s\\"'`,:.#*|>-]|%[0-9A-F]{2})*/;

export function findPrivateKeys(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  let begin: RegExpExecArray | null = null;
  for (const match of [...text.matchAll(mark), null]) {
    if (begin !== null) {
      const start = begin.index + begin[0].length;
      const body = text.slice(start, match?.index ?? text.length);
      const key = match?.[1] === "END" && isMostlyKey(body) ? body + match[0] : (rest.exec(body)?.[0] ?? "");
      if (material.test(key)) {
        spans.push({ start: begin.index, end: start + key.length, kind: "private-key" });
      }
    }
    begin = match?.[1] === "BEGIN" ? match : null;
  }
  return spans;
}

/** Else a program that names both marks would be taken for a key from one to the other. */
function isMostlyKey(body: string): boolean {
  const keyed = (body.match(/[A-Za-z0-9+/=]{16,}/g) ?? []).reduce((sum, run) => sum + run.length, 0);
  return 2 * keyed >= body.replace(/\s/g, "").length;
}
