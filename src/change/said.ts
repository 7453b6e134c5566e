/** What the author says of a change: the branch that it is made on, and the messages of its commits. */

import { settle } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { headOf } from "./revisions.ts";
import type { Sides } from "./sides.ts";

export interface Said {
  /** Null where the change is not that of the current branch. */
  readonly branch: string | null;
  /** Latest first, without those of merges, which say little and name people. */
  readonly messages: readonly string[];
  /** Full names and addresses of the authors: what is said may hold them, and must not pass them on. */
  readonly people: readonly string[];
}

export const nothingSaid: Said = { branch: null, messages: [], people: [] };

const mostCommits = 30;
/** Bytes of all messages together. */
const mostText = 128 * 1024;

/** Nothing where git can't tell. */
export async function saidOf(git: ProtectedGit, sides: Sides): Promise<Said> {
  const said = await settle(async () => {
    const current = await headOf(git);
    const isCurrent = sides.head.kind !== "commit" || sides.head.commit === current;
    const [branch, commits] = await Promise.all([
      isCurrent ? branchOf(git) : null,
      commitsBetween(git, sides, current),
    ]);
    const own = ["user.name", "user.email"].map((name) => git.config.get(name) ?? "");
    const people = [...own, ...commits.flatMap((commit) => commit.people)];
    return {
      branch,
      messages: commits.map(({ message }) => message),
      people: [...new Set(people.filter((each) => each !== ""))],
    };
  });
  return "kind" in said ? nothingSaid : said;
}

async function branchOf(git: ProtectedGit): Promise<string | null> {
  const named = (await git.ask(["symbolic-ref", "--quiet", "HEAD"]))?.toString().trim();
  return named?.startsWith("refs/heads/") === true ? named.slice("refs/heads/".length) : null;
}

interface SaidInCommit {
  readonly message: string;
  readonly people: readonly string[];
}

async function commitsBetween(
  git: ProtectedGit,
  { base, head }: Sides,
  current: string | null,
): Promise<readonly SaidInCommit[]> {
  const to = head.kind === "commit" ? head.commit : current;
  const from = base.kind === "commit" ? base.commit : null;
  if (to === null || to === from || base.kind === "index") return [];
  const fields = ["%an", "%ae", "%cn", "%ce", "%B"];
  const printed = await git.begin(
    [
      "log",
      "-z",
      `--max-count=${mostCommits}`,
      `--format=tformat:${fields.join("%x00")}`,
      "--no-merges",
      "--no-patch",
      "--no-notes",
      "--no-show-signature",
      "--end-of-options",
      from === null ? to : `${from}..${to}`,
      "--",
    ],
    mostText,
  );
  // A last one that was cut off is left out.
  const texts = printed.toString().split("\0");
  return Array.from({ length: Math.floor((texts.length - 1) / fields.length) }, (_, index) => {
    const [message = "", ...people] = texts
      .slice(index * fields.length, (index + 1) * fields.length)
      .reverse();
    return { message, people };
  });
}
