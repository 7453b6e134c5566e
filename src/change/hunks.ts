/** Has git cut the hunks of text pairs, and believes them only when they turn the one text into the other. */

import { inTurns } from "../text/turns.ts";
import type { Hunk } from "./change.ts";
import { parse, type ParsedHunk } from "./parse.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { idIn } from "./records.ts";
import { inSlices, sideBySide } from "./slices.ts";

/** One side of a pair; null when it is absent. */
export interface PairSide {
  readonly id: string;
  readonly text: string;
}

export interface Pair {
  readonly old: PairSide | null;
  readonly new: PairSide | null;
}

const shape = [
  "--full-index",
  "--unified=3",
  "--inter-hunk-context=0",
  "--diff-algorithm=myers",
  "--indent-heuristic",
];
const plain = ["--text", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative"];
const prefixes = ["--src-prefix=a/", "--dst-prefix=b/"];

/** The hunks of each pair, in their order. */
export async function cutHunks(
  git: ProtectedGit,
  pairs: readonly Pair[],
): Promise<readonly (readonly Hunk[])[]> {
  return (await sideBySide(inSlices(pairs, sizeOf), async (slice) => cutSlice(git, slice))).flat();
}

/**
 * The pairs go into two small trees under numbers for names. So git compares exactly the texts that may be read, no
 * attribute of a path has a say, and no name needs to be unquoted.
 */
async function cutSlice(git: ProtectedGit, pairs: readonly Pair[]): Promise<readonly (readonly Hunk[])[]> {
  if (pairs.every((pair) => pair.old?.id === pair.new?.id)) return pairs.map(() => []);
  const sides = [pairs.map((pair) => pair.old), pairs.map((pair) => pair.new)];
  const [base = "", head = ""] = await Promise.all(sides.map(async (side) => writeTree(git, side)));
  const patch = await git.run(["diff-tree", "-r", "--patch", ...shape, ...plain, ...prefixes, base, head]);

  const files = parse(patch.toString());
  if (files === null) throw misread();
  const byName = new Map(files.map((file) => [file.name, file.hunks]));
  if (byName.size !== files.length || files.some(({ name }) => pairs[Number(name)] === undefined))
    throw misread();
  const numbered = pairs.map((pair, index) => ({ pair, hunks: byName.get(nameOf(index)) ?? [] }));
  return inTurns(
    numbered,
    ({ pair }) => sizeOf(pair),
    ({ pair, hunks }) => {
      if (!turns(pair, hunks)) throw misread();
      return hunks.map(({ hunk }) => hunk);
    },
  );
}

function sizeOf(pair: Pair): number {
  return (pair.old?.text.length ?? 0) + (pair.new?.text.length ?? 0);
}

/** As git stores it: `git mktree` would look each of the texts up, which takes ten times as long. */
async function writeTree(git: ProtectedGit, sides: readonly (PairSide | null)[]): Promise<string> {
  const entries = sides.flatMap((side, index) =>
    side === null ? [] : [Buffer.from(`100644 ${nameOf(index)}\0`), Buffer.from(side.id, "hex")],
  );
  return idIn(await git.run(["hash-object", "-w", "-t", "tree", "--stdin"], Buffer.concat(entries)));
}

/** So wide that names are in the order of their numbers, as those in a tree have to be. */
function nameOf(index: number): string {
  return String(index).padStart(9, "0");
}

/** Whether the hunks, and nothing but them, lead from the old text to the new one. */
function turns(pair: Pair, hunks: readonly ParsedHunk[]): boolean {
  const [before, after] = [linesOf(pair.old), linesOf(pair.new)];
  let [o, n] = [0, 0];
  const keepUntil = (oldEnd: number, newEnd: number): boolean => {
    if (oldEnd < o || oldEnd - o !== newEnd - n) return false;
    while (o < oldEnd) if (before[o++] !== after[n++]) return false;
    return true;
  };
  for (const { hunk, texts } of hunks) {
    if (!keepUntil(firstOf(hunk.old), firstOf(hunk.new))) return false;
    for (const [index, { kind }] of hunk.lines.entries()) {
      const text = texts[index] ?? "";
      if (kind !== "added" && before[o] !== bare(text, o++)) return false;
      if (kind !== "removed" && after[n] !== bare(text, n++)) return false;
    }
  }
  return keepUntil(before.length, after.length);
}

/** 0-based; a run without lines names the line before it. */
function firstOf(span: { readonly start: number; readonly count: number }): number {
  return span.count === 0 ? span.start : span.start - 1;
}

/** With their `\r`, as git compares them. */
function linesOf(side: PairSide | null): readonly string[] {
  const lines = (side?.text ?? "").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Texts come without the byte order mark that git still shows on the first line. */
function bare(text: string, index: number): string {
  return index === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
}

function misread(): Error {
  return failed("its diff contradicts the two versions of a file.");
}
