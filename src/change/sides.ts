/** Says which two versions a scope compares, before anything of them is written or read. */

import type { Scope } from "../contract/scope.ts";
import { failed, GitError } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { ancestorOf, guessBase, headOf, mergeBaseOf, parentOf, resolve, resolveBranch } from "./revisions.ts";

/** The scopes that compare two versions; the others look at files as they are. */
export type ComparingScope = Exclude<Scope, { readonly kind: "files" | "selection" }>;

/** A version that git has already. */
export type FixedVersion =
  | { readonly kind: "commit"; readonly commit: string; readonly label: string }
  /** Before there was anything. */
  | { readonly kind: "empty"; readonly label: string }
  | { readonly kind: "index" };

export interface Sides {
  readonly base: FixedVersion;
  readonly head: FixedVersion | { readonly kind: "working" };
}

export async function sidesOf(scope: ComparingScope, git: ProtectedGit): Promise<Sides> {
  switch (scope.kind) {
    case "uncommitted":
      return { base: await headVersion(git), head: { kind: "working" } };
    case "staged":
      return { base: await headVersion(git), head: { kind: "index" } };
    case "unstaged":
      return { base: { kind: "index" }, head: { kind: "working" } };
    case "branch": {
      const base = await baseOf(scope.base, git);
      return { base, head: scope.committed === true ? await headVersion(git) : { kind: "working" } };
    }
    case "commit": {
      const commit = await named(scope.commit, git);
      return { base: await before(commit, git), head: { kind: "commit", commit, label: short(commit) } };
    }
    case "range":
      return endsOf(scope.range, git);
    case "last":
      return lastOf(scope.commits, git);
  }
}

async function headVersion(git: ProtectedGit): Promise<FixedVersion> {
  const commit = await headOf(git);
  return commit === null ? { kind: "empty", label: "HEAD" } : { kind: "commit", commit, label: "HEAD" };
}

/** The base's name with the commit at which the current work left it. */
async function baseOf(wanted: string | null, git: ProtectedGit): Promise<FixedVersion> {
  const tip =
    wanted === null ? await guessBase(git) : { name: wanted, commit: await resolveBranch(git, wanted) };
  if (tip === null) throw new GitError({ code: "noBase" });
  if (tip.commit === null) throw unknown(tip.name);
  const head = await headOf(git);
  if (head === null) throw unknown("HEAD");
  return {
    kind: "commit",
    commit: await meetingOf([tip.name, tip.commit], ["HEAD", head], git),
    label: tip.name,
  };
}

async function before(commit: string, git: ProtectedGit): Promise<FixedVersion> {
  const parent = await parentOf(git, commit);
  return parent === null
    ? { kind: "empty", label: "empty tree" }
    : { kind: "commit", commit: parent, label: short(parent) };
}

async function endsOf(range: string, git: ProtectedGit): Promise<Sides> {
  const { 1: from, 2: dots, 3: to } = /^(.*?)(\.{2,3})(.*)$/s.exec(range) ?? [];
  if (from === undefined || to === undefined) throw unknown(range);
  const [a, b] = [from === "" ? "HEAD" : from, to === "" ? "HEAD" : to];
  const [start, end] = [await named(a, git), await named(b, git)];
  const base = dots === "..." ? await meetingOf([a, start], [b, end], git) : start;
  return {
    base: { kind: "commit", commit: base, label: base === start ? a : short(base) },
    head: { kind: "commit", commit: end, label: b },
  };
}

async function lastOf(commits: number, git: ProtectedGit): Promise<Sides> {
  const head = await headVersion(git);
  if (head.kind !== "commit") throw unknown("HEAD");
  const start = await ancestorOf(git, head.commit, commits);
  const base: FixedVersion =
    start === null
      ? { kind: "empty", label: "empty tree" }
      : { kind: "commit", commit: start, label: `HEAD~${commits}` };
  return { base, head };
}

/** The merge base of two commits, each given with the name that people know it by. */
async function meetingOf(
  [aName, a]: readonly [string, string],
  [bName, b]: readonly [string, string],
  git: ProtectedGit,
): Promise<string> {
  const commit = await mergeBaseOf(git, a, b);
  if (commit !== null) return commit;
  throw failed(`${aName} and ${bName} have no commit in common, as far as this clone reaches.`);
}

async function named(revision: string, git: ProtectedGit): Promise<string> {
  const commit = await resolve(git, revision);
  if (commit === null) throw unknown(revision);
  return commit;
}

function short(commit: string): string {
  return commit.slice(0, 8);
}

function unknown(revision: string): GitError {
  return new GitError({ code: "badRevision", args: { revision: revision.slice(0, 300) } });
}
