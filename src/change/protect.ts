/** git at work in one repository, with the programs that its settings name switched off, and failures that cannot be missed. */

import type { Settings } from "./environment.ts";
import { explain } from "./explain.ts";
import type { Git, GitResult } from "./git.ts";
import { failed, GitError } from "./gitError.ts";
import { records } from "./records.ts";

export interface AskOptions {
  readonly input?: string | Buffer;
  readonly no?: readonly number[];
}

export interface ProtectedGit {
  /** Absolute; paths that go in and come out are relative to it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What the settings say: the last value of each name, names in small letters except for their middle. */
  readonly config: ReadonlyMap<string, string>;
  isAtLeast(major: number, minor: number): boolean;
  /** What git printed. Throws `GitError` unless it ended with 0. */
  run(args: readonly string[], input?: string | Buffer): Promise<Buffer>;
  /** The same; null when it ended with a code that means no, which is 1 for most commands. */
  ask(args: readonly string[], options?: AskOptions): Promise<Buffer | null>;
  /** The same, with the warnings of a git that ended with 0. */
  hear(args: readonly string[]): Promise<{ readonly out: Buffer; readonly message: string }>;
  /** The first so many bytes of what git prints, or all of it where that is less. */
  begin(args: readonly string[], bytes: number, input?: string): Promise<Buffer>;
  /** The same git with further variables. */
  with(variables: Readonly<Record<string, string>>): ProtectedGit;
  /** The same git, which is ended by this signal as well. */
  until(signal: AbortSignal): ProtectedGit;
  /** The same git, started in another folder (absolute). */
  at(folder: string): ProtectedGit;
}

/** Reading settings starts no program; so they can be read first, and their filters be blanked for every later call. */
export async function protect(options: {
  readonly git: Git;
  readonly folder: string;
  readonly signal: AbortSignal;
}): Promise<ProtectedGit> {
  const { git, folder, signal } = options;
  refuseOld(git);
  const listed = outputOf(await git.run({ folder, args: ["config", "--list", "-z"], signal }), new Map());
  const config = new Map(records(listed).map(splitSetting));
  const settings = blankFilters(config);

  const prepared = (
    place: string,
    variables: Readonly<Record<string, string>>,
    until = signal,
  ): ProtectedGit => {
    const call = (args: readonly string[], input: string | Buffer = "", beginning = Infinity) =>
      git.run({ folder: place, args, signal: until, settings, variables, input, beginning });
    return {
      folder: place,
      signal: until,
      config,
      isAtLeast: (major, minor) => isAtLeast(git.version, major, minor),
      run: async (args, input) => outputOf(await call(args, input), config),
      ask: async (args, { input, no = [1] } = {}) => {
        const result = await call(args, input);
        return result.kind === "ended" && no.includes(result.code) ? null : outputOf(result, config);
      },
      begin: async (args, beginning, input) => outputOf(await call(args, input, beginning), config),
      hear: async (args) => {
        const result = await call(args);
        const out = outputOf(result, config);
        return { out, message: result.kind === "ended" ? result.message : "" };
      },
      with: (more) => prepared(place, { ...variables, ...more }, until),
      until: (end) => prepared(place, variables, AbortSignal.any([until, end])),
      at: (other) => prepared(other, variables, until),
    };
  };
  return prepared(folder, {});
}

/** Throws `GitError` for a git that does not know what protects it. */
export function refuseOld({ version }: Git): void {
  if (isAtLeast(version, 2, 31)) return;
  throw failed(`git ${version} is too old to be used safely: 2.31 or newer is needed.`);
}

function outputOf(result: GitResult, config: ReadonlyMap<string, string>): Buffer {
  if (result.kind === "failed") throw new GitError(result.fault);
  if (result.code === 0) return result.out;
  throw failed(explain(result.message, config) ?? `git ended with ${result.code}.`);
}

/** A setting comes as `name\nvalue`; one without a value means true. */
function splitSetting(setting: string): [string, string] {
  const end = setting.indexOf("\n");
  return end === -1 ? [setting, "true"] : [setting.slice(0, end), setting.slice(end + 1)];
}

function blankFilters(config: ReadonlyMap<string, string>): Settings {
  const filters = [...config.keys()].flatMap((name) => /^(filter\..+)\.[^.]+$/s.exec(name)?.[1] ?? []);
  return Object.fromEntries(
    [...new Set(filters)].flatMap((filter) => [
      [`${filter}.clean`, ""],
      [`${filter}.smudge`, ""],
      [`${filter}.process`, ""],
      [`${filter}.required`, "false"],
    ]),
  );
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [itsMajor = 0, itsMinor = 0] = version.split(".").map(Number);
  return itsMajor > major || (itsMajor === major && itsMinor >= minor);
}
