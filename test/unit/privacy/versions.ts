/** Versions of a repository's rule files, written down where a test needs them. */

import type { ReadTexts, Versions } from "../../../src/change/change.ts";

/** Texts by path; null for a file of which no text can be made. */
export type Texts = Readonly<Record<string, string | null>>;

export interface Written {
  readonly base?: Texts;
  readonly head?: Texts;
  /** Left out: the head is the working tree. */
  readonly disk?: Texts;
  readonly generated?: readonly string[];
}

/** `asked` grows by one entry for each reading. */
export function versionsOf(
  { base = {}, head = base, disk, generated = [] }: Written,
  asked: string[][] = [],
): Versions {
  const reader =
    (texts: Texts): ReadTexts =>
    async (paths) => {
      asked.push([...paths]);
      return new Map(
        paths.flatMap((path) => {
          const text = texts[path];
          return text === undefined ? [] : [[path, text] as const];
        }),
      );
    };
  const readHead = reader(head);
  return {
    base: reader(base),
    head: readHead,
    disk: disk === undefined ? readHead : reader(disk),
    generated: async (paths) => new Set(paths.filter((path) => generated.includes(path))),
  };
}
