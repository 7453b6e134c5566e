/** Finds literal values that a name calls secret: `password = "…"`, `api_key: …`, `--token …`, `Authorization: Bearer …`. */

import type { SecretSpan } from "./cleared.ts";
import { isPlaceholder, looksChosen, looksLikeWordChosen, looksRandom } from "./values.ts";

const names = [
  "password|passwd|passphrase|passcode|pwd|(?<![A-Za-z])pass",
  "secret|token|credential|bearer",
  "(?:api|app|access|account|private|secret|signing|encryption|master|shared|session|subscription|auth|jwt|client|storage)[_-]?key",
].join("|");

/** A name, whatever closes it, what makes it an assignment, and the beginning of a value. */
const assignment = new RegExp(
  String.raw`(?<name>${names})s?(?:[_-]?(?:(?<key>key)|value|base|prod|dev|test|staging|ci|\d{1,3}))?` +
    String.raw`(?<closed>\\{0,7}["'\x60]?\]?)` +
    String.raw`(?<sign>\s{0,8}(?::\s{0,4}[A-Za-z][\w<>[\]| ]{0,40}=(?=[ \t]{0,8}[^\s=])|=>|:=|[!=]?={1,3}|:|,)\s{0,8}|>|(?<=--[\w-]{3,40})\s{1,4}|(?<=(?:set|with|use)[A-Za-z]{0,20})\()` +
    String.raw`(?:[A-Za-z@$]{0,2}(?<quote>\\{1,7}["']|"""|'''|["'\x60]))?`,
  "gi",
);

/** An `&` ends it only where another parameter follows. */
const bare = /(?:[^\s"'`,;&(){}<>[\]|\\]|&(?!\w{1,40}=|amp;)){6,}/y;

/** Nothing but what a list, a comment or a diff puts in front, and the rest of the name; line ends may be escaped. */
const startOfLine = /(?:^|[\n"'`>]|\\n)[\w\s.+#/*-]*$/;
const endOfLine = /^(?:$|[\r\n"'`<]|\\+[rn"'])/;

/** `options.auth.key`: without quotes it is a variable. */
const dottedNames = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/;

/** What is left of a placeholder, in documents that show one. */
const replaced = /^[a-z0-9-]+:[0-9a-f]{8}$/;

const authorization =
  /authorization["'\]]{0,2}\s{0,4}(?:[:=,]|=>)\s{0,4}["'`]?(?:(?:Bearer|Basic|Token|ApiKey)\s{1,4})(?<value>[\w.~+/=-]{12,})/dgi;
const bearer = /\bBearer\s{1,4}(?<value>[\w.~+/=-]{16,})/dg;

interface Site {
  readonly value: string;
  readonly isPassword: boolean;
  /** What stands between name and value, with its spaces. */
  readonly sign: string;
  /** The text around, for what is written without quotes. */
  readonly before: string;
  readonly after: string;
}

export function findAssignments(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  let judged = 0;
  for (const match of text.matchAll(assignment)) {
    const { name = "", key, sign = "", closed = "", quote } = match.groups ?? {};
    const isPassword = /^p/i.test(name) && !/key$/i.test(name) && key === undefined;
    const start = match.index + match[0].length;
    // Else a line of nothing but `token=token=…` would be read again from each of them.
    if (start < judged) continue;
    const end = quote === undefined ? endOfBare(text, start) : endOfQuoted(text, start, quote);
    if (end === null) continue;
    judged = quote === undefined ? end : judged;
    const site: Site = {
      value: text.slice(start, end),
      isPassword,
      sign,
      before: text.slice(
        Math.max(0, match.index - 60),
        match.index + match[0].length - sign.length - closed.length,
      ),
      after: text.slice(end, end + 4),
    };
    const found = quote === undefined ? isBareSecret(site) : isQuotedSecret(site);
    if (found) spans.push({ start, end, kind: isPassword ? "password" : "secret" });
  }
  return [...spans, ...findHeaders(text)];
}

function endOfBare(text: string, start: number): number | null {
  bare.lastIndex = start;
  const match = bare.exec(text);
  return match === null ? null : start + match[0].length;
}

/** A value ends at its quote, in its line. */
function endOfQuoted(text: string, start: number, quote: string): number | null {
  for (let at = start; at < text.length && text[at] !== "\n"; at++) {
    if (text.startsWith(quote, at)) return at;
    if (text[at] === "\\") at++;
  }
  return null;
}

function isQuotedSecret({ value, sign, isPassword }: Site): boolean {
  if (looksRandom(value)) return true;
  if (!isPassword || sign.trim() === ",") return false;
  return looksChosen(value) || (sign.trimEnd().endsWith("=") && looksLikeWordChosen(value));
}

/** Without quotes a value may be a variable or a call, so the place must be one where only literals stand. */
function isBareSecret({ value, sign, isPassword, before, after }: Site): boolean {
  if (after.startsWith(">>") && replaced.test(value)) return false;
  if (sign.trim() === "," || sign === "(" || /^[([]/.test(after) || dottedNames.test(value)) return false;
  if (looksRandom(value)) return true;
  if (!isPassword || !looksChosen(value)) return false;
  const inCapitals = /(?:^|[^A-Za-z0-9_])[A-Z0-9_]+$/.test(before);
  const inConnection = sign === "=" && (/;[^;=]*$/.test(before) || after.startsWith(";"));
  const onOwnLine = startOfLine.test(before) && endOfLine.test(after);
  const onCommandLine = /--[\w-]*$/.test(before);
  return inCapitals || inConnection || onOwnLine || onCommandLine || sign === ">";
}

function findHeaders(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const { groups, indices } of [...text.matchAll(authorization), ...text.matchAll(bearer)]) {
    const range = indices?.groups?.["value"];
    const value = groups?.["value"] ?? "";
    const isLiteral = !isPlaceholder(value) && /\d/.test(value);
    if (range !== undefined && isLiteral)
      spans.push({ start: range[0], end: range[1], kind: "authorization" });
  }
  return spans;
}
