/** Knows the files in which a repository says what must not be shown to an AI, and reads the globs in them. */

import { compile, everything, type Glob, type Globs } from "./globs.ts";
import { excludedIn, settingsFile } from "./repositorySettings.ts";

/** As the makers of AI tools call them; each is of the form of `.gitignore` and counts from its own folder down. */
const ignoreFiles = [".aiignore", ".cursorignore", ".copilotignore", ".codeiumignore", ".aiexclude"];

/** Characters. A longer one would take long to read, and nobody wrote it by hand. */
const longest = 256 * 1024;

/** `folder` is relative to the root and ends with `/`; that of the root is empty. */
export function ruleFilesIn(folder: string): readonly string[] {
  const here = ignoreFiles.map((name) => `${folder}${name}`);
  return folder === "" ? [...here, settingsFile] : here;
}

/** The folder that the globs of a rule file count from. */
export function reachOf(file: string): string {
  return file === settingsFile ? "" : file.slice(0, file.lastIndexOf("/") + 1);
}

/** `text` is null where the file is there but no text can be made of it: then everything that it could mean stays here. */
export function readRules(file: string, text: string | null): Globs {
  if (text === null || text.length > longest) return everything;
  const globs = file === settingsFile ? excludedIn(text) : linesOf(text);
  return globs === null ? everything : compile(globs);
}

function linesOf(text: string): readonly Glob[] {
  return text.split(/\r?\n/).map((pattern, index) => ({ pattern, line: index + 1 }));
}
