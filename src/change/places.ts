/** Tells whether one place on the disk lies in another. */

import path from "node:path";

/** Both are absolute real paths; a folder lies in itself. */
export function liesIn(folder: string, place: string): boolean {
  const way = path.relative(folder, place);
  return !(way === ".." || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}
