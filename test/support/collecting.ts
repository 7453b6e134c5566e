/** What collectors get in tests: a repository as a list of texts, and a door that lets everything through. */

import { nothingSaid } from "../../src/change/said.ts";
import type { Snapshot } from "../../src/change/snapshot.ts";
import type { Collecting } from "../../src/context/collecting.ts";
import { splitLines } from "../../src/text/lines.ts";
import { openDoor } from "./changes.ts";
import { noOutlines } from "./syntax.ts";

type Given = Pick<Collecting, "cleared"> & Partial<Collecting>;

export function collecting(given: Given): Collecting {
  return {
    base: null,
    snapshot: null,
    said: async () => nothingSaid,
    surroundings: null,
    outlines: noOutlines,
    problems: async () => [],
    lastCommits: async () => [],
    openDocuments: [],
    learn: async () => undefined,
    door: openDoor,
    signal: new AbortController().signal,
    ...given,
  };
}

/** A version of a repository that holds these texts by their path. */
export function snapshotWith(texts: Readonly<Record<string, string>>): Snapshot {
  const files = Object.keys(texts)
    .sort()
    .map((path) => ({ path, id: `id of ${path}` }));
  return {
    list: async (at) =>
      at === undefined
        ? files
        : files.filter(({ path }) => at.some((each) => each === path || path.startsWith(`${each}/`))),
    read: async (ids) =>
      new Map(
        files
          .filter(({ id }) => ids.includes(id))
          .map(({ path, id }) => {
            const text = texts[path] ?? "";
            return [id, { kind: "text", text, lines: splitLines(text) }];
          }),
      ),
  };
}
