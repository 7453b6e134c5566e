/** Proposes the changed files themselves, whole. */

import type { ClearedFile } from "../privacy/cleared.ts";
import type { Collector } from "./collecting.ts";

/** The smallest first, so that most of them find room. Where the hunks show every line anyway, there is nothing to add. */
export const changedFiles: Collector = async ({ cleared: { files } }) =>
  files.flatMap((cleared) => {
    const { file, new: side } = cleared;
    if (side === null || file.hunks.length === 0 || showsEveryLine(cleared)) return [];
    return [
      {
        kind: "changedFile",
        path: file.path,
        text: "",
        ranges: null,
        reason: { code: "changed", names: [] },
        serves: [file.path],
        weight: -side.sent.length,
      },
    ];
  });

function showsEveryLine({ file, new: side }: ClearedFile): boolean {
  return file.hunks.reduce((lines, hunk) => lines + hunk.new.count, 0) === side?.sent.length;
}
