/** Lists what git ignores only since the change, or by a rule that is no part of the repository: it must not just be missing. */

import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ReadTexts } from "./change.ts";
import { failed } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined, records } from "./records.ts";
import { filesAbove, openRulesAlone } from "./rulesAlone.ts";
import type { Scratch } from "./scratch.ts";

/** One line of a rule file. */
export interface Rule {
  /** Of the file; relative to the root, with `/`. */
  readonly path: string;
  readonly pattern: string;
  /** 1-based. */
  readonly line: number;
}

export interface Hidden {
  /** A file, or a folder without the `/` at its end. */
  readonly path: string;
  /** The rule of a `.gitignore` that the change adds; null for a rule of somewhere else. */
  readonly rule: Rule | null;
}

/** What a person keeps out everywhere (`core.excludesFile` outside of the repository) is nobody's change. */
export async function listHidden(
  git: ProtectedGit,
  scratch: Scratch,
  base: ReadTexts,
): Promise<readonly Hidden[]> {
  const listed = await git.run([
    "ls-files",
    "-z",
    "--others",
    "--ignored",
    "--exclude-standard",
    "--directory",
  ]);
  const ignored = records(listed).filter((each) => !each.includes("\ufffd"));
  const before = await ignoredBefore(ignored, git, scratch, base);
  const since = ignored.filter((each) => !before.has(each));
  if (since.length === 0) return [];
  const asking = git.with({ GIT_LITERAL_PATHSPECS: "0" });
  const list = joined(since.map((each) => `./${each}`));
  const answer = await asking.ask(["check-ignore", "--verbose", "-z", "--stdin"], { input: list });
  return answer === null ? [] : hiddenIn(records(answer), git.folder);
}

async function ignoredBefore(
  paths: readonly string[],
  git: ProtectedGit,
  scratch: Scratch,
  base: ReadTexts,
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const texts = await base(filesAbove(paths, ".gitignore"));
  const alone = await openRulesAlone(git, scratch, { name: "ignored", texts });
  // A rule for folders alone looks whether there is one.
  for (const folder of paths.filter((each) => each.endsWith("/"))) {
    await mkdir(path.join(alone.folder, folder), { recursive: true }).catch(() => undefined);
  }
  const asking = alone.with({ GIT_LITERAL_PATHSPECS: "0" });
  const args = ["-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"];
  const answer = await asking.ask(args, { input: joined(paths.map((each) => `./${each}`)) });
  return new Set(answer === null ? [] : records(answer).map((each) => each.replace(/^\.\//, "")));
}

/** Four fields a path: the file of the rule, the line, the pattern, the name. */
function hiddenIn(fields: readonly string[], root: string): readonly Hidden[] {
  if (fields.length % 4 !== 0) throw failed("a list of its ended in the middle.");
  const found: Hidden[] = [];
  for (let at = 0; at < fields.length; at += 4) {
    const [source = "", line = "", pattern = "", name = ""] = fields.slice(at, at + 4);
    const file = path.isAbsolute(source) ? path.relative(root, source) : source;
    const isOutside = file.startsWith("..") || path.isAbsolute(file) || file.startsWith("~");
    if (isOutside && !/[\\/]info[\\/]exclude$/.test(source)) continue;
    const isPart = /(^|\/)\.gitignore$/.test(file);
    found.push({
      path: name.replace(/^\.\//, "").replace(/\/$/, ""),
      rule: isPart ? { path: file, pattern, line: Number(line) } : null,
    });
  }
  return found;
}
