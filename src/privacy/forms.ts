/** Knows tokens by their form alone: those that carry the mark of the service that issued them. */

import type { SecretSpan } from "./cleared.ts";
import { tokenForms, signedForms } from "./tokenForms.ts";

/**
 * A token starts where no letter or digit stands before it, except those of an escape:
 * in `"\nghp_…"`, `%3Dghp_…` and `\u003dghp_…` it starts behind the escape.
 */
const start = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[abefnrtv])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})|(?<=\\x[0-9A-Fa-f]{2}))`;

const patterns = [...tokenForms.map(([kind, form]) => [kind, start + form] as const), ...signedForms].map(
  ([kind, form]) => ({ kind, pattern: new RegExp(form, "dg") }),
);

/** The keys that the documentation of their makers shows. */
const shownInManuals = /EXAMPLE(?:KEY)?$/;

export function findForms(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const { kind, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = match.indices?.groups?.["secret"] ?? [match.index, match.index + match[0].length];
      const value = text.slice(from, to);
      if (!shownInManuals.test(value)) spans.push({ start: from, end: to, kind });
    }
  }
  return spans;
}
