/** Puts placeholders where secrets stood, line for line, so that what is sent still has the lines of what stays here. */

import { createHmac } from "node:crypto";
import { splitLines } from "../text/lines.ts";
import type { SecretSpan } from "./cleared.ts";

export interface Redacted {
  readonly text: string;
  /** As many as the lines of the text that came in. */
  readonly lines: readonly string[];
  /** The placeholders in `text`, each once: as many as different secrets were replaced. */
  readonly placeholders: readonly string[];
}

/** The same secret under the same `key` gets the same placeholder in every text. */
export function redact(options: {
  readonly text: string;
  readonly spans: readonly SecretSpan[];
  readonly key: string;
}): Redacted {
  const { text, key } = options;
  const placeholders = new Set<string>();
  let out = "";
  let at = 0;
  for (const span of merge(options.spans, text.length)) {
    const secret = text.slice(span.start, span.end);
    const placeholder = placeholderFor({ secret, kind: span.kind, key });
    if (/[^\r\n]/.test(secret)) placeholders.add(placeholder);
    out += escapeLookalikes(text.slice(at, span.start)) + onEachLine(secret, placeholder);
    at = span.end;
  }
  out += escapeLookalikes(text.slice(at));
  return { text: out, lines: splitLines(out), placeholders: [...placeholders] };
}

/** Eight hex digits tell secrets apart and, made with a key that stays here, say nothing about them. */
function placeholderFor(options: {
  readonly secret: string;
  readonly kind: string;
  readonly key: string;
}): string {
  const kind = options.kind.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  const id = createHmac("sha256", options.key).update("secret\n").update(options.secret).digest("hex");
  return `<<secret:${kind}:${id.slice(0, 8)}>>`;
}

/** Line ends inside a secret stay, and so do its empty lines. */
function onEachLine(secret: string, placeholder: string): string {
  return secret
    .split(/(\r\n?|\n)/)
    .map((piece, index) => (index % 2 === 1 || piece === "" ? piece : placeholder))
    .join("");
}

/** One more backslash for what reads like a placeholder, so that nothing in source can pose as one. */
function escapeLookalikes(text: string): string {
  return text.replace(/<<secret(\\*):/g, "<<secret$1\\:");
}

/** The longer name says more. */
function compareKinds(a: string, b: string): number {
  return b.length - a.length || (a < b ? -1 : 1);
}

/** In order and apart; of spans that overlap the longest names the kind. Empty ones replace nothing. */
function merge(spans: readonly SecretSpan[], length: number): readonly SecretSpan[] {
  const inOrder = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(length, span.end) }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start || b.end - a.end || compareKinds(a.kind, b.kind));
  const merged: SecretSpan[] = [];
  let longest = 0;
  for (const span of inOrder) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      longest = span.end - span.start;
      continue;
    }
    const kind = span.end - span.start > longest ? span.kind : last.kind;
    longest = Math.max(longest, span.end - span.start);
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), kind };
  }
  return merged;
}
