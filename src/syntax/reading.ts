/** Reads one text by what suits it best: its grammar, or else the look of its lines. */

import { outlineByLines } from "./byLines.ts";
import type { Grammars } from "./grammar.ts";
import { readingOf } from "./languages.ts";
import type { Named, Outline } from "./outline.ts";

/** UTF-16 units. What is longer was made by a machine, and would take longer than anybody waits. */
const longest = 1_000_000;
const longestLine = 10_000;
/** Milliseconds for a parse. A large honest file takes 250, and a busy machine several times as long. */
const longestParse = 2_000;

/** Null where the text is too large, or nobody waits any more. Rejects as `Grammars.read` does. */
export async function readOutline(
  { path, text }: Named,
  { grammars, isStopped }: { readonly grammars: Grammars; readonly isStopped: () => boolean },
): Promise<Outline | null> {
  const reading = readingOf(path);
  if (reading.kind === "nothing") return { by: "lines", definitions: [], mentions: [], imports: [] };
  if (text.length > longest || isStopped()) return null;
  if (reading.kind === "grammar" && isReadable(text)) {
    const until = performance.now() + longestParse;
    const isLate = (): boolean => isStopped() || performance.now() > until;
    const outline = await grammars.read({ language: reading.language, text, isStopped: isLate });
    if (outline !== null || isStopped()) return outline;
  }
  return outlineByLines(text);
}

/** A parser takes very long for what no compiler ever sees: endless lines, and the zeros of a binary file. */
function isReadable(text: string): boolean {
  if (text.includes("\0")) return false;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    if ((end === -1 ? text.length : end) - from > longestLine) return false;
    if (end === -1) return true;
    from = end + 1;
  }
  return true;
}
