/** Makes changes that are hard on a reviewer: each is one uncommitted change in a repository of its own. */

import { createRepository, type Files, type TestRepository } from "../support/repository.ts";

export interface HostileChange {
  readonly name: string;
  readonly repository: TestRepository;
}

const hostile: Readonly<Record<string, () => Files>> = {
  "a line of 1 MB": () => ({ "src/line.ts": `export const text = "${words(1_000_000)}";\n` }),
  "a line of 1 MB of brackets and quotes": () => ({
    "src/line.js": `const all = [${"{a:'b',c:[`d`]},".repeat(62_500)}];\n`,
  }),
  "100,000 equal characters": () => ({
    "src/equal.ts": `const equal = "${"a".repeat(100_000)}";\n`,
    "src/spaces.py": `equal = 1${" ".repeat(100_000)}\n`,
    "src/dashes.md": `${"-".repeat(100_000)}\n`,
  }),
  "100,000 brackets, one in the other": () => ({
    "src/deep.ts": `const deep = ${"[".repeat(100_000)}${"]".repeat(100_000)};\n`,
    "src/deep.py": `${Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}if a${depth}:\n`).join("")}${" ".repeat(2000)}pass\n`,
  }),
  "10,000 files": () =>
    Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `src/${index % 100}/file${index}.ts`,
        `import { other } from "./file${index + 100}.ts";\nexport function made${index}(): number {\n  return other(${index});\n}\n`,
      ]),
    ),
  "a glob that makes others try for ever": () => ({
    ".cursorignore": `${"*a".repeat(30)}*b\n${"**/a*/".repeat(20)}*b\n`,
    ...Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`src/${"a".repeat(200)}${index}.ts`, `export {};\n`]),
    ),
  }),
  "a file of 100,000 short lines": () => ({
    "src/lines.ts": Array.from({ length: 100_000 }, (_, line) => `call${line}(${line});\n`).join(""),
  }),
  "a full prompt of real-looking code": () =>
    Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`src/part${index}.ts`, code(index, 170)] as const),
    ),
};

export const hostileNames: readonly string[] = Object.keys(hostile);

export async function makeHostile(name: string): Promise<HostileChange> {
  const repository = await createRepository({ "README.md": "Before\n" });
  await repository.commit("Before");
  // Something ordinary, so that there is a review to hold up.
  await repository.write("src/ordinary.ts", "export const ordinary = 1;\n");
  for (const [file, content] of Object.entries(hostile[name]?.() ?? {}))
    await repository.write(file, content);
  // A crowd of files that git does not track is not read.
  await repository.git("add", "--all");
  return { name, repository };
}

function words(length: number): string {
  let text = "";
  for (let at = 0; text.length < length; at += 1) text += `word${at} `;
  return text.slice(0, length);
}

function code(file: number, functions: number): string {
  return Array.from(
    { length: functions },
    (_, at) =>
      `/** Adds what part ${file} knows of step ${at}. */\nexport function step${file}_${at}(items: readonly number[]): number {\n` +
      `  return items.filter((item) => item % ${at + 2} === 0).reduce((sum, item) => sum + item, step${file}_${at + 1}(items));\n}\n\n`,
  ).join("");
}
