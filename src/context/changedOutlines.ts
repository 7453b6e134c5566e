/** Asks for the outlines of changed files, as they are after the change. */

import type { ClearedFile } from "../privacy/cleared.ts";
import type { Outline, ReadOutlines } from "../syntax/outline.ts";

/** One for each file, in their order; an empty text is outlined where a file is gone or withheld. */
export async function outlinesOf(
  files: readonly ClearedFile[],
  read: ReadOutlines,
  signal: AbortSignal,
): Promise<readonly (Outline | null)[]> {
  const texts = files.map(({ file, new: side }) => ({
    path: file.path,
    text: (side?.snapshot ?? []).join("\n"),
  }));
  return read(texts, signal);
}
