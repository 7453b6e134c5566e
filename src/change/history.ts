/** What the editor's pickers and diffs need to know of a repository: its branches, its commits, a file as it once was. */

import type { Fault } from "../contract/failure.ts";
import { readTextAt, readTextInIndex } from "./contents.ts";
import type { Git } from "./git.ts";
import { failed, settle } from "./gitError.ts";
import { protect } from "./protect.ts";
import type { Repository } from "./repository.ts";
import { guessBase, headOf, resolve } from "./revisions.ts";

export interface Branch {
  /** `main`, or `origin/main` of a remote. */
  readonly name: string;
  readonly isCurrent: boolean;
  /** First line of its last commit. */
  readonly subject: string;
  /** ISO 8601. */
  readonly when: string;
}

export interface Commit {
  /** The full id. */
  readonly id: string;
  readonly subject: string;
  readonly author: string;
  /** ISO 8601. */
  readonly when: string;
}

interface Place {
  readonly repository: Repository;
  readonly git: Git;
  readonly signal: AbortSignal;
}

export type ListedBranches =
  /** Latest first. `guess` is the branch that a review would most likely compare with. */
  | { readonly kind: "listed"; readonly branches: readonly Branch[]; readonly guess: string | null }
  | { readonly kind: "failed"; readonly fault: Fault };

export type ListedCommits =
  /** Latest first; none before the first commit. */
  | { readonly kind: "listed"; readonly commits: readonly Commit[] }
  | { readonly kind: "failed"; readonly fault: Fault };

/** Enough to pick from; the rest can be typed. */
const mostBranches = 1000;

export async function listBranches({ repository, git: any, signal }: Place): Promise<ListedBranches> {
  return settle(async () => {
    const git = await protect({ git: any, folder: repository.root, signal });
    const fields = [
      "%(refname:lstrip=2)",
      "%(symref)",
      "%(HEAD)",
      "%(contents:subject)",
      "%(committerdate:iso-strict)",
    ];
    const args = [`--count=${mostBranches}`, "--sort=-committerdate", `--format=${fields.join("%00")}%00`];
    const listed = await git.run(["for-each-ref", ...args, "refs/heads", "refs/remotes"]);
    const branches = inGroups(listed, fields.length)
      .filter(([, symref]) => symref === "")
      .map(([name = "", , head, subject = "", when = ""]) => ({
        name,
        isCurrent: head === "*",
        subject,
        when,
      }));
    return { kind: "listed", branches, guess: (await guessBase(git))?.name ?? null };
  });
}

/** Every commit that HEAD reaches, or only those of its own line: a merge's first parent, and so on. */
export type Along = "all" | "firstParents";

export const walking: Readonly<Record<Along, readonly string[]>> = {
  all: [],
  firstParents: ["--first-parent"],
};

/** The commits that HEAD reaches, at most `most`. */
export async function listCommits(
  options: Place & { readonly most: number; readonly along?: Along },
): Promise<ListedCommits> {
  const { repository, signal, most, along = "all" } = options;
  return settle(async () => {
    const git = await protect({ git: options.git, folder: repository.root, signal });
    if ((await headOf(git)) === null) return { kind: "listed", commits: [] };
    const fields = ["%H", "%s", "%an", "%cI"];
    const args = [`--max-count=${most}`, `--format=${fields.join("%x00")}%x00`, "--no-patch", "--no-notes"];
    const listed = await git.run([
      "log",
      ...args,
      ...walking[along],
      "--no-show-signature",
      "--end-of-options",
      "HEAD",
      "--",
    ]);
    const commits = inGroups(listed, fields.length).map(([id = "", subject = "", author = "", when = ""]) => {
      return { id, subject, author, when };
    });
    return { kind: "listed", commits };
  });
}

export type KeptVersion = { readonly kind: "commit"; readonly commit: string } | { readonly kind: "index" };

/** The text of a path (relative to the root, with `/`) in a version; null when absent, no text, over 1 MB, or not to be had. */
export async function readAt(
  options: Place & { readonly version: KeptVersion; readonly path: string },
): Promise<string | null> {
  const { repository, signal, path, version } = options;
  const text = await settle(async () => {
    const git = await protect({ git: options.git, folder: repository.root, signal });
    if (version.kind === "index") return readTextInIndex(git, path);
    const commit = await resolve(git, version.commit);
    return commit === null ? null : readTextAt(git, commit, path);
  });
  return typeof text === "string" ? text : null;
}

/** Each field ends with a NUL, each group of them with a line break. */
function inGroups(bytes: Buffer, size: number): readonly (readonly string[])[] {
  const fields = bytes.toString().split("\0");
  if (fields.pop()?.trim() !== "" || fields.length % size !== 0)
    throw failed("a list of its ended in the middle.");
  const groups = Array.from({ length: fields.length / size }, (_, index) =>
    fields.slice(index * size, (index + 1) * size),
  );
  return groups.map(([first = "", ...rest]) => [first.replace(/^\n/, ""), ...rest]);
}
