#!/usr/bin/env node
/** The command line's entry: connects the process to the command and does nothing else. */

import { startHere } from "./change/child.ts";
import { parseCommand, usage, type CheckCommand, type ReviewCommand } from "./cli/arguments.ts";
import { runCheck } from "./cli/check.ts";
import { destinationOf } from "./cli/destination.ts";
import { exitCodes } from "./cli/exit.ts";
import { obey } from "./cli/network.ts";
import { runReview } from "./cli/review.ts";
import { version } from "./cli/version.ts";
import { plainLine } from "./report/terminal.ts";
import { startSyntaxWorker } from "./syntaxWorkerClient.ts";
import { startWorker } from "./workerClient.ts";

async function main(): Promise<number> {
  const folder = process.cwd();
  const command = parseCommand(process.argv.slice(2), folder);
  switch (command.kind) {
    case "help":
      process.stdout.write(usage);
      return exitCodes.reviewed;
    case "version":
      process.stdout.write(`second-look ${version}\n`);
      return exitCodes.reviewed;
    case "wrong":
      process.stderr.write(`${plainLine(command.problem)}\nSee second-look --help.\n`);
      return exitCodes.wrongUse;
    case "check":
    case "review":
      return ask(command, folder);
  }
}

/** The commands that go to an endpoint. */
async function ask(command: CheckCommand | ReviewCommand, folder: string): Promise<number> {
  const chosen = destinationOf(command.baseUrl, process.env);
  const problem =
    chosen.kind === "refused" ? null : await obey(process.env, chosen.destination.endpoint.baseUrl);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    return exitCodes.wrongUse;
  }
  switch (command.kind) {
    case "check":
      return runCheck(command, {
        environment: process.env,
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
        signal: interruption(),
      });
    case "review": {
      const worker = startWorker({ url: new URL("./worker.js", import.meta.url) });
      const syntax = startSyntaxWorker({ url: new URL("./syntaxWorker.js", import.meta.url) });
      try {
        return await runReview(command, {
          folder,
          environment: process.env,
          out: (text) => process.stdout.write(text),
          err: (text) => process.stderr.write(text),
          isScreen: process.stderr.isTTY,
          worker,
          syntax,
          start: startHere,
          signal: interruption(),
        });
      } finally {
        await Promise.all([worker.dispose(), syntax.dispose()]);
      }
    }
  }
}

/** The first Ctrl-C ends the review in good order, with what was found so far; the second ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      controller.abort();
      process.once(signal, () => process.exit(exitCodes.interrupted));
    });
  }
  return controller.signal;
}

process.exitCode = await main();
