/** `second-look review`: runs the story with the ports of a terminal and prints what came of it. */

import { createHmac } from "node:crypto";
import path from "node:path";
import type { StartProgram } from "../change/child.ts";
import { findGit } from "../change/git.ts";
import type { Fault } from "../contract/failure.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import { openAsk, type AskSettings } from "../model/ask.ts";
import type { Kept } from "../memory/kept.ts";
import { endingRemarks } from "../model/ending.ts";
import { describeRequest } from "../model/preview.ts";
import { builtInProfiles } from "../model/profiles.ts";
import { practiseAsk, practiceModel } from "../practice/transport.ts";
import { printJson, toJson } from "../report/json.ts";
import { toText } from "../report/text.ts";
import { Draft } from "../review/draft.ts";
import type { Estimate, Leave, ReviewPorts, ReviewRequest } from "../review/ports.ts";
import { rehearse } from "../review/rehearse.ts";
import { review } from "../review/review.ts";
import type { RunningSyntaxWorker } from "../syntaxWorkerClient.ts";
import type { RunningWorker } from "../workerClient.ts";
import type { ReviewCommand } from "./arguments.ts";
import { defaults } from "./defaults.ts";
import { destinationOf, type Destination } from "./destination.ts";
import { exitCode } from "./exit.ts";
import { definitionsBy, keptBy } from "./kept.ts";
import { ProgressLine } from "./progress.ts";
import { withLines } from "./scopes.ts";
import { announcement, wordsFor } from "./words.ts";

/** Milliseconds. Whoever waits for a model for a minute can wait once for an index. */
const longestIndexing = 5_000;

/** The world of one run; a test brings its own. */
export interface Terminal {
  /** Absolute: where the command was started. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is a screen, on which progress may be drawn. */
  readonly isScreen: boolean;
  readonly worker: RunningWorker;
  readonly syntax: RunningSyntaxWorker;
  /** Starts git. */
  readonly start: StartProgram;
  readonly signal: AbortSignal;
}

export async function runReview(command: ReviewCommand, terminal: Terminal): Promise<number> {
  const { environment, start, signal } = terminal;
  const chosen = destinationOf(command.baseUrl, environment);
  const scope = await withLines(command.scope);
  const outside = [...command.folders, ...foldersOf(scope)];
  const found = await findGit({ configured: null, outside, searchPath: environment.PATH ?? "", start });

  const words = wordsFor(chosen.kind === "refused" ? "" : chosen.destination.variable);
  const beginning = { scope, depth: command.depth, words, now: Date.now, listen: () => undefined };
  const refuse = (fault: Fault): number => {
    const draft = new Draft(beginning);
    draft.fail(fault);
    return tell(draft.close("failed").outcome, command, terminal);
  };
  if (chosen.kind === "refused") return refuse(chosen.fault);
  if (found.kind === "missing") return refuse({ code: "gitMissing" });

  const { destination } = chosen;
  const kept = await keptBy(command, environment);
  const definitions = definitionsBy(terminal.syntax.definitions, environment);
  if (destination.fromEnvironment)
    terminal.err(`Endpoint from SECOND_LOOK_BASE_URL: ${destination.endpoint.host}\n`);
  const model = command.practice ? practiceModel : (command.model ?? defaults.model);
  const request: ReviewRequest = {
    scope,
    folders: command.folders,
    depth: command.depth,
    focus: command.focus,
    settings: {
      model,
      contextLimit: kept.contextLimit(defaults.contextLimit, {
        baseUrl: destination.endpoint.baseUrl,
        model,
      }),
      outputReserve: defaults.outputReserve,
      profiles: builtInProfiles,
      includeOpenFiles: false,
      includeImages: command.images,
      answerLanguage: "",
    },
    unticked: [],
    ...(command.practice || kept.takesTools(destination.endpoint, model)
      ? { tools: { ceilingUsd: defaults.reviewUsd } }
      : {}),
    hookIndex: hookIndexIn(terminal),
  };
  const ports: ReviewPorts = {
    git: found.git,
    scan: terminal.worker.scan,
    count: terminal.worker.count,
    outlines: terminal.syntax.outlines,
    definitions: { of: async (root) => definitions.of(root), patience: longestIndexing },
    openDocuments: async () => [],
    unsavedTexts: async () => [],
    documentText: async () => null,
    problems: async () => [],
    folderSettings: () => ({ exclude: [], instructions: "" }),
    installationKey: kept.installationKey,
    ...(kept.layouts === undefined ? {} : { layouts: kept.layouts }),
    permit: async (estimate) => permit(estimate, { command, destination, kept, terminal }),
    words,
    now: Date.now,
  };

  if (command.action === "review") {
    const progress = new ProgressLine(terminal.isScreen ? terminal.err : null);
    const { outcome } = await review(request, ports, { signal, listen: ({ phase }) => progress.show(phase) });
    progress.clear();
    await kept.close(outcome);
    const code = tell(outcome, command, terminal);
    if (!command.practice) await definitions.saved();
    return code;
  }
  const { outcome, estimate, questions } = await rehearse(request, ports, destination.endpoint.host, signal);
  if (estimate === null) return tell(outcome, command, terminal);
  if (command.action === "dryRun") {
    const budget = await kept.budget(estimate.worstUsd);
    const notices = [...outcome.notices, ...(budget === null ? [] : [words.notice(budget)])];
    return tell({ ...outcome, notices }, command, terminal);
  }
  const asking = askSettings(destination, estimate, kept);
  const requests = questions.map((question) => describeRequest(asking, question));
  terminal.out(printJson({ requests }));
  return exitCode(outcome, command);
}

