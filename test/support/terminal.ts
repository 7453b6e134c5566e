/** The command line as a test drives it: real arguments, a real worker, and what was printed. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseCommand } from "../../src/cli/arguments.ts";
import { runReview } from "../../src/cli/review.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { RunningWorker } from "../../src/workerClient.ts";
import { start } from "./starting.ts";
import { sourceSyntaxWorker } from "./syntax.ts";
import { assertValidOutcome } from "./validOutcome.ts";

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Drive {
  readonly worker: RunningWorker;
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs `second-look ARGV…` in `folder`. The environment is what is given, PATH, and a new folder for stored data. */
export async function secondLook(argv: readonly string[], drive: Drive): Promise<Printed> {
  const state = await mkdtemp(path.join(tmpdir(), "second-look-state-"));
  try {
    const environment = { XDG_STATE_HOME: state, ...drive.environment };
    return await run(argv, { ...drive, environment });
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

/** One for all: it ends with the process. */
const syntax = sourceSyntaxWorker();

async function run(argv: readonly string[], drive: Drive): Promise<Printed> {
  const { worker, folder, environment = {}, signal = new AbortController().signal } = drive;
  const command = parseCommand(argv, folder);
  if (command.kind !== "review") throw new Error(`Not a review: ${JSON.stringify(command)}`);
  let [out, err] = ["", ""];
  const code = await runReview(command, {
    folder,
    environment: { PATH: process.env.PATH, ...environment },
    out: (text) => (out += text),
    err: (text) => (err += text),
    isScreen: false,
    worker,
    syntax,
    start,
    signal,
  });
  return { code, out, err };
}

/** The same with `--format json`, read back and checked against the schema. */
export async function outcomeOf(
  argv: readonly string[],
  drive: Drive,
): Promise<Printed & { readonly outcome: Outcome }> {
  const printed = await secondLook([...argv, "--format", "json"], drive);
  const outcome = JSON.parse(printed.out) as Outcome;
  assertValidOutcome(outcome);
  return { ...printed, outcome };
}
