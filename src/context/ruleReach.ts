/** Tells which of the changed files a rule is meant for, by where its file lies and by what stands at its head. */

import { foldersAbove } from "../text/folders.ts";
import { readFrontMatter } from "./frontMatter.ts";
import type { Reason } from "./piece.ts";
import { matcherOf, matchesEverything } from "./ruleGlobs.ts";

export interface RuleFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** `files` are some of the changed ones; none for a rule that has no say here. */
export interface Reach {
  readonly reason: Reason;
  readonly files: readonly string[];
}

/** A file of this name, in any folder, stands in place of those in the folders above it. */
const nearest = "AGENTS.md";
/** Those of this name add up. */
const further = "CLAUDE.md";
const forAll = [".github/copilot-instructions.md", ".cursorrules"];
const instructions = ".github/instructions";
const cursor = ".cursor/rules";

const ofRepository: Reason = { code: "ruleOfRepository", names: [] };
/** Globs that a reason names. */
const mostNamed = 3;

/** Where rules for these files may stand: files, and folders of files. */
export function rulePlaces(changed: readonly string[]): readonly string[] {
  const folders = ["", ...new Set(changed.flatMap(foldersAbove))];
  const inFolders = folders.flatMap((folder) =>
    [nearest, further].map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
  return [...inFolders, ...forAll, instructions, cursor];
}

export function isRuleFile(path: string): boolean {
  if (path.startsWith(`${instructions}/`)) return path.endsWith(".instructions.md");
  if (path.startsWith(`${cursor}/`)) return path.endsWith(".mdc");
  return [nearest, further].includes(nameOf(path)) || forAll.includes(path);
}

/** `all`: every rule file that was found, this one among them. */
export function reachOf(file: RuleFile, all: readonly RuleFile[], changed: readonly string[]): Reach {
  const { path } = file;
  if (forAll.includes(path)) return { reason: ofRepository, files: changed };
  if (path.startsWith(`${instructions}/`)) return reachOfInstructions(file, changed);
  if (path.startsWith(`${cursor}/`)) return reachOfCursorRule(file, changed);
  const folder = folderOf(path);
  const same = new Set(
    all.filter((each) => nameOf(each.path) === nearest).map((each) => folderOf(each.path)),
  );
  const isMeant = (each: string): boolean => {
    const above = [...foldersAbove(each), ""];
    return nameOf(path) === nearest ? above.find((at) => same.has(at)) === folder : above.includes(folder);
  };
  return {
    reason: folder === "" ? ofRepository : { code: "ruleOfFolder", names: [folder] },
    files: changed.filter(isMeant),
  };
}

/** Without `applyTo` they are for whoever asks for them by name. */
function reachOfInstructions({ text }: RuleFile, changed: readonly string[]): Reach {
  const head = readFrontMatter(text);
  const isForOthers = head.get("excludeagent")?.includes("code-review") === true;
  return reachOfGlobs(isForOthers ? [] : (head.get("applyto") ?? []), changed);
}

/** Without globs, and not for always, they are for a model to choose or for a person to name. */
function reachOfCursorRule({ text }: RuleFile, changed: readonly string[]): Reach {
  const head = readFrontMatter(text);
  if (head.get("alwaysapply")?.[0] === "true") return { reason: ofRepository, files: changed };
  return reachOfGlobs(head.get("globs") ?? [], changed);
}

function reachOfGlobs(globs: readonly string[], changed: readonly string[]): Reach {
  if (globs.some(matchesEverything)) return { reason: ofRepository, files: changed };
  const match = matcherOf(globs);
  const files = changed.filter((path) => match(path).length > 0);
  const names = [...new Set(files.flatMap(match))].sort();
  return { reason: { code: "ruleOfPattern", names: names.slice(0, mostNamed) }, files };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
