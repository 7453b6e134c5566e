/** Gives names between backticks the look of code; everything else in foreign text is shown as it stands. */

import { h, type Tree } from "./tree.ts";

export function inline(text: string): readonly Tree[] {
  return text
    .split(/`([^`\n]+)`/)
    .map((piece, index) => (index % 2 === 1 ? h("code", {}, piece) : piece))
    .filter((tree) => tree !== "");
}
