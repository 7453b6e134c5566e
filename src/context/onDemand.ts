/** Answers a model that wants to know more: lines of the version under review, found in what may leave and nowhere else. */

import type { LineRange } from "../text/lines.ts";
import { definesOnLine, holdsName } from "./byLine.ts";
import type { Shelf, ShelvedText } from "./shelf.ts";

/** What is asked for. Names and texts are one line. */
export type Query =
  /** `path` as prompts write it. Lines are 1-based and inclusive; null: the first one, the last one. */
  | {
      readonly kind: "file";
      readonly path: string;
      readonly startLine: number | null;
      readonly endLine: number | null;
    }
  | { readonly kind: "definition" | "references"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

export interface Excerpt extends ShelvedText {
  /** 1-based, in order and apart; never empty. */
  readonly ranges: readonly LineRange[];
}

/** `more`: there are further places. No excerpts: it is not there, or it is kept back; which of the two is not told. */
export interface Found {
  readonly excerpts: readonly Excerpt[];
  readonly more: boolean;
}

/** Lines of one reading. */
export const mostLines = 400;
/** UTF-16 units: in code no longer line is written by hand, and one alone could fill a window. */
const longestLine = 1000;
/** Places of one answer. */
const mostPlaces = 40;
/** Texts that are looked through for one answer; of so many more it is asked whether they may be. */
const mostTexts = 200;
const mostCandidates = 5 * mostTexts;
/** Texts that go through the door at a time: between two such runs it is asked whether there are enough. */
const atOnce = 16;

/** Rejects only when `signal` is aborted. */
export async function find(query: Query, shelves: readonly Shelf[], signal: AbortSignal): Promise<Found> {
  if (query.kind === "file") return readFile(query, shelves, signal);
  const found = new Findings();
  for (const shelf of shelves) {
    await (query.kind === "text"
      ? scan({
          shelf,
          text: query.text,
          found,
          around: 1,
          isMeant: (line) => line.includes(query.text),
          signal,
        })
      : findName({ kind: query.kind, name: query.name, shelf, found, signal }));
  }
  return found;
}

/** In the order in which they were found, until there are enough. */
class Findings implements Found {
  readonly excerpts: Excerpt[] = [];
  more = false;
  #places = 0;

  /** `places`: 1-based, in order. */
  add(text: ShelvedText, places: readonly LineRange[]): void {
    const left = mostPlaces - this.#places;
    if (places.length > left) this.more = true;
    const taken = places.slice(0, left);
    this.#places += taken.length;
    const ranges = shownIn(text, taken);
    if (ranges.length > 0) this.excerpts.push({ ...text, ranges });
  }
}

async function readFile(
  { path, startLine, endLine }: Extract<Query, { readonly kind: "file" }>,
  shelves: readonly Shelf[],
  signal: AbortSignal,
): Promise<Found> {
  for (const shelf of shelves) {
    const inside = shelf.pathOf(path.replace(/^\.\//, ""));
    const [text] = inside === null ? [] : await shelf.texts([inside], signal);
    if (text === undefined) continue;
    const start = startLine ?? 1;
    const last = Math.min(endLine ?? text.lines.length, text.lines.length);
    const end = Math.min(last, start + mostLines - 1);
    const ranges = start > end ? [] : shownIn(text, [{ start, end }]);
    return { excerpts: ranges.length === 0 ? [] : [{ ...text, ranges }], more: end < last };
  }
  return { excerpts: [], more: false };
}

interface Finding {
  readonly kind: "definition" | "references";
  readonly name: string;
  readonly shelf: Shelf;
  readonly found: Findings;
  readonly signal: AbortSignal;
}

/** By the index; what that does not know by what lines look like. */
async function findName(finding: Finding): Promise<void> {
  const { kind, name, shelf, found, signal } = finding;
  const places = kind === "definition" ? await defining(finding) : await mentioning(finding);
  const paths = shelf.nearestFirst([...places.keys()]);
  const texts = await shelf.texts(paths.slice(0, mostPlaces), signal);
  for (const text of texts) found.add(text, places.get(text.name) ?? []);
  if (paths.length > mostPlaces) found.more = true;
  if (texts.length > 0) return;
  const isMeant = kind === "definition" ? definesOnLine : holdsName;
  const around = kind === "definition" ? definitionLines : 1;
  await scan({ shelf, text: name, found, around, isMeant: (line) => isMeant(line, name), signal });
}

/** Lines of a definition whose end nobody knows. */
const definitionLines = 12;
/** Lines of one whose end is known. */
const longestDefinition = 120;

type Places = ReadonlyMap<string, readonly LineRange[]>;

async function defining({ name, shelf, signal }: Finding): Promise<Places> {
  const places = (await shelf.lookUp?.defining([name], signal))?.get(name) ?? [];
  return byPath(places, ({ definition: { range } }) => ({
    start: range.start,
    end: Math.min(range.end, range.start + longestDefinition - 1),
  }));
}

async function mentioning({ name, shelf, signal }: Finding): Promise<Places> {
  const places = (await shelf.lookUp?.mentioning([name], signal))?.get(name) ?? [];
  return byPath(places, ({ line }) => ({ start: Math.max(1, line - 1), end: line + 1 }));
}

function byPath<T extends { readonly path: string }>(
  places: readonly T[],
  rangeOf: (place: T) => LineRange,
): Places {
  const grouped = new Map<string, LineRange[]>();
  for (const place of places) grouped.set(place.path, [...(grouped.get(place.path) ?? []), rangeOf(place)]);
  return grouped;
}

interface Scanning {
  readonly shelf: Shelf;
  readonly text: string;
  readonly found: Findings;
  /** Lines shown behind a place; before it, one. */
  readonly around: number;
  readonly isMeant: (line: string) => boolean;
  readonly signal: AbortSignal;
}

/** Counts only what stands in the texts as they may leave: whether a secret holds some letters is not told, either. */
async function scan({ shelf, text, found, around, isMeant, signal }: Scanning): Promise<void> {
  const all = await shelf.holding(text, signal);
  const permitted = await shelf.permitted(all.slice(0, mostCandidates), signal);
  const paths = permitted.slice(0, mostTexts);
  for (let at = 0; at < paths.length && !found.more; at += atOnce) {
    for (const each of await shelf.texts(paths.slice(at, at + atOnce), signal)) {
      const places = each.lines.flatMap((line, index) =>
        line.length <= longestLine && isMeant(line)
          ? [{ start: Math.max(1, index), end: index + 1 + around }]
          : [],
      );
      if (places.length > 0) found.add(each, places);
    }
  }
  if (all.length > mostCandidates || permitted.length > paths.length) found.more = true;
}

/** What of the places can be shown; runs that touch become one. */
function shownIn({ lines }: ShelvedText, places: readonly LineRange[]): readonly LineRange[] {
  const ranges: LineRange[] = [];
  for (const { start, end } of places) {
    for (
      let line = Math.max(start, (ranges.at(-1)?.end ?? 0) + 1);
      line <= Math.min(end, lines.length);
      line += 1
    ) {
      if ((lines[line - 1]?.length ?? 0) > longestLine) continue;
      const last = ranges.at(-1);
      if (last !== undefined && last.end === line - 1) ranges[ranges.length - 1] = { ...last, end: line };
      else ranges.push({ start: line, end: line });
    }
  }
  return ranges;
}
