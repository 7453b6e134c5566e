/** What the look of a line tells about the block that it stands in. */

/** Columns, a tab counting as four; null for a blank line. */
export function indentOf(line: string): number | null {
  const space = /^[ \t]*/.exec(line)?.[0] ?? "";
  return space.length === line.length ? null : space.replaceAll("\t", "    ").length;
}

/** Whether it ends a block: with a bracket, or with the word of a language without brackets. */
export function closes(line: string): boolean {
  return /^\s*(?:[)\]}]|end\b|fi\b|esac\b|done\b)/.test(line);
}
