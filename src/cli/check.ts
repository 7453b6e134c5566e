/** `second-look check`: asks an endpoint tiny questions and prints what works and what to do about the rest. */

import type { Fault } from "../contract/failure.ts";
import { openMemory } from "../memory/memory.ts";
import { attempt } from "../model/attempt.ts";
import { probe, probeWorstUsd, remember } from "../model/probe.ts";
import { builtInProfiles } from "../model/profiles.ts";
import { withinBudget } from "../model/spending.ts";
import { checkText, reportOf, type Fill } from "../report/check.ts";
import { usd } from "../report/figures.ts";
import { printJson } from "../report/json.ts";
import { plainLine } from "../report/terminal.ts";
import type { Words } from "../review/ports.ts";
import type { CheckCommand } from "./arguments.ts";
import { defaults } from "./defaults.ts";
import { destinationOf } from "./destination.ts";
import { exitCodes } from "./exit.ts";
import type { Terminal } from "./review.ts";
import { wordsFor } from "./words.ts";

export type CheckTerminal = Pick<Terminal, "environment" | "out" | "err" | "signal">;

/** Running it is consent: nothing of any repository is read, let alone sent. */
export async function runCheck(command: CheckCommand, terminal: CheckTerminal): Promise<number> {
  const { environment, err, out, signal } = terminal;
  const chosen = destinationOf(command.baseUrl, environment);
  const words = wordsFor(chosen.kind === "refused" ? "" : chosen.destination.variable);
  if (chosen.kind === "refused") return refuse(chosen.fault, words, { command, out });
  const { endpoint, key, variable, fromEnvironment } = chosen.destination;
  if (fromEnvironment) err(`Endpoint from SECOND_LOOK_BASE_URL: ${endpoint.host}\n`);
  if (key === null && !endpoint.local)
    return refuse({ code: "noKey", args: { host: endpoint.host, variable } }, words, { command, out });

  const profiles = builtInProfiles;
  const model = command.model ?? defaults.model;
  const worstUsd = probeWorstUsd(model, profiles);
  const price = worstUsd === null ? "price unknown" : `${usd(worstUsd)} at worst`;
  err(`Asking ${plainLine(endpoint.host)} a few tiny questions for ${plainLine(model)}, ${price}.\n`);

  const memory = openMemory(process.platform, environment);
  const budgets = { dailyUsd: command.dailyBudget, onSaveDailyUsd: defaults.onSaveDailyUsd };
  const spending = memory.spending(budgets, "asked");
  const asking = { profiles, attempt: withinBudget(attempt, { spending, profiles }) };
  const { fallbackModels } = defaults;
  const probed = await probe({ endpoint, key, model, fallbackModels, ...asking }, signal);
  const endpoints = await memory.endpoints();
  remember(endpoint, probed, endpoints);
  await endpoints.saved();

  const report = reportOf(
    { endpoint, model, profiles, probed },
    { failure: (fault) => words.failure(fault), fill },
  );
  out(command.format === "json" ? printJson(report) : checkText(report, fill));
  if (probed.cancelled) return exitCodes.interrupted;
  return report.usable ? exitCodes.reviewed : exitCodes.failed;
}

/** Before anything was asked. */
function refuse(fault: Fault, words: Words, { command, out }: Telling): number {
  const { code, message, nextStep } = words.failure(fault);
  if (command.format === "json")
    out(printJson({ schemaVersion: 1, kind: "failed", code, message, nextStep }));
  else out(`${plainLine(message)}\n  ${plainLine(nextStep)}\n`);
  return exitCodes.failed;
}

interface Telling {
  readonly command: CheckCommand;
  readonly out: (text: string) => void;
}

const fill: Fill = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)] ?? ""));
