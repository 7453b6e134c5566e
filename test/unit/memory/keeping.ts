/** A folder to keep things in, and a clock that only moves when it is told to, or when somebody waits. */

import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Folder } from "../../../src/memory/folder.ts";
import type { Clock } from "../../../src/memory/lock.ts";
import type { Place } from "../../../src/memory/place.ts";

export interface TestFolder {
  readonly base: string;
  readonly place: Place;
  readonly folder: Folder;
  dispose(): Promise<void>;
}

export async function testFolder(): Promise<TestFolder> {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-memory-")));
  const place = { base, below: ["state", "second-look"] };
  const folder = new Folder(place, process.getuid?.() ?? null);
  return { base, place, folder, dispose: () => rm(base, { recursive: true, force: true }) };
}

export interface TestClock extends Clock {
  set(now: Date | number): void;
  /** Called before each wait ends. */
  meanwhile: () => Promise<void>;
}

export function testClock(start: Date): TestClock {
  let now = start.getTime();
  const clock: TestClock = {
    now: () => now,
    set: (to) => void (now = typeof to === "number" ? to : to.getTime()),
    meanwhile: async () => undefined,
    wait: async (milliseconds) => {
      now += milliseconds;
      await clock.meanwhile();
    },
  };
  return clock;
}

/** Every file below a folder, by its path in it. */
export async function contentsOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [path.relative(root, file), await readFile(file, "utf8")] as const),
  );
  return Object.fromEntries(texts);
}
