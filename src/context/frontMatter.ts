/** Reads the head of a rule file, the lines between two `---`: of what YAML can say there, names with texts or lists of texts. */

import { splitLines } from "../text/lines.ts";

/** Characters; a longer head was written by no person. */
const longest = 8192;

/** By name, in small letters; a single text is a list of one, and so is each text between commas. Empty where there is no head. */
export function readFrontMatter(text: string): ReadonlyMap<string, readonly string[]> {
  const [first, ...rest] = splitLines(text.slice(0, longest));
  const end = rest.findIndex((line) => line.trimEnd() === "---");
  const found = new Map<string, readonly string[]>();
  if (first?.replace("\ufeff", "").trimEnd() !== "---" || end === -1) return found;
  let name = "";
  for (const line of rest.slice(0, end)) {
    const item = /^\s*- (.*)$/.exec(line)?.[1];
    if (item !== undefined) {
      found.set(name, [...(found.get(name) ?? []), ...textsIn(item)]);
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 1 || line.startsWith(" ")) continue;
    name = line.slice(0, colon).trim().toLowerCase();
    found.set(name, textsIn(line.slice(colon + 1)));
  }
  return found;
}

function textsIn(value: string): readonly string[] {
  const plain = unquoted(value.trim());
  const inner = plain.startsWith("[") && plain.endsWith("]") ? plain.slice(1, -1) : plain;
  return atCommas(inner)
    .map((each) => unquoted(each.trim()))
    .filter((each) => each !== "");
}

function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  const isQuoted = text.length > 1 && (text.startsWith('"') || text.startsWith("'"));
  return isQuoted && text.endsWith(text.charAt(0)) && !inner.includes(text.charAt(0)) ? inner : text;
}

/** Those within braces are part of a glob. */
function atCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}") depth = Math.max(0, depth - 1);
    else if (text[at] === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
