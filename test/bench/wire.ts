/** How long it takes from a command to its request on the wire: a review of a repository of 5,000 files, as an editor asks for it. */

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { startedBy } from "../../src/change/git.ts";
import { openAsk } from "../../src/model/ask.ts";
import type { ScanSecrets } from "../../src/privacy/cleared.ts";
import { rememberingScans } from "../../src/privacy/scanned.ts";
import { review } from "../../src/review/review.ts";
import { openStarter, type RunningStarter } from "../../src/starterClient.ts";
import { startWorker, type RunningWorker } from "../../src/workerClient.ts";
import { startSyntaxWorker, type RunningSyntaxWorker } from "../../src/syntaxWorkerClient.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import { settingsFor } from "../support/endpoint/asking.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { aRequest, portsWith, realGit } from "../support/story.ts";
import { leastWork } from "./gatherOnce.ts";
import { realTexts } from "./largeChange.ts";

export interface WireSample {
  /** Milliseconds from the call to the whole request at the server. */
  readonly wire: number;
  /** Milliseconds of each phase on the way. */
  readonly phases: ReadonlyMap<string, number>;
  /** The same change by a plain diff and a plain reading of its files. */
  readonly floor: number;
}

export interface WireBench {
  readonly name: string;
  readonly files: number;
  readonly changed: number;
  readonly open: number;
  readonly inputTokens: number;
  /** With a new process, an empty index and nothing loaded. */
  readonly cold: WireSample;
  readonly warm: readonly WireSample[];
}

const allFiles = 5000;
/** What an editor waits for an index, in milliseconds. */
const patience = 150;

/** `changed` files differ and as many others are open; more of them make a prompt that is full. */
export async function measureWire(
  name: string,
  { changed, times }: { readonly changed: number; readonly times: number },
): Promise<WireBench> {
  const texts = [...(await realTexts(allFiles))];
  const repository = await createRepository();
  const server = await startStandIn({
    answer: () => ({ verdicts: [], findings: [], reply: "", summary: "" }),
  });
  // As in an editor.
  const starter = openStarter({ url: new URL("../../dist/starter.js", import.meta.url) });
  const worker = startWorker({ url: new URL("../../dist/worker.js", import.meta.url) });
  const syntax = startSyntaxWorker({ url: new URL("../../dist/syntaxWorker.js", import.meta.url) });
  try {
    await writeAll(repository, texts);
    await repository.commit("Before");
    // Spread over the repository, so that they lie in many folders.
    const step = Math.floor(allFiles / (2 * changed));
    const chosen = texts.filter((_, index) => index % step === 0);
    const edited = chosen.filter((_, index) => index % 2 === 0).slice(0, changed);
    const open = chosen.filter((_, index) => index % 2 === 1).slice(0, 20);
    const world = { repository, server, starter, worker, scan: rememberingScans(worker.scan), syntax, open };
    const sample = async (edit: number): Promise<WireSample & { readonly tokens: number }> => {
      await writeAll(
        repository,
        edited.map(([file, text]) => [file, text.replace("\n", `\n// edit ${edit}\n`)]),
      );
      const git = await realGit();
      const began = performance.now();
      await leastWork(
        repository.root,
        edited.map(([file]) => file),
        git,
      );
      const floor = performance.now() - began;
      return { floor, ...(await onTheWire(world)) };
    };
    const cold = await sample(0);
    // What an index still lacks is filled in between reviews, as in an editor.
    await filled(world);
    const warm: (WireSample & { readonly tokens: number })[] = [];
    while (warm.length < times) warm.push(await sample(warm.length + 1));
    const inputTokens = warm.at(-1)?.tokens ?? 0;
    return { name, files: allFiles, changed: edited.length, open: open.length, inputTokens, cold, warm };
  } finally {
    starter.dispose();
    await Promise.all([worker.dispose(), syntax.dispose(), server.close(), repository.dispose()]);
  }
}

interface World {
  readonly repository: TestRepository;
  readonly server: StandIn;
  readonly starter: RunningStarter;
  readonly worker: RunningWorker;
  /** With the memory that a window has. */
  readonly scan: ScanSecrets;
  readonly syntax: RunningSyntaxWorker;
  readonly open: readonly (readonly [string, string])[];
}

async function onTheWire(
  world: World,
  waits = patience,
): Promise<Omit<WireSample, "floor"> & { readonly tokens: number }> {
  const { repository, server, starter, worker, scan, syntax, open } = world;
  const git = startedBy(starter.start, await realGit());
  const ports = {
    ...portsWith({
      git,
      worker,
      ask: openAsk(settingsFor(server, "responses")),
      open: open.map(([file, text]) => ({ path: file, text })),
    }),
    scan,
    outlines: syntax.outlines,
    definitions: { of: async () => syntax.definitions, patience: waits },
  };
  const number = server.requests.length + 1;
  const arrival = server.request(number).then(() => performance.now());
  let phase = "starting";
  const began = new Map([[phase, performance.now()]]);
  const { outcome } = await review(aRequest(repository.root), ports, {
    signal: new AbortController().signal,
    listen: ({ phase: { kind } }) => {
      if (kind !== phase) began.set((phase = kind), performance.now());
    },
  });
  if (outcome.kind !== "finished") throw new Error(JSON.stringify(outcome.failures));
  const arrived = await arrival;
  const starts = [...began].filter(([, at]) => at < arrived);
  const phases = new Map(starts.map(([kind, at], index) => [kind, (starts[index + 1]?.[1] ?? arrived) - at]));
  return { wire: arrived - (began.get("starting") ?? 0), phases, tokens: outcome.usage.inputTokens };
}

async function filled(world: World): Promise<void> {
  await onTheWire(world, 120_000);
}

async function writeAll(
  { root }: TestRepository,
  texts: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [file, text] of texts) {
    const full = path.join(root, file);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
  }
}
