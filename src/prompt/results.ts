/** Writes down what a tool found, between the same walls as everything that is not ours, and tells which lines that shows. */

import type { Excerpt, Found, Query } from "../context/onDemand.ts";
import { joined } from "../text/lines.ts";
import { numbered } from "./numbering.ts";
import type { ShownText } from "./plan.ts";
import { closeSection, openSection } from "./sections.ts";

export interface Result {
  readonly text: string;
  /** As far as they are in the text. */
  readonly excerpts: readonly Excerpt[];
}

export type Refusal = "badCall" | "nothing" | "noRoom" | "tooMany";

const refusals: Readonly<Record<Refusal, string>> = {
  badCall: "This call does not have the form of the tool, so nothing was looked up.\n",
  nothing: "There is nothing to show: it is not there, or it is kept back.\n",
  noRoom: "There is no room for more. Answer from what you have.\n",
  tooMany: "These are too many calls at once, so this one was not looked up.\n",
};

const heads: Readonly<Record<Query["kind"], string>> = {
  file: "(a file you asked for)\n",
  definition: "(defines the name you asked for)\n",
  references: "(uses the name you asked for)\n",
  text: "(holds the text you asked for)\n",
};

const more = "There is more than stands here. Ask for less, or for other lines.\n";

export function refuse(refusal: Refusal): Result {
  return { text: refusals[refusal], excerpts: [] };
}

/** At most so many bytes; null where not even the beginning fits, or where a text holds the key and could speak in our name. */
export function writeResult(of: {
  readonly key: string;
  readonly kind: Query["kind"];
  readonly found: Found;
  readonly bytes: number;
}): Result | null {
  const { key, kind, found } = of;
  let left = of.bytes - Buffer.byteLength(more);
  let [text, isCut] = ["", found.more];
  const excerpts: Excerpt[] = [];
  for (const excerpt of found.excerpts) {
    const head = openSection(key, { kind: "file", title: excerpt.path }) + heads[kind];
    const frame = Buffer.byteLength(head + closeSection(key)) + 2 * Buffer.byteLength(gap);
    const body = linesOf(excerpt, left - frame);
    if (body.ranges.length > 0) {
      const section = head + body.text + closeSection(key);
      left -= Buffer.byteLength(section);
      text += section;
      excerpts.push({ ...excerpt, ranges: body.ranges });
    }
    isCut ||= body.isCut;
    if (body.isCut) break;
  }
  const times = text.split(key).length - 1;
  if (excerpts.length === 0 || times !== 2 * excerpts.length) return null;
  return { text: isCut ? text + more : text, excerpts };
}

const gap = "...\n";

function linesOf(
  { ranges, lines }: Excerpt,
  bytes: number,
): {
  readonly text: string;
  readonly ranges: readonly { start: number; end: number }[];
  readonly isCut: boolean;
} {
  const shown: { start: number; end: number }[] = [];
  let [text, left] = ["", bytes];
  for (const { start, end } of ranges) {
    for (let number = start; number <= end; number += 1) {
      const last = shown.at(-1);
      const isNext = number === (last?.end ?? 0) + 1;
      const line = `${isNext ? "" : gap}${numbered({ number, mark: " ", text: lines[number - 1] ?? "" })}\n`;
      left -= Buffer.byteLength(line);
      if (left < 0) return { text: `${text}${gap}`, ranges: shown, isCut: true };
      text += line;
      if (isNext && last !== undefined) last.end = number;
      else shown.push({ start: number, end: number });
    }
  }
  const isAll = (shown.at(-1)?.end ?? 0) === lines.length;
  return { text: isAll ? text : `${text}${gap}`, ranges: shown, isCut: false };
}

/** What is shown of a text already grows; the changed lines of it stay what they are. */
export function withExcerpts(
  shown: readonly ShownText[],
  excerpts: readonly Excerpt[],
): readonly ShownText[] {
  return excerpts.reduce((texts, excerpt) => {
    const isSame = ({ repository, path, side }: ShownText): boolean =>
      side === "new" && path === excerpt.name && repository === excerpt.repository;
    if (!texts.some(isSame)) return [...texts, groundOf(excerpt)];
    return texts.map((text) =>
      isSame(text) ? { ...text, shown: joined([...text.shown, ...excerpt.ranges]) } : text,
    );
  }, shown);
}

function groundOf({ repository, name, path, lines, snapshot, ranges }: Excerpt): ShownText {
  const names = [path];
  return { repository, path: name, names, side: "new", sent: lines, snapshot, shown: ranges, changed: [] };
}
