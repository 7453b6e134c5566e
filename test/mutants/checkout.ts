/** A copy of the checkout to break: what tests read of it, with the installed packages linked. */

import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Mutant } from "./mutants.ts";

/** What was built, installed or fetched, and the history: no unit test reads them. */
const leftBehind = [".git", ".vscode-test", "coverage", "dist", "node_modules", "out"];

export async function copyCheckout(root: string, copy: string): Promise<void> {
  await mkdir(copy, { recursive: true });
  const names = (await readdir(root)).filter((name) => !leftBehind.includes(name) && !name.endsWith(".vsix"));
  await Promise.all(
    names.map(async (name) => cp(path.join(root, name), path.join(copy, name), { recursive: true })),
  );
  await symlink(path.join(root, "node_modules"), path.join(copy, "node_modules"), "junction");
}

/** The text with the mutant's line in place of the original; null unless that stands there exactly once. */
export function mutate(text: string, { line, instead }: Mutant): string | null {
  const lines = text.split("\n");
  const places = [...lines.keys()].filter((index) => lines[index]?.trim() === line);
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  return lines
    .with(
      place,
      lines[place]!.replace(line, () => instead),
    )
    .join("\n");
}

/** Breaks the file in `copy` while `work` runs. Null, and no work, where the mutant does not apply. */
export async function whileBroken<T>(
  copy: string,
  mutant: Mutant,
  work: () => Promise<T>,
): Promise<T | null> {
  const file = path.join(copy, mutant.file);
  const text = await readFile(file, "utf8").catch(() => "");
  const broken = mutate(text, mutant);
  if (broken === null) return null;
  await writeFile(file, broken);
  try {
    return await work();
  } finally {
    await writeFile(file, text);
  }
}
