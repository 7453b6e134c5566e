/** Puts changed files into an order in which those that belong together stand together, so that they go in one part. */

import type { HunkLine } from "../change/change.ts";
import type { Piece } from "../context/piece.ts";
import type { ClearedFile } from "../privacy/cleared.ts";
import { byCodeUnits } from "../text/order.ts";
import type { Candidates } from "./candidates.ts";
import type { FileDiff } from "./diff.ts";
import { sum } from "./room.ts";

/** A piece that helps with more files says nothing about any two of them. */
const mostTogether = 12;

/** Characters of code that make a token, about. */
const perToken = 4;

/** How often pieces link a file with another one. */
type Links = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Files that may take half of a part for themselves stand last, the smallest first: so most files are looked at in few parts. */
export function inPartOrder(
  { diffs, pieces }: Pick<Candidates, "diffs" | "pieces">,
  capacity: number,
): readonly FileDiff[] {
  const byFile = new Map(diffs.map((diff) => [diff.cleared, diff]));
  const files = inAffinity([...byFile.keys()], pieces);
  const sizes = new Map(files.map((file) => [file, charactersIn(file)]));
  const sizeOf = (file: ClearedFile): number => sizes.get(file) ?? 0;
  const isLarge = (file: ClearedFile): boolean => sizeOf(file) > (capacity / 2) * perToken;
  const large = files.filter(isLarge).sort((a, b) => sizeOf(a) - sizeOf(b));
  return [...files.filter((file) => !isLarge(file)), ...large].flatMap((file) => byFile.get(file) ?? []);
}

function charactersIn({ file, old, new: side }: ClearedFile): number {
  const lengthOf = ({ old: before, new: after }: HunkLine): number =>
    (after === null ? old?.sent[(before ?? 0) - 1] : side?.sent[after - 1])?.length ?? 0;
  return sum(file.hunks.flatMap(({ lines }) => lines.map(lengthOf)));
}

/**
 * From one file to those that it is linked with, the closest first, and on from these; what nothing links stands by
 * folder. Two files are linked by a piece that is cut from one and helps with the other, or that helps with both.
 */
export function inAffinity(files: readonly ClearedFile[], pieces: readonly Piece[]): readonly ClearedFile[] {
  const byName = new Map(files.map((file) => [nameOf(file.repository, file.file.path), file]));
  const links = linksOf(new Set(byName.keys()), pieces);
  const order = new Set<string>();
  for (const first of [...byName.keys()].sort(byFolder)) {
    const next = [first];
    for (const name of next) {
      if (order.has(name)) continue;
      order.add(name);
      const linked = [...(links.get(name) ?? [])].sort(([a, m], [b, n]) => n - m || byFolder(a, b));
      next.push(...linked.map(([other]) => other).filter((other) => !order.has(other)));
    }
  }
  return [...order].flatMap((name) => byName.get(name) ?? []);
}

function linksOf(changed: ReadonlySet<string>, pieces: readonly Piece[]): Links {
  const links = new Map<string, Map<string, number>>();
  for (const { repository, name, serves } of pieces) {
    if (serves === null || serves.length > mostTogether) continue;
    const names = [...new Set([name, ...serves])].map((path) => nameOf(repository, path));
    const together = names.filter((each) => changed.has(each));
    for (const a of together) {
      const of = links.get(a) ?? new Map<string, number>();
      links.set(a, of);
      for (const b of together) if (a !== b) of.set(b, (of.get(b) ?? 0) + 1);
    }
  }
  return links;
}

function nameOf(repository: string, path: string): string {
  return `${repository}\0${path}`;
}

/** The files of a folder before those of its folders. */
function byFolder(a: string, b: string): number {
  return byCodeUnits(folderOf(a), folderOf(b)) || byCodeUnits(a, b);
}

function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("/"), name.indexOf("\0")) + 1);
}
