/** The places in which a secret can stand in a text that is about to leave. */

import type { Made } from "./secretKinds.ts";

export interface Setting {
  readonly name: string;
  /** Null where the secret cannot stand so: a key of several lines in an address. */
  place(made: Made): string | null;
}

const oneLine =
  (place: (shown: string) => string | null) =>
  (made: Made): string | null =>
    made.shown.includes("\n") ? null : place(made.shown);

const onEachLine = (text: string, change: (line: string) => string): string =>
  text.split("\n").map(change).join("\n");

export const settings: readonly Setting[] = [
  { name: "by itself", place: ({ shown }) => shown },
  {
    name: "in a file of code",
    place: oneLine((shown) => `import x from "y";\n\nconst value = "${shown}";\nrun(value);\n`),
  },
  {
    name: "with Windows line ends",
    place: ({ shown }) => onEachLine(`a\n${shown}\nb\n`, (line) => `${line}\r`),
  },
  {
    name: "on removed lines of a diff in a file",
    place: ({ shown }) => onEachLine(shown, (line) => `-${line}`),
  },
  {
    name: "on added lines of a diff in a file",
    place: ({ shown }) => onEachLine(shown, (line) => `+${line}`),
  },
  { name: "in JSON", place: ({ shown }) => `{ "value": ${JSON.stringify(shown)} }` },
  {
    name: "in JSON in JSON",
    place: ({ shown }) => JSON.stringify({ body: JSON.stringify({ value: shown }) }),
  },
  {
    name: "indented in YAML",
    place: ({ shown }) => `a:\n  b:\n    c: |\n${onEachLine(shown, (line) => `      ${line}`)}\n`,
  },
  { name: "in a list in YAML", place: oneLine((shown) => `values:\n  - ${shown}\n  - other\n`) },
  { name: "in a line comment", place: ({ shown }) => onEachLine(`was: ${shown}`, (line) => `// ${line}`) },
  {
    name: "in a block comment",
    place: ({ shown }) => `/*\n${onEachLine(shown, (line) => ` * ${line}`)}\n */`,
  },
  { name: "in the environment", place: oneLine((shown) => `export VALUE=${shown}\n`) },
  {
    name: "in an address",
    place: oneLine((shown) => (/[:/?#]/.test(shown) ? null : `https://example.com/?v=${shown}&x=1`)),
  },
  { name: "in Markdown", place: oneLine((shown) => `Use \`${shown}\`, or **${shown}**.\n`) },
  { name: "in a table", place: oneLine((shown) => `1,shop,${shown},true\n`) },
  { name: "in XML", place: ({ shown }) => `<item><v>${shown}</v></item>` },
  { name: "behind an escaped line end", place: oneLine((shown) => `print("one\\n${shown}\\n")`) },
  { name: "split in JavaScript", place: (made) => split(made, '" + "') },
  { name: "split over lines", place: (made) => split(made, '" +\n    "') },
  { name: "split in Python", place: (made) => split(made, '" \\\n    "') },
  { name: "split in PHP", place: (made) => split(made, '" . "') },
];

/** In the middle of the secret, so that neither half has the form. */
function split({ secret, shown }: Made, joint: string): string | null {
  if (shown !== secret || secret.includes("\n")) return null;
  const middle = Math.floor(secret.length / 2);
  return `const value = "${secret.slice(0, middle)}${joint}${secret.slice(middle)}";\n`;
}
