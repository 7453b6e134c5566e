/** Runs one test file of a copy of the checkout, and reads from mocha's own report which tests passed and which failed. */

import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import path from "node:path";
import { withoutKeys } from "../support/vscode/environment.ts";
import { end, start } from "../support/vscode/processes.ts";

/** Full titles. */
export interface Trial {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** What was printed, where no report came of it. */
  readonly trouble: string;
}

/** The part of mocha's report that we read. */
interface Report {
  readonly passes: readonly { readonly fullTitle: string }[];
  readonly failures: readonly { readonly fullTitle: string }[];
}

/** Milliseconds; a mutant that never ends proves nothing. */
const longest = 5 * 60_000;

/** `title` chooses the tests whose full title holds it; null runs the whole file. */
export async function runTests(copy: string, file: string, title: string | null): Promise<Trial> {
  const scratch = await mkdtemp(path.join(path.dirname(copy), "trial-"));
  const report = path.join(scratch, "report.json");
  const args = [
    path.join(copy, "node_modules/mocha/bin/mocha.js"),
    ...["--reporter", "json", "--reporter-option", `output=${report}`],
    ...(title === null ? [] : ["--fgrep", title]),
    file,
  ];
  const child = start(process.execPath, args, {
    cwd: copy,
    env: { ...withoutKeys(process.env), TMPDIR: scratch, TEMP: scratch, TMP: scratch, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => (printed += text.toString()));
  const hang = AbortSignal.timeout(longest);
  hang.addEventListener("abort", () => void end(child));
  await once(child, "close");

  const text = await readFile(report, "utf8").catch(() => null);
  if (text === null) return { passed: [], failed: [], trouble: printed.trim() || "It did not end." };
  const { passes, failures } = JSON.parse(text) as Report;
  const titles = (tests: Report["passes"]): readonly string[] => tests.map(({ fullTitle }) => fullTitle);
  return { passed: titles(passes), failed: titles(failures), trouble: "" };
}