/** A git in a folder that is reviewed is a stranger's. */
function foldersOf(scope: Scope): readonly string[] {
  if (scope.kind === "files") return scope.files.map((file) => path.dirname(file));
  return scope.kind === "selection" ? [path.dirname(scope.file)] : [];
}

/** git gives a hook the index that is about to be committed, which need not be the one of the repository. */
function hookIndexIn({ environment, folder }: Terminal): string | null {
  const { GIT_INDEX_FILE: index = "" } = environment;
  return index === "" ? null : path.resolve(folder, index);
}

interface Permission {
  readonly command: ReviewCommand;
  readonly destination: Destination;
  readonly kept: Kept;
  readonly terminal: Terminal;
}

/** On the command line, running it is consent: the person named the change and the endpoint in one breath. */
async function permit(
  estimate: Estimate,
  { command, destination, kept, terminal: { err } }: Permission,
): Promise<Leave> {
  if (command.practice) return { kind: "granted", ask: practiseAsk(), remarks: [{ code: "practice" }] };
  const { endpoint, key, variable } = destination;
  if (key === null && !endpoint.local) {
    return { kind: "refused", fault: { code: "noKey", args: { host: endpoint.host, variable } } };
  }
  err(`${announcement(estimate, endpoint.host)}\n`);
  const budget = await kept.budget(estimate.worstUsd);
  if (budget !== null) err(`${wordsFor(variable).notice(budget).message}\n`);
  kept.allow(estimate.worstUsd);
  const ask = openAsk(askSettings(destination, estimate, kept));
  const ending = endingRemarks(builtInProfiles.of(estimate.model), Date.now());
  return { kind: "granted", ask, remarks: [...ending, ...(budget === null ? [] : [budget])] };
}

function askSettings(
  { endpoint, key }: Destination,
  { repositories, model, worstUsdWith }: Estimate,
  { asking }: Kept,
): AskSettings {
  const { fallbackModels, effort, outputReserve } = defaults;
  return {
    ...asking,
    endpoint,
    key,
    model,
    fallbackModels,
    effort,
    outputReserve,
    // Stable for the same repositories, and no way to their paths for anyone without the key.
    cacheKey: createHmac("sha256", key ?? "")
      .update(repositories.map(({ root }) => root).join("\0"))
      .digest("hex")
      .slice(0, 32),
    worstUsdWith,
    // Nobody is there to be asked.
    permitDearer: async () => false,
  };
}

function tell(outcome: Outcome, command: ReviewCommand, { out }: Terminal): number {
  out(command.format === "json" ? toJson(outcome) : toText(outcome));
  return exitCode(outcome, command);
}
