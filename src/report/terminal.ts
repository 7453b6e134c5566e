/** Makes foreign text safe to print on a terminal or into the log of a build. */

import { visible } from "../text/visible.ts";

/** One line: nothing in it can move the cursor, hide, or start a line of its own. */
export function plainLine(text: string): string {
  return visible(text.replace(/\t/g, "  "));
}

/** Several lines, each safe by itself and indented, so that no foreign text stands at the start of a line. */
export function plainBlock(text: string, indent: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => `${indent}${plainLine(line)}`)
    .join("\n");
}

/** Breaks at spaces so that `indent` and text stay within `width` columns where words allow it. */
export function wrapped(text: string, indent: string, width: number): string {
  return text
    .split(/\r\n|\n|\r/)
    .flatMap((paragraph) => wrapParagraph(plainLine(paragraph), Math.max(20, width - indent.length)))
    .map((line) => `${indent}${line}`.trimEnd())
    .join("\n");
}

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
