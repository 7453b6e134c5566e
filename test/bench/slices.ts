/** Whether a review lets the editor breathe: the longest slice of its main thread over changes that are hard on it. */

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { hostileNames, makeHostile } from "./hostile.ts";

export interface SliceSample {
  readonly name: string;
  /** How the review ended, and of how many files it sent anything. */
  readonly kind: string;
  readonly sent: number;
  readonly files: number;
  /** Milliseconds of CPU between two turns of the event loop. */
  readonly slice: number;
  readonly idle: number;
  readonly milliseconds: number;
}

/** A review of each hostile change; the last sample has a stall planted in it, and shows that one would be seen. */
export async function measureSlices(names = hostileNames): Promise<readonly SliceSample[]> {
  const samples: SliceSample[] = [];
  for (const name of names) {
    const { repository } = await makeHostile(name);
    try {
      samples.push({ ...(await inChild(repository.root, "nothing")), name });
      if (name !== names.at(-1)) continue;
      samples.push({
        ...(await inChild(repository.root, "stall")),
        name: "the same with a planted stall of 80 ms",
      });
    } finally {
      await repository.dispose();
    }
  }
  return samples;
}

async function inChild(folder: string, plant: "nothing" | "stall"): Promise<Omit<SliceSample, "name">> {
  const script = path.join(import.meta.dirname, "reviewChild.ts");
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder, plant], { env });
  return JSON.parse(stdout) as Omit<SliceSample, "name">;
}
