/** Narrows a review to some files, and in them to the hunks that were not looked at yet: what a save asks about. */

import { createHmac } from "node:crypto";
import type { Change, Hunk } from "../change/change.ts";
import type { Piece } from "../context/piece.ts";
import type { ClearedChange, ClearedFile } from "../privacy/cleared.ts";
import { surround, type Around, type Narrow } from "../prompt/narrow.ts";
import type { Outline } from "../syntax/outline.ts";
import { inTurns } from "../text/turns.ts";
import { derive } from "./derive.ts";
import type { OnlyNew } from "./ports.ts";

/** Bytes. Longer rules would be most of a small question. */
const longestRules = 4096;

/** The outcome is about these files, and so is its ledger. */
export function onlyNamed<T extends { readonly change: Change }>(surveyed: T, only: OnlyNew | undefined): T {
  if (only === undefined) return surveyed;
  const files = surveyed.change.files.filter(({ path }) => only.paths.has(path));
  return { ...surveyed, change: { ...surveyed.change, files } };
}

/** For each file the marks of its hunks, in their order. */
export async function marksOf(
  changes: readonly ClearedChange[],
  installationKey: string,
): Promise<readonly (readonly string[])[]> {
  const key = derive(installationKey, "hunks");
  const all = changes.flatMap(({ repository: { root }, files }) =>
    files.map((cleared) => ({ cleared, root })),
  );
  return inTurns(
    all,
    ({ cleared }) => 1000 + cleared.file.hunks.length * 1000,
    ({ cleared, root }) => cleared.file.hunks.map((hunk) => markOf(hunk, { cleared, root, key })),
  );
}

/** The files that have new hunks, with what stands around each of these. `marks` and `outlines` are in the order of `files`. */
export function narrowTo(
  only: OnlyNew,
  files: readonly ClearedFile[],
  marks: readonly (readonly string[])[],
  outlines: readonly (Outline | null)[],
): Narrow {
  return new Map(
    files.flatMap((cleared, at): readonly (readonly [ClearedFile, Around])[] => {
      const isNew = (hunk: number): boolean => !only.isKnown(marks[at]?.[hunk] ?? "");
      const open = new Set([...cleared.file.hunks.keys()].filter(isNew));
      if (cleared.withheld !== null || open.size === 0) return [];
      const outline = outlines[at] ?? null;
      return [[cleared, surround(cleared, open, outline)]];
    }),
  );
}

/** What goes along with a small question. */
export function isLean({ kind, lines }: Piece): boolean {
  return kind === "rules" && Buffer.byteLength(lines.join("\n")) <= longestRules;
}

/** Where the lines stand does not count: they are the same when something above them grows. */
function markOf(
  { lines }: Hunk,
  { cleared, root, key }: { readonly cleared: ClearedFile; readonly root: string; readonly key: string },
): string {
  const hash = createHmac("sha256", key).update(JSON.stringify([root, cleared.file.path]));
  for (const line of lines) {
    const text =
      line.new === null ? cleared.old?.snapshot[(line.old ?? 0) - 1] : cleared.new?.snapshot[line.new - 1];
    hash.update(`\n${line.kind} ${text ?? ""}`);
  }
  return hash.digest("base64").slice(0, 22);
}
