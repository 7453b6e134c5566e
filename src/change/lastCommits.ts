/** Which commits last touched some lines: what was meant by them when they were written. */

import type { LineRange } from "../text/lines.ts";
import { settle } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { sideBySide } from "./slices.ts";

export interface WantedLines {
  /** The name before the change, relative to the root, with `/`. */
  readonly path: string;
  /** Lines before the change; at least one run. */
  readonly lines: readonly LineRange[];
}

export interface LastCommit {
  readonly path: string;
  /** The first line of its message. */
  readonly subject: string;
  /** The names and the address of its author: the message may hold them, and must not pass them on. */
  readonly people: readonly string[];
}

/** The latest first, for each path; nothing for those that were not found out in time. */
export type ReadLastCommits = (wanted: readonly WantedLines[]) => Promise<readonly LastCommit[]>;

/** Milliseconds for all of it: nobody waits longer for what is merely good to know. */
const soon = 150;
/** First parents. What lies further back takes long to find and tells little of today's change. */
const furthest = 100;
/** Runs of lines of one file. */
const mostRuns = 8;

/** `commit`: the version before the change; `within`: milliseconds. */
export function lastCommitsAt(git: ProtectedGit, commit: string, within = soon): ReadLastCommits {
  return async (wanted) => {
    const hurried = git.until(AbortSignal.timeout(within));
    const start = await settle(async () => beginningOf(hurried, commit));
    if (typeof start !== "string") return [];
    const reach = start === "" ? [commit] : [`^${start}`, commit];
    const found = await sideBySide(wanted, async ({ path, lines }) => {
      const runs = lines.slice(0, mostRuns).flatMap(({ start, end }) => ["-L", `${start},${end}`]);
      const args = ["-c", "blame.ignoreRevsFile=", "blame", "--incremental", "--no-textconv", ...runs];
      const printed = await settle(async () => hurried.run([...args, ...reach, "--", path]));
      return Buffer.isBuffer(printed) ? commitsIn(path, printed.toString()) : [];
    });
    return found.flat();
  };
}

/** The commit that is not looked behind; empty where the history is shorter. */
async function beginningOf(git: ProtectedGit, commit: string): Promise<string> {
  const args = ["rev-list", "--first-parent", "--max-count=1", `--skip=${furthest}`, commit, "--"];
  return (await git.run(args)).toString().trim();
}

/** Each is described where it is first named. One at the end of what is looked at has not written the lines: they were there. */
function commitsIn(path: string, printed: string): readonly LastCommit[] {
  const found: (LastCommit & { readonly when: number })[] = [];
  let told = new Map<string, string>();
  for (const line of printed.split("\n")) {
    const space = line.indexOf(" ");
    const [key, value] = space === -1 ? [line, ""] : [line.slice(0, space), line.slice(space + 1)];
    if (/^[0-9a-f]{40,64}$/.test(key)) told = new Map();
    else told.set(key, value);
    const subject = told.get("summary");
    if (key !== "filename" || subject === undefined || told.has("boundary")) continue;
    const people = ["author", "author-mail", "committer", "committer-mail"].map(
      (name) => told.get(name) ?? "",
    );
    const when = Number(told.get("committer-time"));
    found.push({ path, subject, when, people: people.map((each) => each.replaceAll(/[<>]/g, "")) });
  }
  return found.sort((a, b) => b.when - a.when).map(({ when: _, ...commit }) => commit);
}
