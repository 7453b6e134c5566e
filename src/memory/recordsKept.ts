/** How long and how much: records go after a week, and the oldest first where they grow too large. */

import type { Folder } from "./folder.ts";

/** Milliseconds. */
const longest = 7 * 24 * 60 * 60 * 1000;
/** Bytes of all records together. */
export const mostBytes = 50 * 2 ** 20;

/** Makes room for so many bytes more. */
export async function keepWithin(
  folder: Folder,
  { now, coming }: { readonly now: number; readonly coming: number },
): Promise<void> {
  const latestFirst = (await folder.files()).toSorted((a, b) => b.changed - a.changed);
  let bytes = coming;
  for (const file of latestFirst) {
    bytes += file.bytes;
    if (bytes > mostBytes || now - file.changed > longest) await folder.remove(file.name);
  }
}

/** A moment as a part of a file's name, without a hyphen; in the order of time. */
export function nameAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:.]/g, "");
}
