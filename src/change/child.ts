/** Starts programs, and nothing else starts anything: no shell, and only the environment that is handed in. */

import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { environmentForNode } from "./environment.ts";

export interface Program {
  /** Absolute. */
  readonly executable: string;
  readonly args: readonly string[];
  /** Where it starts: an absolute path. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: string | Buffer;
}

export type ProgramEnd =
  /** `code` is null where a signal ended it. */
  | { readonly kind: "ended"; readonly code: number | null; readonly killedBy: string | null }
  | { readonly kind: "unstarted" };

export interface ProgramListener {
  /** What it prints, as it comes. Where a promise is returned, the program is not read further before that is settled. */
  readonly out: (bytes: Buffer) => Promise<void> | void;
  /** The same of what it prints as errors. */
  readonly message: (bytes: Buffer) => Promise<void> | void;
  /** Once, at last. */
  readonly end: (end: ProgramEnd) => void;
}

/** Returns what kills the program; the end is told all the same, without waiting for what it still had to say. */
export type StartProgram = (program: Program, listener: ProgramListener) => () => void;

export const startHere: StartProgram = (program, { out, message, end }) => {
  const child = spawnOrNull(program);
  if (child === null) {
    end({ kind: "unstarted" });
    return () => undefined;
  }
  read(child.stdout, out);
  read(child.stderr, message);
  // Both may come of a program that is not there.
  child.on("error", () => child.pid === undefined && end({ kind: "unstarted" }));
  child.on("close", (code, killedBy) => child.pid !== undefined && end({ kind: "ended", code, killedBy }));
  // A program that fails early closes its end; its exit code says the rest.
  child.stdin.on("error", () => undefined);
  child.stdin.end(program.input);
  return () => {
    child.kill("SIGKILL");
    // A child of its own may hold them.
    child.stdout.destroy();
    child.stderr.destroy();
  };
};

function read(stream: Readable, take: ProgramListener["out"]): void {
  stream.on("data", (bytes: Buffer) => {
    const taken = take(bytes);
    if (taken === undefined) return;
    stream.pause();
    const goOn = (): void => void stream.resume();
    taken.then(goOn, goOn);
  });
}

/** Null for what cannot even be tried: an argument with a NUL, arguments without measure. */
function spawnOrNull(program: Program): ReturnType<typeof spawnPiped> | null {
  try {
    return spawnPiped(program);
  } catch {
    return null;
  }
}

function spawnPiped({ executable, args, folder, environment }: Program) {
  return spawn(executable, [...args], {
    cwd: folder,
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
}

export type NodeProcess = ChildProcess;

/**
 * A process of our own that runs one file of ours with this Node, and takes messages; what it prints is not heard. It
 * starts where that file lies, and not in a folder that may be a stranger's.
 */
export function startNode(url: URL): NodeProcess {
  const file = fileURLToPath(url);
  return spawn(process.execPath, [file], {
    cwd: path.dirname(file),
    env: environmentForNode(),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    windowsHide: true,
  });
}
