/** Makes foreign text safe to hand to a surface of the editor: a notification, a label, a diagnostic. */

import { cut } from "../text/cut.ts";
import { visible } from "../text/visible.ts";

/** UTF-16 units. */
const longest = 300;

/**
 * One line of plain text. The editor reads `[x](command:…)` in a notification as a link that runs something, and
 * `$(x)` in a label as an icon: a space breaks both. What is hidden or reorders text is made visible.
 */
export function plain(text: string): string {
  const line = visible(text.replace(/[ \t\r\n]+/g, " ").trim())
    .replaceAll("](", "] (")
    .replaceAll("$(", "$ (");
  return cut(line, longest);
}

/** Several lines, each plain by itself; empty ones are left out. */
export function plainLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(plain)
    .filter((line) => line !== "")
    .join("\n");
}
