/** The story's ports for tests: a real git and a real worker, and a model that says what the test wrote down. */

import { findGit, type Git } from "../../src/change/git.ts";
import type { UnsavedText } from "../../src/change/change.ts";
import type { Ask, AskEvent, Question, Spent } from "../../src/model/asking.ts";
import { builtInProfiles } from "../../src/model/profiles.ts";
import type { OpenDocument } from "../../src/context/piece.ts";
import type { Leave, ReviewPorts, ReviewRequest, ReviewSettings } from "../../src/review/ports.ts";
import { wordsFor } from "../../src/cli/words.ts";
import { start } from "./starting.ts";
import { sourceSyntaxWorker } from "./syntax.ts";
import { startWorker, type RunningWorker } from "../../src/workerClient.ts";

export async function realGit(): Promise<Git> {
  const found = await findGit({ configured: null, outside: [], searchPath: process.env.PATH ?? "", start });
  if (found.kind === "missing") throw new Error("The tests need git.");
  return found.git;
}

export function sourceWorker(): RunningWorker {
  return startWorker({ url: new URL("../../src/worker.ts", import.meta.url) });
}

export const settings: ReviewSettings = {
  model: "o4-mini",
  profiles: builtInProfiles,
  contextLimit: 200_000,
  outputReserve: 32_000,
  includeOpenFiles: true,
  includeImages: false,
  answerLanguage: "",
};

export function aRequest(folder: string, part: Partial<ReviewRequest> = {}): ReviewRequest {
  return {
    scope: { kind: "uncommitted" },
    folders: [folder],
    depth: "quick",
    settings,
    unticked: [],
    hookIndex: null,
    ...part,
  };
}

export const spent: Spent = {
  model: "o4-mini",
  answeredBy: "o4-mini-2025-04-16",
  requests: 1,
  inputTokens: 1000,
  cachedTokens: 0,
  outputTokens: 100,
  reasoningTokens: 50,
  reported: true,
};

/** What the answer of one round holds; what a test does not name stays empty. */
export interface ScriptedAnswer {
  readonly verdicts?: readonly unknown[];
  readonly findings?: readonly unknown[];
  readonly reply?: string;
  readonly summary?: string;
}

export function answerText({
  verdicts = [],
  findings = [],
  reply = "",
  summary = "",
}: ScriptedAnswer): string {
  return JSON.stringify({ verdicts, findings, reply, summary });
}

/** The events of a round, or what its answer holds. */
export type Round = readonly AskEvent[] | ScriptedAnswer;

/** Answers round after round, each in pieces of a few characters, and remembers what it was asked. */
export function scriptedAsk(...rounds: readonly Round[]): Ask & { readonly asked: Question[] } {
  const asked: Question[] = [];
  const ask: Ask = async function* (question) {
    const round = rounds[asked.length] ?? {};
    asked.push(question);
    if (isEvents(round)) yield* round;
    else {
      yield* inPieces(answerText(round));
      yield { kind: "finished", spent };
    }
  };
  return Object.assign(ask, { asked });
}

export function* inPieces(text: string): Iterable<AskEvent> {
  for (let start = 0; start < text.length; start += 7)
    yield { kind: "text", text: text.slice(start, start + 7) };
}

export interface PortsForTests {
  readonly git: Git;
  readonly worker: RunningWorker;
  readonly ask: Ask;
  readonly leave?: Leave;
  readonly open?: readonly OpenDocument[];
  readonly unsaved?: readonly UnsavedText[];
}

/** One for all: it ends with the process. */
const syntax = sourceSyntaxWorker();

export function portsWith({ git, worker, ask, leave, open = [], unsaved = [] }: PortsForTests): ReviewPorts {
  return {
    git,
    scan: worker.scan,
    count: worker.count,
    outlines: syntax.outlines,
    definitions: { of: async () => syntax.definitions, patience: 60_000 },
    openDocuments: async () => open,
    unsavedTexts: async () => unsaved,
    documentText: async () => null,
    problems: async () => [],
    folderSettings: () => ({ exclude: [], instructions: "" }),
    installationKey: "the same in every test",
    permit: async () => leave ?? { kind: "granted", ask, remarks: [] },
    words: wordsFor("OPENAI_API_KEY"),
    now: () => Date.parse("2026-11-24T12:00:00Z"),
  };
}

function isEvents(round: Round): round is readonly AskEvent[] {
  return Array.isArray(round);
}
