/** What gathering a large change costs: its time beside the least that a reviewer could do, its longest slice, its memory. */

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { realGit } from "../support/story.ts";
import { forever, gatherOnce, leastWork, type Taken } from "./gatherOnce.ts";
import { makeLargeChange } from "./largeChange.ts";

export interface GatheringSample {
  /** Milliseconds. */
  readonly floor: number;
  readonly gather: number;
}

export interface GatheringBench {
  readonly change: Taken & { readonly characters: number };
  readonly cold: GatheringSample;
  readonly warm: readonly GatheringSample[];
  /** Milliseconds of CPU between two turns of the event loop. */
  readonly slices: { readonly idle: number; readonly gathering: number; readonly withStall: number };
  /** Whether a process ended well under so many megabytes of heap. */
  readonly memory: readonly { readonly limit: string; readonly work: string; readonly endedWell: boolean }[];
}

interface ChildSample {
  readonly taken: Taken;
  readonly slice: number;
  readonly idle: number;
}

type Plant = "nothing" | "stall" | "hog";

export async function measureGathering(times: number): Promise<GatheringBench> {
  const { repository, files, lines, characters } = await makeLargeChange();
  const { root } = repository;
  try {
    const git = await realGit();
    const whole = { files: files.length, lines };
    const sample = async (): Promise<GatheringSample> => ({
      floor: await timed(whole, async () => leastWork(root, files, git)),
      gather: await timed(whole, async () => gatherOnce(root, git)),
    });
    const cold = await sample();
    const warm: GatheringSample[] = [];
    while (warm.length < times) warm.push(await sample());

    const plain = await inChild(root, "nothing", null);
    const stalled = await inChild(root, "stall", null);
    if (plain === null || stalled === null) throw new Error("Gathering failed without any limit.");
    const { idle, slice } = plain;
    const memory: GatheringBench["memory"][number][] = [];
    for (const [plant, work] of [
      ["nothing", "gathering"],
      ["hog", "gathering beside a hog"],
    ] as const) {
      for (const limit of [null, 300]) {
        const ended = await inChild(root, plant, limit);
        memory.push({ limit: limit === null ? "none" : `${limit} MB`, work, endedWell: ended !== null });
      }
    }
    return {
      change: { ...whole, characters },
      cold,
      warm,
      slices: { idle, gathering: slice, withStall: stalled.slice },
      memory,
    };
  } finally {
    await repository.dispose();
  }
}

async function timed(whole: Taken, work: () => Promise<Taken>): Promise<number> {
  const began = performance.now();
  const taken = await work();
  const milliseconds = performance.now() - began;
  if (taken.files !== whole.files || taken.lines !== whole.lines)
    throw new Error(`${taken.files} files and ${taken.lines} lines is not all of the change.`);
  return milliseconds;
}

/** Null when the process died. `megabytes` limits the old generation of its heap. */
async function inChild(folder: string, plant: Plant, megabytes: number | null): Promise<ChildSample | null> {
  const limit = megabytes === null ? [] : [`--max-old-space-size=${megabytes}`];
  const script = path.join(import.meta.dirname, "gatherChild.ts");
  try {
    const options = { signal: forever, env: { ...process.env, NODE_OPTIONS: "" } };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...limit, script, folder, plant],
      options,
    );
    return JSON.parse(stdout) as ChildSample;
  } catch {
    return null;
  }
}
