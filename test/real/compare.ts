/** Reviews the same commits with this extension's command line and with another reviewer, against the same recording endpoint. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inWords, printTable, spreadOf } from "../bench/samples.ts";
import { sourceWorker } from "../support/story.ts";
import { cleanEnvironment } from "../support/vscode/environment.ts";
import { removeAtEnd, run } from "../support/vscode/processes.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { plainGit } from "../support/rebuilding.ts";
import { startRecorder, type Recorder } from "./recorder.ts";

const usage = "Usage: npm run test:compare -- REPOSITORY COMMIT [REPOSITORY COMMIT]…";
/** It is installed to a temporary folder. */
const other = "@alibaba-group/open-code-review@1.12.4";
const times = 5;

interface Sample {
  /** Milliseconds from the start of the process to its first whole request. */
  readonly first: number;
  readonly requests: number;
  readonly tokens: number;
  /** Of the hunks that plain git names, how many had all of their lines in some request. */
  readonly hunks: number;
}

interface Reviewer {
  readonly name: string;
  /** Ends when the review has. */
  readonly review: (root: string, commit: string, recorder: Recorder) => Promise<void>;
}

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.length % 2 !== 0) {
  console.error(usage);
  process.exit(2);
}
const home = await mkdtemp(path.join(tmpdir(), "second-look-compare-"));
removeAtEnd(home);
const worker = sourceWorker();
const reviewers = [ours(), await theirs()];
const rows: string[][] = [];
for (let at = 0; at < wanted.length; at += 2) {
  const root = path.resolve(wanted[at] ?? "");
  const commit = wanted[at + 1] ?? "";
  const hunks = await hunksOf(root, commit);
  const samples = new Map<string, Sample[]>();
  // Interleaved, so that what else this machine does falls on both.
  for (let time = 0; time < times; time += 1) {
    for (const reviewer of reviewers) {
      const sample = await measure(reviewer, { root, commit, hunks });
      samples.set(reviewer.name, [...(samples.get(reviewer.name) ?? []), sample]);
    }
  }
  for (const [name, all] of samples) {
    const told = (of: (sample: Sample) => number): string => inWords(spreadOf(all.map(of)), 0);
    const share = `${told((sample) => sample.hunks)} of ${hunks.length}`;
    const what = `${path.basename(root)} ${commit.slice(0, 8)}`;
    rows.push([
      what,
      name,
      told(({ first }) => first),
      told(({ requests }) => requests),
      told(({ tokens }) => tokens),
      share,
    ]);
  }
}
await worker.dispose();
printTable(`Median (least–most) of ${times} runs`, [
  ["commit", "reviewer", "ms to the first request", "requests", "input tokens", "hunks sent"],
  ...rows,
]);
process.exit();

async function measure(
  reviewer: Reviewer,
  {
    root,
    commit,
    hunks,
  }: { readonly root: string; readonly commit: string; readonly hunks: readonly Hunk[] },
): Promise<Sample> {
  const recorder = await startRecorder();
  try {
    const began = performance.now();
    await reviewer.review(root, commit, recorder);
    const texts = recorder.requests.map(({ text }) => text);
    const counts = await worker.count(texts, new AbortController().signal);
    return {
      first: (recorder.requests[0]?.at ?? Number.NaN) - began,
      requests: texts.length,
      tokens: counts.reduce((sum, count) => sum + count, 0),
      hunks: hunks.filter((lines) => lines.every((line) => texts.some((text) => text.includes(line)))).length,
    };
  } finally {
    await recorder.close();
  }
}

function ours(): Reviewer {
  const script = path.join(repositoryRoot, "dist/cli.js");
  return {
    name: "Second Look",
    review: async (root, commit, { baseUrl }) => {
      const flags = ["--repo", root, "--commit", commit, "--base-url", baseUrl, "--model", "o4-mini"];
      await toItsEnd(process.execPath, [script, "review", ...flags, "--format", "json"]);
    },
  };
}

async function theirs(): Promise<Reviewer> {
  const folder = path.join(home, "other");
  await mkdir(folder);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", other], { cwd: folder });
  const platform = `ocr-${process.platform}-${process.arch}`;
  const program = path.join(folder, "node_modules/@alibaba-group", platform, "bin/opencodereview");
  const settings = { protocol: "openai", api_key: "any", model: "o4-mini" };
  const set = async (name: string, value: string): Promise<void> =>
    toItsEnd(program, ["config", "set", name, value]);
  await set("provider", "recorder");
  for (const [name, value] of Object.entries(settings)) await set(`custom_providers.recorder.${name}`, value);
  await set("model", "o4-mini");
  return {
    name: other.replace(/^@[^/]+\//, ""),
    review: async (root, commit, { baseUrl }) => {
      await set("custom_providers.recorder.url", baseUrl);
      await toItsEnd(program, ["review", "--repo", root, "--commit", commit, "--format", "json"]);
    },
  };
}

/** In a home of its own; what it finds or fails with is not asked about. */
async function toItsEnd(program: string, args: readonly string[]): Promise<void> {
  const own = { HOME: home, XDG_STATE_HOME: home, XDG_DATA_HOME: home, SECOND_LOOK_API_KEY: "any" };
  const child = spawn(program, args, { env: cleanEnvironment(own), stdio: "ignore" });
  await once(child, "close");
}

/** The added and removed lines of one hunk, blank ones left out. */
type Hunk = readonly string[];

async function hunksOf(root: string, commit: string): Promise<readonly Hunk[]> {
  const args = ["show", "--format=", "-m", "--first-parent", "--no-ext-diff", "--no-textconv", "--unified=0"];
  const printed = (await plainGit(root)([...args, commit])).toString();
  return printed
    .split(/^@@ .*$|^diff --git .*$/m)
    .map((text) => text.split("\n").filter((line) => /^[-+](?!--|\+\+)/.test(line)))
    .map((lines) => lines.map((line) => line.slice(1).trim()).filter((line) => line !== ""))
    .filter((lines) => lines.length > 0);
}
