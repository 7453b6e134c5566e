/** What later rounds ask: to doubt each finding, or to look for what was missed. */

import type { Finding } from "../contract/finding.ts";

/** More than this are not doubted in one round, so that each keeps enough of its text. */
export const mostDoubted = 40;

/** No later message has more bytes, and so none has more tokens. */
export const laterRoundTokens = 16_000;

const doubtRequest = `The second look. Below are findings on the material, one JSON object a line. Doubt each one by itself: is it really so, in this text, and did this change bring it? Fill verdicts with one entry for each id; findings is [] and summary is "".
`;

const moreRequest = `Another look. Below is what was found so far, one JSON object a line. Go through the whole diff again, hunk by hunk, and fill findings with problems that are missing from the list; none that says the same in other words. An empty list is a good answer. verdicts is [] and summary is "".
`;

/** One of the findings as a doubting message shows it. */
export interface Doubted {
  readonly finding: string;
  readonly path: string;
  readonly side: string;
  /** 1-based; null where the finding has no line. */
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly title: string;
  readonly explanation: string;
  readonly quote: string;
}

/** Asks for verdicts. At most `mostDoubted` findings; at most `laterRoundTokens` bytes, texts being cut where they must. */
export function doubt(findings: readonly Finding[]): string {
  const share = Math.floor(
    (laterRoundTokens - Buffer.byteLength(doubtRequest)) / Math.max(1, findings.length),
  );
  const lines = findings.map((finding) => {
    const { side, startLine, endLine } = finding;
    const short = { finding: cut(finding.id, 16), path: cut(finding.path, 120), side, startLine, endLine };
    const left = share - jsonBytes({ ...short, title: "", explanation: "", quote: "" }) - 1;
    const title = cut(finding.title, Math.min(120, left));
    const quote = cut(finding.quote, (left - textBytes(title)) * 0.4);
    const explanation = cut(finding.explanation, left - textBytes(title) - textBytes(quote));
    return JSON.stringify({ ...short, title, explanation, quote } satisfies Doubted);
  });
  return `${doubtRequest}${lines.join("\n")}\n`;
}

/** The findings that a message asks to doubt; null when it asks for something else. */
export function readDoubt(message: string): readonly Doubted[] | null {
  if (!message.startsWith(doubtRequest)) return null;
  const lines = message.slice(doubtRequest.length).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Doubted);
}

/** Asks for what was missed. At most `laterRoundTokens` bytes: of very many findings the last ones go untold. */
export function askForMore(findings: readonly Finding[]): string {
  let message = moreRequest;
  for (const { path, side, startLine, title } of findings) {
    const line = `${JSON.stringify({ path: cut(path, 120), side, startLine, title: cut(title, 120) })}\n`;
    if (Buffer.byteLength(message) + Buffer.byteLength(line) > laterRoundTokens) break;
    message += line;
  }
  return message;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Bytes between the quotes of its JSON form. */
function textBytes(text: string): number {
  return jsonBytes(text) - 2;
}

/** The longest beginning whose JSON form has at most so many bytes, with an ellipsis where something is missing. */
function cut(text: string, bytes: number): string {
  if (textBytes(text) <= bytes) return text;
  let kept = "";
  let left = bytes - textBytes("…");
  for (const character of text) {
    left -= textBytes(character);
    if (left < 0) break;
    kept += character;
  }
  return bytes < textBytes("…") ? "" : `${kept}…`;
}
