/** Reads from a prompt which lines of which files it shows. */

import { readNumbered } from "../../../src/prompt/numbering.ts";
import { readSections } from "../../../src/prompt/sections.ts";
import type { Place } from "./use.ts";

/** The text of each line of the version after the change that a material shows, by path and by 1-based number. */
export type ShownLines = ReadonlyMap<string, ReadonlyMap<number, string>>;

export function shownIn(material: string): ShownLines {
  const shown = new Map<string, Map<number, string>>();
  for (const { title, lines } of readSections(material)) {
    const file = shown.get(title) ?? new Map<number, string>();
    for (const line of lines) {
      const read = readNumbered(line);
      if (read !== null && read.mark !== "-") file.set(read.number, read.text);
    }
    if (file.size > 0) shown.set(title, file);
  }
  return shown;
}

export function shows(shown: ShownLines, { path, line }: Place): boolean {
  return shown.get(path)?.has(line) === true;
}
