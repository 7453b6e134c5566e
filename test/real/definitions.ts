/** How often the prompt holds the definition of what added lines use: over the last commits of real repositories, by an oracle of its own. */

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { printTable } from "../bench/samples.ts";
import { realGit, sourceWorker } from "../support/story.ts";
import {
  addedIn,
  commitsOf,
  lineHunks,
  realRepository,
  standingAt,
  type RealRepository,
} from "./definitions/commits.ts";
import { labelsOf } from "./definitions/labels.ts";
import { budgets, measure, type Measured, type Where } from "./definitions/measure.ts";
import { pyrightOracle } from "./definitions/pyright.ts";
import { typescriptOracle } from "./definitions/typescript.ts";
import type { AddedLines, CommitUses, Oracle } from "./definitions/use.ts";

const usage =
  "Usage: npm run test:definitions -- [--commits N] [--install-pyright] [--missed FILE] REPOSITORY…";

/** A commit that adds more lines than these was mostly not written by hand, and would outweigh all others. */
const mostLines = 1000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    commits: { type: "string", default: "15" },
    "install-pyright": { type: "boolean", default: false },
    missed: { type: "string" },
  },
});
const wanted = Number(values.commits);
if (positionals.length === 0 || !Number.isInteger(wanted) || wanted < 1) {
  console.error(usage);
  process.exit(2);
}

interface Row {
  readonly name: string;
  readonly by: string;
  readonly commits: number;
  readonly measured: readonly Measured[];
}

const oracles = [typescriptOracle(), ...(values["install-pyright"] ? [await pyrightOracle()] : [])];
const git = await realGit();
const worker = sourceWorker();
const rows: Row[] = [];
const missed: string[] = [];
for (const folder of positionals) rows.push(await rowOf(realRepository(folder)));
await worker.dispose();
for (const oracle of oracles) await oracle.dispose();

print("All definitions that the repository has", () => true);
print("Defined in the change itself", ({ where }) => where === "the change itself");
print("Defined elsewhere in the same file", ({ where }) => where === "the same file");
print("Defined in another file", ({ where }) => where === "another file");
if (values.missed !== undefined) await writeFile(values.missed, `${missed.join("\n")}\n`);

async function rowOf(repository: RealRepository): Promise<Row> {
  const labelled = await labelsOf(repository.name);
  const judged = labelled ?? (await judge(repository));
  const measured: Measured[] = [];
  for (const each of judged.commits) {
    const hunks = await lineHunks(repository, each.commit);
    const found = await measure({ repository, git, worker }, each, hunks);
    measured.push(...found);
    missed.push(...found.flatMap((one) => missOf(repository.name, each.commit, one)));
  }
  const by = labelled === null ? judged.language : `${judged.language}, ${labelled.lines} lines by hand`;
  return { name: repository.name, by, commits: judged.commits.length, measured };
}

/** The newest commits whose added lines use anything, judged by whichever tool reads most of the repository. */
async function judge(
  repository: RealRepository,
): Promise<{ readonly language: string; readonly commits: readonly CommitUses[] }> {
  const listed = (await repository.git(["ls-files"])).toString().split("\n");
  const [oracle] = oracles.toSorted((a, b) => reading(b, listed) - reading(a, listed));
  const found: CommitUses[] = [];
  if (oracle === undefined || reading(oracle, listed) === 0)
    return { language: "no oracle reads it", commits: found };
  const standAt = await standingAt(repository);
  for (const commit of await commitsOf(repository)) {
    if (found.length === wanted) break;
    const added = addedIn(await lineHunks(repository, commit));
    if (!isWorthALook(added, oracle)) continue;
    const uses = await oracle.usesIn(await standAt(commit, added));
    if (uses.length > 0) found.push({ commit, uses });
  }
  return { language: oracle.language, commits: found };
}

function reading({ reads }: Oracle, listed: readonly string[]): number {
  return listed.filter(reads).length;
}

function isWorthALook(added: AddedLines, { reads }: Oracle): boolean {
  const read = [...added].filter(([name]) => reads(name)).map(([, lines]) => lines.size);
  const lines = read.reduce((sum, each) => sum + each, 0);
  return lines > 0 && lines <= mostLines;
}

function print(heading: string, counts: (one: Measured) => boolean): void {
  const row = (name: string, by: string, commits: number, all: readonly Measured[]): readonly string[] => {
    const measured = all.filter(counts);
    const shares = budgets.map((budget) => shareOf(measured, (one) => one.shownAt.has(budget)));
    return [name, by, String(commits), String(measured.length), ...shares];
  };
  const commits = rows.reduce((sum, each) => sum + each.commits, 0);
  printTable(`${heading}: the share that the prompt holds beside the line that uses them`, [
    ["repository", "judged by", "commits", "uses", ...budgets.map((budget) => `${budget / 1000}K`)],
    ...rows.map((each) => row(each.name, each.by, each.commits, each.measured)),
    row(
      "together",
      "",
      commits,
      rows.flatMap(({ measured }) => measured),
    ),
  ]);
}

function shareOf(measured: readonly Measured[], counts: (one: Measured) => boolean): string {
  if (measured.length === 0) return "–";
  const share = measured.filter(counts).length / measured.length;
  return `${(100 * share).toFixed(1)} %`;
}

/** Missed at the middle budget: what to look at first. */
function missOf(name: string, commit: string, { use, where, shownAt }: Measured): readonly string[] {
  if (shownAt.has(budgets[1])) return [];
  const defined = use.definedAt.map(({ path, line }) => `${path}:${line}`).join(" ");
  return [
    [name, commit.slice(0, 12), `${use.path}:${use.line}`, use.name, where satisfies Where, defined].join(
      "\t",
    ),
  ];
}
