/** Rebuilds every new version of the last commits of real repositories from the old one and the hunks, and compares the ids with plain git's. */

import path from "node:path";
import type { Git } from "../../src/change/git.ts";
import { changeIn } from "../support/gathering.ts";
import { plainGit, truthBetween, verify, type PlainGit } from "../support/rebuilding.ts";
import { realGit } from "../support/story.ts";

const usage = "Usage: npm run test:rebuild -- [--commits N] REPOSITORY…";

const columns = [
  "commits",
  "merges",
  "paths",
  "rebuilt",
  "hunks",
  "renames",
  "binaries",
  "submodules",
  "links",
  "non-ASCII names",
  "CRLF files",
  "not UTF-8",
  "too large",
  "contradictions",
] as const;
type Tally = Record<(typeof columns)[number], number>;

interface Pair {
  readonly commit: string;
  /** The first parent; null for a first commit. */
  readonly parent: string | null;
  readonly isMerge: boolean;
}

const [commits, folders] = readArguments(process.argv.slice(2));
if (folders.length === 0 || !Number.isInteger(commits) || commits < 1) {
  console.error(usage);
  process.exit(2);
}
const git = await realGit();
const rows: Record<string, Tally> = {};
for (const folder of folders) {
  const root = path.resolve(folder);
  rows[path.basename(root)] = await rebuildCommits(root, git);
}
console.table(rows);
if (Object.values(rows).some((tally) => tally.contradictions > 0)) process.exitCode = 1;

async function rebuildCommits(root: string, git: Git): Promise<Tally> {
  const plain = plainGit(root);
  const emptyTree = (await plain(["hash-object", "-t", "tree", "--stdin"])).toString().trim();
  const tally = Object.fromEntries(columns.map((column) => [column, 0])) as Tally;
  for (const pair of await pairsOf(plain)) {
    tally.commits += 1;
    if (pair.isMerge) tally.merges += 1;
    for (const sentence of await rebuildCommit({ root, git, plain, emptyTree, pair, tally })) {
      tally.contradictions += 1;
      console.error(`${path.basename(root)} ${pair.commit}: ${sentence}`);
    }
  }
  return tally;
}

async function pairsOf(plain: PlainGit): Promise<readonly Pair[]> {
  const log = (await plain(["rev-list", "--parents", `--max-count=${commits}`, "HEAD"])).toString();
  return log
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [commit = "", parent = null, ...others] = line.split(" ");
      return { commit, parent, isMerge: others.length > 0 };
    });
}

interface Rebuilding {
  readonly root: string;
  readonly git: Git;
  readonly plain: PlainGit;
  readonly emptyTree: string;
  readonly pair: Pair;
  readonly tally: Tally;
}

/** What plain git and the change say differently of one commit, a sentence each. */
async function rebuildCommit(options: Rebuilding): Promise<readonly string[]> {
  const { root, git, plain, emptyTree, pair, tally } = options;
  const scope = { kind: "commit", commit: pair.commit } as const;
  try {
    const truth = await truthBetween(plain, pair.parent ?? emptyTree, pair.commit);
    const change = await changeIn({ folder: root, git, scope });
    const { wrong, rebuilt } = verify(change, truth);
    tally.paths += truth.raw.size;
    tally.rebuilt += rebuilt.length;
    for (const file of change.files) {
      const kinds = [file.old.kind, file.new.kind];
      tally.hunks += file.hunks.length;
      tally.renames += file.oldPath === null ? 0 : 1;
      tally.binaries += kinds.includes("binary") ? 1 : 0;
      tally.submodules += kinds.includes("submodule") ? 1 : 0;
      tally.links += kinds.includes("link") ? 1 : 0;
      tally["non-ASCII names"] += /[^ -~]/.test(file.path) ? 1 : 0;
      tally["CRLF files"] += hasReturns(file.new) || hasReturns(file.old) ? 1 : 0;
      tally["not UTF-8"] += kinds.includes("encoding") ? 1 : 0;
      tally["too large"] += kinds.includes("tooLarge") ? 1 : 0;
    }
    return wrong;
  } catch (error) {
    return [error instanceof Error ? error.message : "it could not be gathered"];
  }
}

function hasReturns(content: { readonly kind: string; readonly text?: string }): boolean {
  return content.text?.includes("\r\n") ?? false;
}

function readArguments(args: readonly string[]): readonly [commits: number, folders: readonly string[]] {
  const at = args.indexOf("--commits");
  return at < 0 ? [500, args] : [Number(args[at + 1]), args.toSpliced(at, 2)];
}
