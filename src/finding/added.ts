/** Says where a change adds secrets, and rules that keep something out of its own review. */

import type { UnanchoredReason } from "../contract/finding.ts";
import type { ClearedChange, ClearedFile } from "../privacy/cleared.ts";
import type { AddedExclusion } from "../privacy/repositoryRules.ts";
import type { LineRange } from "../text/lines.ts";

/** What was found, as a code with arguments; the words for it are made at the edges. */
export interface LocalRemark {
  /**
   * `secretAdded`: `kinds` are short names such as `github-token`, joined by commas, `count` how many secrets they are.
   * `exclusionAdded`: `count` says how many rules stand there; 0 for a file that keeps everything out because it can't be read.
   * `reviewerAddressed`, `reviewClaimed`: `count` says how many lines.
   */
  readonly code: "secretAdded" | "exclusionAdded" | "reviewerAddressed" | "reviewClaimed";
  readonly args: Readonly<Record<string, string | number>>;
}

export interface Spot {
  readonly remark: LocalRemark;
  readonly path: string;
  readonly file: ClearedFile | undefined;
  readonly place: LineRange | UnanchoredReason;
}

export type Rule = Pick<AddedExclusion, "path" | "pattern" | "line">;

/** What only looks like one in source was escaped when the text was redacted. */
const placeholder = /<<secret:([a-z0-9-]+):[0-9a-f]{8}>>/g;

function placeholdersIn(line: string): readonly string[] {
  return line.match(placeholder) ?? [];
}

/** In the order of the change; each once a file, where it stands first. One that stands on an old side was only moved. */
export function secretsIn({ files }: ClearedChange): readonly Spot[] {
  const before = new Set(files.flatMap(({ old }) => old?.sent.flatMap(placeholdersIn) ?? []));
  return files.flatMap((file) => secretsOf(file, before));
}

/** Those of the same lines are told together. */
function secretsOf(file: ClearedFile, before: ReadonlySet<string>): readonly Spot[] {
  const runs = new Map<string, { start: number; end: number }>();
  for (const line of addedLines(file)) {
    for (const each of placeholdersIn(file.new?.sent[line - 1] ?? "")) {
      const run = runs.get(each);
      if (run?.end === line - 1) run.end = line;
      else if (run === undefined && !before.has(each)) runs.set(each, { start: line, end: line });
    }
  }
  const places = new Map<string, { readonly lines: LineRange; readonly here: string[] }>();
  for (const [each, lines] of runs) {
    const key = `${lines.start} ${lines.end}`;
    places.set(key, { lines, here: [...(places.get(key)?.here ?? []), each] });
  }
  return [...places.values()].map(({ lines, here }) => {
    const kinds = [...new Set(here.map((each) => each.split(":")[1] ?? ""))].join(", ");
    const remark: LocalRemark = { code: "secretAdded", args: { kinds, count: here.length } };
    return { remark, path: file.file.path, file, place: lines };
  });
}

/** Their numbers on the new side, in order. */
export function addedLines({ file }: ClearedFile): readonly number[] {
  return file.hunks.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === "added" ? (line.new ?? []) : [])),
  );
}

/** Rules on lines next to each other are told together, and so are all of a file whose lines can't be shown. */
export function exclusionsIn({ files }: ClearedChange, added: readonly Rule[]): readonly Spot[] {
  const byPath = new Map(files.map((file) => [file.file.path, file]));
  const runs: { readonly path: string; readonly place: Spot["place"]; readonly count: number }[] = [];
  for (const { path, pattern, line } of inOrder(added)) {
    const count = pattern === "" ? 0 : 1;
    const place = placeOf({ path, pattern, line }, byPath.get(path));
    const last = runs.at(-1);
    if (last?.path === path && goesOn(last.place, place)) {
      runs[runs.length - 1] = { path, place: joined(last.place, place), count: last.count + count };
    } else {
      runs.push({ path, place, count });
    }
  }
  return runs.map(({ path, place, count }) => {
    return { remark: { code: "exclusionAdded", args: { count } }, path, file: byPath.get(path), place };
  });
}

/** Each line once: a rule is named for everything that it keeps out. */
function inOrder(added: readonly Rule[]): readonly Rule[] {
  const byLine = new Map(added.map((rule) => [JSON.stringify([rule.path, rule.line]), rule]));
  return [...byLine.values()].sort((a, b) =>
    a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
  );
}

/** The rules were read from the disk; an editor can hold another text of the same file, which is the one under review. */
function placeOf({ pattern, line }: Rule, file: ClearedFile | undefined): Spot["place"] {
  const side = file?.new ?? null;
  if (side === null) return "notShown";
  const text = side.snapshot[line - 1];
  const stands = text !== undefined && (text.includes(pattern) || text.includes(JSON.stringify(pattern)));
  return stands ? { start: line, end: line } : "quoteNotFound";
}

function goesOn(last: Spot["place"], next: Spot["place"]): boolean {
  if (typeof last === "string" || typeof next === "string") return last === next;
  return last.end === next.start - 1;
}

function joined(last: Spot["place"], next: Spot["place"]): Spot["place"] {
  return typeof last === "string" || typeof next === "string" ? next : { start: last.start, end: next.end };
}
