/** Reads what mocha's JSON reporter wrote down: how many tests passed, and what failed in which words. */

import { glob, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export interface Told {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, each as its title and the error below it. */
  readonly failures: readonly string[];
}

/** The part of mocha's report that we read. */
interface Report {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

export const nothingTold: Told = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Sums up every report in the folder. */
export async function readReports(folder: string): Promise<Told> {
  let told = nothingTold;
  for await (const name of glob("*.json", { cwd: folder })) {
    const report = JSON.parse(await readFile(path.join(folder, name), "utf8")) as Report;
    told = {
      passed: told.passed + report.stats.passes,
      failed: told.failed + report.stats.failures,
      skipped: told.skipped + report.stats.pending,
      failures: [...told.failures, ...report.failures.map(inWords)],
    };
  }
  return told;
}

/** Stands in for the report of a test file that ended before it could write one. */
export async function writeCrash(file: string, title: string, output: string): Promise<void> {
  const crash: Report = {
    stats: { passes: 0, failures: 1, pending: 0 },
    failures: [{ fullTitle: title, err: { message: output } }],
  };
  await writeFile(file, JSON.stringify(crash));
}

function inWords({ fullTitle, err }: Report["failures"][number]): string {
  const { message = "", stack = "" } = err;
  // Not every stack repeats its message, and the message of a crash has no stack.
  const text = stack.includes(message) ? stack : `${message}\n${stack}`;
  return `${fullTitle}\n${text.trim().replace(/^/gm, "    ")}`;
}
