/** Edits one random line of a change, and measures how much of the next prompt stands in the beginning that both share. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { OpenDocument } from "../../src/context/piece.ts";
import { instructions } from "../../src/prompt/instructions.ts";
import type { Layout } from "../../src/prompt/previous.ts";
import type { Plan } from "../../src/prompt/plan.ts";
import { Draft } from "../../src/review/draft.ts";
import type { PreparePorts } from "../../src/review/ports.ts";
import { prepare } from "../../src/review/prepare.ts";
import { aRequest, portsWith, realGit, scriptedAsk, sourceWorker } from "../support/story.ts";
import { cleanEnvironment } from "../support/vscode/environment.ts";
import { run } from "../support/vscode/processes.ts";

const usage = "Usage: npm run test:prefix -- [--seeds N] [--open N] [--edits N] REPOSITORY…";

/** Files of one commit: fewer are no work in progress, more are no one's. */
const [fewest, most] = [2, 40];

interface Options {
  readonly seeds: number;
  /** How many other files are open: the nearest to the change. */
  readonly open: number;
  /** How many lines are edited one after the other, each in the file of the one before; the last two prompts are compared. */
  readonly edits: number;
}

const { options, folders } = readArguments(process.argv.slice(2));
if (folders.length === 0) {
  console.error(usage);
  process.exit(2);
}

const git = await realGit();
const worker = sourceWorker();
const scratch = await mkdtemp(path.join(tmpdir(), "second-look-prefix-"));
const shares: { readonly repository: string; readonly share: number; readonly tokens: number }[] = [];
try {
  const perRepository = Math.ceil(options.seeds / folders.length);
  for (const folder of folders) {
    const repository = path.basename(path.resolve(folder));
    const root = path.join(scratch, repository);
    await run("git", ["clone", "--quiet", path.resolve(folder), root], { env: cleanEnvironment() });
    const commits = await commitsOf(root);
    for (let seed = 1; seed <= perRepository && commits.length > 0; seed += 1) {
      const random = randomFrom(seed);
      const commit = commits[Math.floor(random() * commits.length)] ?? "";
      const measured = await measure(root, commit, random);
      if (measured !== null) shares.push({ repository, ...measured });
    }
    tell(
      repository,
      shares.filter((each) => each.repository === repository),
    );
    await rm(root, { recursive: true, force: true });
  }
  tell("all", shares);
} finally {
  await worker.dispose();
  await rm(scratch, { recursive: true, force: true });
}

function tell(name: string, measured: typeof shares): void {
  const sorted = measured.map(({ share }) => share).sort((a, b) => a - b);
  const tokens = measured.map((each) => each.tokens).sort((a, b) => a - b);
  const at = (numbers: readonly number[], q: number): number =>
    numbers[Math.floor((numbers.length - 1) * q)] ?? 0;
  const percent = (q: number): string => `${(at(sorted, q) * 100).toFixed(1)} %`;
  console.log(
    `${name}: ${measured.length} seeds, prompt of ${at(tokens, 0.5)} tokens (median); ` +
      `in the unchanged beginning: median ${percent(0.5)}, 10th percentile ${percent(0.1)}, 90th ${percent(0.9)}`,
  );
}

/** Null where the commit leaves nothing to edit. */
async function measure(
  root: string,
  commit: string,
  random: () => number,
): Promise<{ readonly share: number; readonly tokens: number } | null> {
  await plainGit(root, "checkout", "--quiet", "--force", "--detach", commit);
  await plainGit(root, "clean", "--quiet", "-ffdx");
  await plainGit(root, "reset", "--quiet", `${commit}~1`);
  await plainGit(root, "add", "--intent-to-add", "--all");
  const changed = (await plainGit(root, "diff", "--name-only", "--no-renames", "--diff-filter=AM", "-z"))
    .split("\0")
    .filter((name) => name !== "");
  const open = await openBeside(root, changed);
  const first = await planOf(root, open, null);
  if (first === null) return null;
  const file = await pick(root, first, random);
  if (file === null) return null;
  let [before, after] = [first, first];
  for (let edit = 0; edit < options.edits; edit += 1) {
    await editLine(path.join(root, file), random);
    before = after;
    const next = await planOf(root, open, before.layout);
    if (next === null) return null;
    after = next;
  }
  return compare(before, after);
}

