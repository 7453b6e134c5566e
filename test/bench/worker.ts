/** How fast the worker counts tokens and looks for secrets, as multiples of hashing the same text. */

import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import { startWorker } from "../../src/workerClient.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";

export interface WorkerSample {
  readonly hash: number;
  readonly count: number;
  readonly scan: number;
}

export interface WorkerBench {
  readonly characters: number;
  readonly tokens: number;
  /** Milliseconds; the first ones load the tokenizer and the scanner's rules as well. */
  readonly cold: WorkerSample;
  readonly warm: readonly WorkerSample[];
}

/** Texts of the size that a full prompt has, from real code. */
const wantedCharacters = 700_000;
const forever = new AbortController().signal;

export async function measureWorker(times: number): Promise<WorkerBench> {
  const text = await realCode();
  const worker = startWorker({ url: new URL("../../dist/worker.js", import.meta.url) });
  const sample = async (): Promise<WorkerSample> => ({
    hash: await timed(async () => createHash("sha256").update(text).digest()),
    count: await timed(() => worker.count([text], forever)),
    scan: await timed(() => worker.scan(text, forever)),
  });
  try {
    const cold = await sample();
    const warm: WorkerSample[] = [];
    while (warm.length < times) warm.push(await sample());
    const [tokens = 0] = await worker.count([text], forever);
    return { characters: text.length, tokens, cold, warm };
  } finally {
    await worker.dispose();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function realCode(): Promise<string> {
  const names: string[] = [];
  const cwd = path.join(repositoryRoot, "node_modules/eslint/lib");
  for await (const name of glob("**/*.js", { cwd })) names.push(name);
  let text = "";
  for (const name of names.sort()) {
    if (text.length >= wantedCharacters) break;
    text += await readFile(path.join(cwd, name), "utf8");
  }
  return text.slice(0, wantedCharacters);
}
