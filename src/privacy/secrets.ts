/** Finds the secrets in a text; runs in the worker, where slowness and a hostile text hurt nobody. */

import { findInAddresses } from "./addresses.ts";
import { findAssignments } from "./assignments.ts";
import type { SecretSpan } from "./cleared.ts";
import { findEncoded } from "./encoded.ts";
import { findForms } from "./forms.ts";
import { findPrivateKeys } from "./privateKeys.ts";
import { askScanner } from "./scanner.ts";
import { joinLiterals } from "./splitLiterals.ts";

/** Takes a whole text (a piece of one would hide what its surroundings tell); spans may overlap. */
export async function scanText(text: string): Promise<readonly SecretSpan[]> {
  const found = [...(await find(text)), ...(await findSplit(text))];
  return [...found, ...findRepeats(text, found)];
}

async function find(text: string): Promise<readonly SecretSpan[]> {
  return [
    ...findForms(text),
    ...findPrivateKeys(text),
    ...findAssignments(text),
    ...findInAddresses(text),
    ...findEncoded(text),
    ...(await askScanner(text)),
  ];
}

async function findSplit(text: string): Promise<readonly SecretSpan[]> {
  const joined = joinLiterals(text);
  if (joined === null) return [];
  return (await find(joined.text))
    .filter(({ start, end }) => joined.spansSeam(start, end))
    .map(({ start, end, kind }) => ({
      start: joined.toOriginal(start),
      end: joined.toOriginal(end - 1) + 1,
      kind,
    }));
}

/** What is a secret in one line is one in every line, whatever the lines around it say. */
function findRepeats(text: string, found: readonly SecretSpan[]): readonly SecretSpan[] {
  const kinds = new Map<string, string>();
  for (const { start, end, kind } of found) {
    const value = text.slice(start, end);
    if (value.length >= 6 && /[A-Za-z]/.test(value) && /\d/.test(value)) kinds.set(value, kind);
  }
  if (kinds.size === 0) return [];
  const spans: SecretSpan[] = [];
  for (const { 0: word, index } of text.matchAll(/[^\s"'`<>()[\]{},;]+/g)) {
    const kind = kinds.get(word);
    if (kind !== undefined) spans.push({ start: index, end: index + word.length, kind });
  }
  return spans;
}
