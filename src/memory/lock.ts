/** One process at a time: a file that only one can make, and that says who holds it and since when. */

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { Unusable, type Folder } from "./folder.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const clock: Clock = { now: Date.now, wait: async (milliseconds) => delay(milliseconds) };

/** Who holds a lock. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly id: string;
}

/** Milliseconds that a lock is ever held, many times over: the work under it is a few small files. */
const longestHeld = 60_000;
/** Milliseconds between making the file and writing into it, many times over. */
const longestUnsigned = 2000;
/** Milliseconds to wait for it in all, and at a time. */
const longestWait = 10_000;
const pause = 10;

/**
 * Does `work` while no other process does work under the same name. `isHeld` says whether that still holds: a process
 * that was stopped for long may have been taken for dead. Rejects with `Unusable` where it takes too long.
 */
export async function locked<T>(
  { folder, name, clock }: { readonly folder: Folder; readonly name: string; readonly clock: Clock },
  work: (isHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const id = randomBytes(12).toString("hex");
  const take = (file: string): Promise<boolean> =>
    folder.create(
      file,
      JSON.stringify({ host: hostname(), pid: process.pid, since: clock.now(), id } satisfies Holder),
    );
  const isHeld = async (): Promise<boolean> => (await holderOf(folder, name))?.id === id;
  for (let waited = 0; !(await take(name)); waited += pause) {
    if (waited >= longestWait) throw new Unusable("LOCKED");
    await breakIfLeft({ folder, name, clock, take });
    await clock.wait(pause);
  }
  try {
    return await work(isHeld);
  } finally {
    if (await isHeld()) await folder.remove(name);
  }
}

/**
 * Takes away the lock of a process that is gone. Only one may do so at a time, and it looks again first: else the second of
 * two would take away the lock that the first has made for itself.
 */
async function breakIfLeft(of: {
  readonly folder: Folder;
  readonly name: string;
  readonly clock: Clock;
  readonly take: (file: string) => Promise<boolean>;
}): Promise<void> {
  const { folder, name, clock, take } = of;
  const breaking = `${name}.breaking`;
  if (!(await isLeft(folder, name, clock.now()))) return;
  if (!(await take(breaking))) {
    if (await isLeft(folder, breaking, clock.now())) await folder.remove(breaking);
    return;
  }
  try {
    if (await isLeft(folder, name, clock.now())) await folder.remove(name);
  } finally {
    await folder.remove(breaking);
  }
}

async function isLeft(folder: Folder, name: string, now: number): Promise<boolean> {
  const holder = await holderOf(folder, name);
  if (holder === null) {
    // Made a moment ago and not signed yet, or by a process that ended right there.
    const made = (await folder.files()).find((file) => file.name === name)?.changed ?? now;
    return Math.abs(now - made) > longestUnsigned;
  }
  // Either way: a clock may have been set back.
  if (Math.abs(now - holder.since) > longestHeld) return true;
  return holder.host === hostname() && !isAlive(holder.pid);
}

/** Null where it is not there, or nobody has signed it. */
async function holderOf(folder: Folder, name: string): Promise<Holder | null> {
  const text = await folder.read(name);
  try {
    const holder = JSON.parse(text ?? "null") as Partial<Holder> | null;
    const { host, pid, since, id } = holder ?? {};
    const isSigned =
      [host, id].every((each) => typeof each === "string") && [pid, since].every(Number.isFinite);
    return isSigned ? (holder as Holder) : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code !== "ESRCH";
  }
}
