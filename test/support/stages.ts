/** Runs one stage of `npm test` as programs of their own, and counts by their reports, never by what they print. */

import { once } from "node:events";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { nothingTold, readReports, type Told } from "./reports.ts";
import { withoutKeys } from "./vscode/environment.ts";
import { end, removeAtEnd, start } from "./vscode/processes.ts";
import { repositoryRoot } from "./vscode/cache.ts";

export interface Stage {
  readonly name: string;
  /** Stages that must have ended well before this one is worth running. */
  readonly needs?: readonly string[];
  /** A check is passed or not; tests are counted, and none at all is a failure. */
  readonly kind: "check" | "tests";
  /** Scripts with their arguments, run one after another under our Node; tests leave their reports in the folder. */
  readonly scripts: (reports: string) => readonly (readonly string[])[];
}

export interface Ended extends Told {
  readonly stage: Stage;
  readonly seconds: number;
  /** Everything a failed stage has to say; empty when all is well. */
  readonly output: string;
}

/** No stage runs longer than this, in milliseconds: a hang is a failure, not a wait. */
const limit = 15 * 60_000;

export async function runStage(stage: Stage): Promise<Ended> {
  const began = performance.now();
  const scratch = await mkdtemp(path.join(tmpdir(), "second-look-test-"));
  removeAtEnd(scratch);
  const reports = path.join(scratch, "reports");
  await mkdir(reports);

  let output = "";
  let wrong = "";
  for (const script of stage.scripts(reports)) {
    const ran = await runScript(script, scratch);
    output += ran.printed;
    if (ran.ending !== "well") wrong ||= `${script[0] ?? ""} ended with ${ran.ending}.`;
  }

  let told = stage.kind === "tests" ? await readReports(reports) : nothingTold;
  if (stage.kind === "tests" && told.passed + told.failed === 0) wrong ||= "It ran no tests.";
  // What failed without a failing test to show for it counts once.
  if (wrong !== "" && told.failed === 0) told = { ...told, failed: 1, failures: [wrong] };
  return {
    ...told,
    stage,
    seconds: (performance.now() - began) / 1000,
    output:
      told.failed === 0
        ? ""
        : [output.trimEnd(), ...told.failures].filter((text) => text !== "").join("\n\n"),
  };
}

/** What stands for a stage that was not run because another one failed. */
export function notRun(stage: Stage, failed: string): Ended {
  return { ...nothingTold, stage, seconds: 0, failed: 1, output: `Not run, because ${failed} failed.` };
}

/** Whatever the script leaves in its temporary folder goes with `scratch`. */
async function runScript(
  [script = "", ...args]: readonly string[],
  scratch: string,
): Promise<{ readonly ending: string; readonly printed: string }> {
  const child = start(process.execPath, [path.resolve(repositoryRoot, script), ...args], {
    cwd: repositoryRoot,
    env: { ...withoutKeys(process.env), TMPDIR: scratch, TEMP: scratch, TMP: scratch, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout?.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (printed += text.toString()));
  const hang = AbortSignal.timeout(limit);
  hang.addEventListener("abort", () => void end(child));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  const ending = hang.aborted
    ? `no end after ${limit / 60_000} minutes`
    : (signal ?? `code ${code ?? "unknown"}`);
  return { ending: code === 0 ? "well" : ending, printed };
}
