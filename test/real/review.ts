/** Reviews the last commits of real repositories in practice mode, and holds coverage and findings against plain git. */

import path from "node:path";
import type { Git } from "../../src/change/git.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import { practiseAsk, practiceModel } from "../../src/practice/transport.ts";
import { review } from "../../src/review/review.ts";
import type { RunningWorker } from "../../src/workerClient.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";
import { aRequest, portsWith, realGit, settings, sourceWorker } from "../support/story.ts";
import { cleanEnvironment } from "../support/vscode/environment.ts";
import { run } from "../support/vscode/processes.ts";

const usage = "Usage: npm run test:real -- [--commits N] REPOSITORY…";

interface Tally {
  commits: number;
  merges: number;
  paths: number;
  reviewed: number;
  findings: number;
  anchored: number;
  incomplete: number;
}

const [options, folders] = readArguments(process.argv.slice(2));
if (folders.length === 0) {
  console.error(usage);
  process.exit(2);
}
const git = await realGit();
const worker = sourceWorker();
const wrong: string[] = [];
for (const folder of folders) {
  const tally = await reviewCommits(path.resolve(folder), { git, worker });
  console.log(
    `${path.basename(path.resolve(folder))}: ${tally.commits} commits (${tally.merges} merges), ` +
      `${tally.paths} changed paths, all accounted for; ${tally.reviewed} sent; ` +
      `${tally.findings} findings, ${tally.anchored} anchored; ${tally.incomplete} reviews incomplete`,
  );
}
await worker.dispose();
for (const sentence of wrong) console.error(sentence);
if (wrong.length > 0) process.exitCode = 1;

async function reviewCommits(
  root: string,
  { git, worker }: { readonly git: Git; readonly worker: RunningWorker },
): Promise<Tally> {
  const log = (await plainGit(root, "rev-list", "--parents", `--max-count=${options.commits}`, "HEAD"))
    .trim()
    .split("\n");
  const tally: Tally = {
    commits: 0,
    merges: 0,
    paths: 0,
    reviewed: 0,
    findings: 0,
    anchored: 0,
    incomplete: 0,
  };
  for (const line of log) {
    const [commit = "", parent, ...others] = line.split(" ");
    const request = aRequest(root, {
      scope: { kind: "commit", commit },
      depth: "standard",
      settings: { ...settings, model: practiceModel },
    });
    const { outcome } = await review(request, portsWith({ git, worker, ask: practiseAsk() }), {
      signal: new AbortController().signal,
      listen: () => undefined,
    });
    assertValidOutcome(outcome);
    await check(root, { commit, parent, outcome });
    tally.commits += 1;
    tally.merges += others.length > 0 ? 1 : 0;
    tally.paths += outcome.coverage.files.length;
    tally.reviewed += outcome.coverage.files.filter(({ sent }) => sent === "whole" || sent === "part").length;
    tally.findings += outcome.findings.length;
    tally.anchored += outcome.findings.filter(({ anchor }) => anchor.kind === "anchored").length;
    tally.incomplete += outcome.coverage.complete ? 0 : 1;
  }
  return tally;
}

interface Reviewed {
  readonly commit: string;
  /** Undefined for the first commit. */
  readonly parent: string | undefined;
  readonly outcome: Outcome;
}

/** Every path that plain git says differs is in the coverage, and the other way round; every quote stands at its line. */
async function check(root: string, { commit, parent, outcome }: Reviewed): Promise<void> {
  const emptyTree = (await plainGit(root, "hash-object", "-t", "tree", "/dev/null")).trim();
  const sides = [parent ?? emptyTree, commit];
  const printed = await plainGit(root, "diff-tree", "-r", "-z", "--no-renames", "--name-only", ...sides);
  const expected = new Set(printed.split("\0").filter((name) => name !== ""));
  const accounted = new Set(
    outcome.coverage.files.flatMap(({ path, oldPath }) => [
      path,
      ...(oldPath === undefined ? [] : [oldPath]),
    ]),
  );
  for (const name of expected)
    if (!accounted.has(name)) wrong.push(`${commit}: ${name} is missing from the coverage`);
  for (const name of accounted)
    if (!expected.has(name)) wrong.push(`${commit}: ${name} is in the coverage but did not change`);
  if (outcome.kind !== "finished" && !(outcome.kind === "nothingToReview" && expected.size === 0)) {
    const codes = outcome.failures.map(({ code, message }) => `${code} ${message}`).join("; ");
    const onlyPolicy = outcome.coverage.files.every(({ reason }) => reason !== undefined);
    if (!onlyPolicy) wrong.push(`${commit}: ${outcome.kind} ${codes}`);
  }
  for (const { path: file, side, startLine, endLine, quote } of outcome.findings) {
    if (startLine === null || endLine === null) continue;
    const text = await plainGit(root, "show", `${side === "new" ? commit : (parent ?? "")}:${file}`);
    const lines = text.split(/\r?\n/).slice(startLine - 1, endLine);
    if (!lines.join("\n").includes(quote))
      wrong.push(`${commit}: ${file}:${startLine} does not hold its quote`);
  }
}

async function plainGit(root: string, ...args: readonly string[]): Promise<string> {
  return run("git", ["--no-replace-objects", "-C", root, ...args], { env: cleanEnvironment() });
}

function readArguments(args: readonly string[]): [{ readonly commits: number }, readonly string[]] {
  const at = args.indexOf("--commits");
  if (at < 0) return [{ commits: 100 }, args];
  return [{ commits: Number(args[at + 1]) }, args.toSpliced(at, 2)];
}