/** Over all requests of the second plan: what of its tokens a provider could read from what the first one sent. */
async function compare(
  before: Plan,
  after: Plan,
): Promise<{ readonly share: number; readonly tokens: number }> {
  const prompts = before.parts.map(({ material }) => instructions + material);
  const texts: string[] = [];
  for (const { material } of after.parts) {
    const prompt = instructions + material;
    const shared = Math.max(...prompts.map((each) => sharedLength(each, prompt)));
    texts.push(prompt.slice(0, shared), prompt.slice(shared));
  }
  const counts = await worker.count(texts, new AbortController().signal);
  const tokens = counts.reduce((sum, count) => sum + count, 0);
  const kept = counts.filter((_, index) => index % 2 === 0).reduce((sum, count) => sum + count, 0);
  return { share: kept / tokens, tokens };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

async function planOf(
  root: string,
  open: readonly OpenDocument[],
  previous: Layout | null,
): Promise<Plan | null> {
  const request = aRequest(root, { depth: "standard" });
  const ports: PreparePorts = {
    ...portsWith({ git, worker, ask: scriptedAsk(), open }),
    layouts: { last: async () => previous, keep: async () => undefined },
  };
  const draft = new Draft({
    scope: request.scope,
    depth: request.depth,
    words: ports.words,
    now: Date.now,
    listen: () => undefined,
  });
  const prepared = await prepare(request, ports, draft, new AbortController().signal);
  return prepared.kind === "ready" ? prepared.plan : null;
}

/** A file of the change, the longer the likelier: as if a line of them all had been drawn. */
async function pick(root: string, { coverage }: Plan, random: () => number): Promise<string | null> {
  const files = coverage.filter(
    ({ sent, change }) => sent !== "none" && sent !== "named" && change !== "deleted",
  );
  const lines = await Promise.all(
    files.map(async ({ path: file }) => (await readFile(path.join(root, file), "utf8")).split("\n").length),
  );
  let drawn = random() * lines.reduce((sum, count) => sum + count, 0);
  for (const [index, count] of lines.entries()) {
    drawn -= count;
    if (drawn < 0) return files[index]?.path ?? null;
  }
  return null;
}

async function editLine(file: string, random: () => number): Promise<void> {
  const lines = (await readFile(file, "utf8")).split("\n");
  const at = Math.floor(random() * lines.length);
  const mark = Math.floor(random() * 1e6);
  await writeFile(file, lines.with(at, `${lines[at] ?? ""} edited${mark}`).join("\n"));
}

/** Those that stand nearest: in the folders of the changed files first. */
async function openBeside(root: string, changed: readonly string[]): Promise<readonly OpenDocument[]> {
  if (options.open === 0) return [];
  const folders = new Set(changed.map((file) => path.dirname(file)));
  const tracked = (await plainGit(root, "ls-files", "-z")).split("\0");
  const isNear = (file: string): boolean => folders.has(path.dirname(file));
  const extensions = new Set(changed.map((file) => path.extname(file)));
  const others = tracked.filter(
    (file) => file !== "" && !changed.includes(file) && extensions.has(path.extname(file)),
  );
  const nearest = [...others.filter(isNear), ...others.filter((file) => !isNear(file))].slice(
    0,
    options.open,
  );
  const texts = nearest.map(async (file) => ({
    path: file,
    text: await readFile(path.join(root, file), "utf8").catch(() => ""),
  }));
  return Promise.all(texts);
}

async function commitsOf(root: string): Promise<readonly string[]> {
  const log = await plainGit(
    root,
    "log",
    "--no-merges",
    "--max-count=300",
    "--format=%x00%H",
    "--name-only",
    "HEAD",
  );
  return log.split("\0").flatMap((entry) => {
    const [commit = "", ...files] = entry.split("\n").filter((line) => line !== "");
    return files.length >= fewest && files.length <= most ? [commit] : [];
  });
}

async function plainGit(root: string, ...args: readonly string[]): Promise<string> {
  return run("git", ["-C", root, ...args], { env: cleanEnvironment() });
}

/** The same numbers for the same seed, from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readArguments(args: readonly string[]): {
  readonly options: Options;
  readonly folders: readonly string[];
} {
  const options = { seeds: 200, open: 0, edits: 1 };
  const folders: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const name = /^--(seeds|open|edits)$/.exec(args[at] ?? "")?.[1];
    if (name === undefined) folders.push(args[at] ?? "");
    else options[name as keyof Options] = Number(args[(at += 1)]);
  }
  return { options, folders };
}
