/** What git writes, read so strictly that an answer which was cut off is none: lists of `-z`, and ids. */

import { failed } from "./gitError.ts";

/** Throws `GitError` for a list that was cut off. */
export function records(bytes: Buffer): readonly string[] {
  const parts = bytes.toString().split("\0");
  if (parts.pop() !== "") throw failed("a list of its ended in the middle.");
  return parts;
}

export function joined(list: readonly string[]): string {
  return list.map((each) => `${each}\0`).join("");
}

/** The first of the ids that were printed, one a line. Throws `GitError` where there is none. */
export function idIn(printed: Buffer): string {
  const id = /^([0-9a-f]{40}|[0-9a-f]{64})\n/.exec(printed.toString())?.[1];
  if (id === undefined) throw failed("the id of an object could not be understood.");
  return id;
}
