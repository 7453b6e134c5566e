/** Asks git: an absolute program, an environment from scratch, an end to every call. */

import { access, constants, lstat, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "../contract/failure.ts";
import { startHere, type StartProgram } from "./child.ts";
import { environmentFor, safeSettings, type Settings } from "./environment.ts";
import { liesIn } from "./places.ts";

export interface GitCall {
  /** Where git starts: an absolute path. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** Above `safeSettings`. */
  readonly settings?: Settings;
  readonly variables?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** Bytes that are enough: git is ended when it has printed so many. */
  readonly beginning?: number;
}

export type GitResult =
  /** It ended by itself; what another code than 0 means is for the caller to say. `message` is the start of its errors. */
  | { readonly kind: "ended"; readonly code: number; readonly out: Buffer; readonly message: string }
  /** It did not start, was killed, took too long or said too much. */
  | { readonly kind: "failed"; readonly fault: Fault };

export interface Git {
  /** Absolute. */
  readonly executable: string;
  readonly version: string;
  run(call: GitCall): Promise<GitResult>;
}

export type FoundGit = { readonly kind: "found"; readonly git: Git } | { readonly kind: "missing" };

/** Bytes of one answer; a list of a million files has about 100 MB. */
const mostOutput = 256 * 1024 * 1024;
const mostMessage = 8 * 1024;
/** Milliseconds. */
const longest = 5 * 60_000;

const names = process.platform === "win32" ? ["git.exe"] : ["git"];

/**
 * `configured` is tried first, then the folders of `searchPath` in their order. A git that lies in one of the folders
 * `outside`, anywhere in the repository around one, or is a link there, is not taken: whoever wrote the code there wrote that program as well.
 */
export async function findGit(options: {
  readonly configured: string | null;
  readonly outside: readonly string[];
  readonly searchPath: string;
  /** Who starts it. */
  readonly start?: StartProgram;
}): Promise<FoundGit> {
  const { configured, outside, searchPath, start = startHere } = options;
  const foreign = await Promise.all(outside.map(territoryOf));
  const folders = searchPath.split(path.delimiter);
  const candidates = [
    configured ?? "",
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
  ];
  for (const candidate of candidates.filter((each) => path.isAbsolute(each))) {
    if (!(await isOutside(candidate, foreign))) continue;
    const git = await tryOut(candidate, start);
    if (git !== null) return { kind: "found", git };
  }
  return { kind: "missing" };
}

async function isOutside(executable: string, foreign: readonly string[]): Promise<boolean> {
  try {
    const places = [await realpath(executable), await realpath(path.dirname(executable))];
    await access(executable, constants.X_OK);
    return (
      (await stat(executable)).isFile() &&
      places.every((place) => !foreign.some((folder) => liesIn(folder, place)))
    );
  } catch {
    return false;
  }
}

/** The repository that a folder lies in, else the folder: a program planted above it is a stranger's as well. */
async function territoryOf(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => path.resolve(folder));
  for (let place = real; ; place = path.dirname(place)) {
    const isRepository = await lstat(path.join(place, ".git")).then(
      () => true,
      () => false,
    );
    if (isRepository) return place;
    if (place === path.dirname(place)) return real;
  }
}

async function tryOut(executable: string, start: StartProgram): Promise<Git | null> {
  const folder = path.dirname(executable);
  const call = { folder, args: ["version"], signal: new AbortController().signal };
  const result = await ask(executable, call, start);
  if (result.kind === "failed" || result.code !== 0) return null;
  const version = /^git version (\d+\.\d+\S*)/.exec(result.out.toString())?.[1];
  return version === undefined ? null : startedBy(start, { executable, version });
}

/** The same git, started by somebody else. */
export function startedBy(start: StartProgram, git: Pick<Git, "executable" | "version">): Git {
  const { executable, version } = git;
  return { executable, version, run: async (call) => ask(executable, call, start) };
}

function ask(executable: string, call: GitCall, start: StartProgram): Promise<GitResult> {
  const { folder, args, signal, settings = {}, variables = {}, input = "", beginning = Infinity } = call;
  return new Promise((resolve) => {
    const fail = (fault: Fault): void => resolve({ kind: "failed", fault });
    if (signal.aborted) return fail({ code: "interrupted" });
    const environment = environmentFor({
      executable,
      settings: { ...safeSettings, ...settings },
      variables,
    });

    const out: Buffer[] = [];
    const messages: Buffer[] = [];
    let [outSize, messageSize] = [0, 0];
    let stopped: Fault | null = null;
    const stop = (fault: Fault): void => {
      stopped ??= fault;
      kill();
    };
    const interrupt = (): void => stop({ code: "interrupted" });
    const clock = setTimeout(() => stop(failed("git took more than 5 minutes.")), longest);
    const finish = (result: GitResult): void => {
      clearTimeout(clock);
      signal.removeEventListener("abort", interrupt);
      resolve(result);
    };

    signal.addEventListener("abort", interrupt, { once: true });
    const program = { executable, args: ["--no-pager", ...args], folder, environment, input };
    const kill = start(program, {
      out: (bytes) => {
        outSize += bytes.length;
        out.push(bytes);
        if (outSize >= beginning) kill();
        else if (outSize > mostOutput) stop(failed("git printed more than 256 MB."));
      },
      message: (bytes) => {
        messageSize += bytes.length;
        if (messageSize <= mostMessage) messages.push(bytes);
      },
      end: (end) => {
        if (stopped !== null) finish({ kind: "failed", fault: stopped });
        else if (outSize >= beginning)
          finish({ kind: "ended", code: 0, out: Buffer.concat(out).subarray(0, beginning), message: "" });
        else if (end.kind === "unstarted")
          finish({ kind: "failed", fault: failed("git could not be started.") });
        else if (end.code === null)
          finish({ kind: "failed", fault: failed(`git was ended by ${end.killedBy ?? "a signal"}.`) });
        else
          finish({
            kind: "ended",
            code: end.code,
            out: Buffer.concat(out),
            message: Buffer.concat(messages).toString(),
          });
      },
    });
  });
}

function failed(reason: string): Fault {
  return { code: "gitFailed", args: { reason } };
}
