/** Makes a repository with a change of 3,000 files and 60,000 lines, from the real code of the installed packages. */

import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";

export interface LargeChange {
  readonly repository: TestRepository;
  /** Relative to the repository, with `/`. */
  readonly files: readonly string[];
  /** Added and removed, as git counts them. */
  readonly lines: number;
  /** UTF-16 units of the files after the change. */
  readonly characters: number;
}

const wantedFiles = 3000;
/** Each is one line removed and one added. */
const editsPerFile = 10;
const fewestLines = 20;
/** UTF-16 units. */
const largest = 20_000;

/** All of it is uncommitted. */
export async function makeLargeChange(): Promise<LargeChange> {
  const texts = await realTexts(wantedFiles);
  const repository = await createRepository();
  const files = [...texts.keys()];
  const write = async (textOf: (text: string) => string): Promise<void> => {
    await Promise.all(
      files.map(async (file) => {
        const full = path.join(repository.root, file);
        await mkdir(path.dirname(full), { recursive: true });
        await writeFile(full, textOf(texts.get(file) ?? ""));
      }),
    );
  };
  await write((text) => text);
  await repository.commit("Before");
  await write(edit);
  const counted = (await repository.git("diff", "--numstat", "HEAD")).trimEnd().split("\n");
  if (counted.length !== wantedFiles) throw new Error(`${counted.length} files differ`);
  return {
    repository,
    files,
    lines: counted.reduce((sum, line) => sum + Number(line.split("\t")[0]) + Number(line.split("\t")[1]), 0),
    characters: [...texts.values()].reduce((sum, text) => sum + edit(text).length, 0),
  };
}

/** Spread over the file, so that there are several hunks; the new line stands nowhere else. */
function edit(text: string): string {
  const lines = text.split("\n");
  const step = Math.floor(lines.length / editsPerFile);
  for (let count = 0; count < editsPerFile; count += 1) {
    const at = count * step;
    lines[at] = `${lines[at] ?? ""} // edit ${count}`;
  }
  return lines.join("\n");
}

/** So many real files, under names of their own. */
export async function realTexts(wanted: number): Promise<ReadonlyMap<string, string>> {
  const cwd = path.join(repositoryRoot, "node_modules");
  const names: string[] = [];
  for await (const name of glob("**/*.{js,ts,mjs,cjs,mts,cts}", { cwd })) names.push(name);
  const texts = new Map<string, string>();
  for (const name of names.sort()) {
    if (texts.size === wanted) return texts;
    const text = await readFile(path.join(cwd, name), "utf8");
    // Names of their own: folders such as `dist` would mark them as made by a machine.
    if (isOrdinary(text)) texts.set(`src/${texts.size % 60}/${texts.size}-${path.basename(name)}`, text);
  }
  throw new Error(`Only ${texts.size} files of the packages will do.`);
}

function isOrdinary(text: string): boolean {
  if (text.length > largest || /[\r\0\ufffd]/.test(text)) return false;
  const lines = text.split("\n");
  return lines.length >= fewestLines && lines.every((line) => line.length < 400);
}
