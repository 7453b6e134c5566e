/** Programs that a hostile repository would like git to run: each leaves a mark when it does. */

import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { findGit, type Git } from "../../src/change/git.ts";
import type { TestRepository } from "./repository.ts";
import { realGit } from "./story.ts";

export interface Trap {
  /** Absolute path of a program. */
  readonly program: string;
  /** Whether the program has run since the last time this was asked. */
  sprang(): Promise<boolean>;
}

export async function setTrap(repository: TestRepository): Promise<Trap> {
  const folder = await repository.outside();
  const mark = path.join(folder, "mark");
  const program = await writeProgram(path.join(folder, "trap"), `echo sprung >> '${mark}'`);
  return {
    program,
    sprang: async () => {
      const isThere = (await readFile(mark, "utf8").catch(() => "")) !== "";
      await rm(mark, { force: true });
      return isThere;
    },
  };
}

/** A shell script; returns its path. */
export async function writeProgram(file: string, script: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** A git that first runs `script`; in it `$GIT` is the real one and `$*` what git was asked to do. */
export async function wrappedGit(repository: TestRepository, script: string): Promise<Git> {
  const { executable } = await realGit();
  const file = path.join(await repository.outside(), "git");
  await writeProgram(file, `PATH="$PATH:/usr/bin:/bin"\nGIT='${executable}'\n${script}\nexec "$GIT" "$@"`);
  const found = await findGit({ configured: file, outside: [], searchPath: "" });
  if (found.kind === "missing") throw new Error("The wrapped git was not taken.");
  return found.git;
}
