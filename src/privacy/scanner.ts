/** Asks secretlint's recommended rules for the token forms of many services; the one file that knows secretlint. */

import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretSpan } from "./cleared.ts";

type Rule = (typeof rules)[number];
type Context = Parameters<Rule["create"]>[0];
type Source = Parameters<NonNullable<ReturnType<Rule["create"]>["file"]>>[0];

const prefix = "@secretlint/secretlint-rule-";

/**
 * Left out: comments in the scanned text that switch rules off (a change must not silence its own scan), and rules that
 * report a whole address where only the password in it is secret (`addresses.ts` finds those).
 */
const unwanted: ReadonlySet<string> = new Set(["filter-comments", "basicauth", "database-connection-string"]);

const wanted = rules.filter((rule) => !unwanted.has(shortName(rule)));

/**
 * Runs the rules by themselves rather than through secretlint's core, which keeps a performance mark for each rule and
 * text for good and compares every finding with every other.
 */
export async function askScanner(text: string): Promise<readonly SecretSpan[]> {
  const spans: SecretSpan[] = [];
  for (const rule of wanted) {
    const kind = shortName(rule);
    const context = contextFor((start, end) => spans.push({ start, end, kind }));
    await rule.create(context, {}).file?.(sourceOf(text));
  }
  return spans;
}

function shortName(rule: Rule): string {
  return rule.meta.id.replace(prefix, "");
}

/** The words for a finding would quote the secret: none are made. */
const wordless = () => ({ message: "", messageId: "", data: undefined });

function contextFor(found: (start: number, end: number) => void): Context {
  return {
    sharedOptions: {},
    createTranslator: () => wordless,
    report: ({ range: [start, end] }) => found(start, end),
    ignore: () => undefined,
  };
}

/** Without a name and an ending no rule reads a file; positions in lines are asked for by none of these rules. */
function sourceOf(text: string): Source {
  const source = { content: text, filePath: undefined, physicalFilePath: undefined, ext: "", hasBOM: false };
  return { ...source, contentType: "text" } as Source;
}
