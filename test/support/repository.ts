/** A real git repository in a temporary folder, untouched by the settings of whoever runs the tests. */

import { appendFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runByStarter } from "./starting.ts";
import { cleanEnvironment } from "./vscode/environment.ts";
import { removeAtEnd } from "./vscode/processes.ts";

/** Contents by path relative to the repository, with `/`. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface TestRepository {
  /** Absolute real path. */
  readonly root: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  remove(file: string): Promise<void>;
  /** Adds everything and commits it; returns the commit's id. */
  commit(message: string): Promise<string>;
  /** Runs git here as it comes, and returns what it printed. */
  git(...args: readonly string[]): Promise<string>;
  /** A new folder that is in no repository. */
  outside(): Promise<string>;
  dispose(): Promise<void>;
}

/** Makes a repository without a commit, or with one that holds `files`; its folder is called `name`, when that matters. */
export async function createRepository(files: Files = {}, name = ""): Promise<TestRepository> {
  const folders = [await temporaryFolder()];
  const root = path.join(folders[0]!, name);
  await mkdir(root, { recursive: true });
  const git = (...args: readonly string[]): Promise<string> => runGit(root, args);
  const repository: TestRepository = {
    root,
    git,
    write: async (file, content) => {
      const full = path.join(root, file);
      await mkdir(path.dirname(full), { recursive: true });
      await writeFile(full, content);
    },
    remove: async (file) => rm(path.join(root, file), { recursive: true }),
    commit: async (message) => {
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--message", message);
      return (await git("rev-parse", "HEAD")).trim();
    },
    outside: async () => {
      const folder = await temporaryFolder();
      folders.push(folder);
      return folder;
    },
    dispose: async () => {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
  await git("init", "--quiet", "--initial-branch=main");
  // Two programs less to start, hundreds of times.
  const developer = "[user]\n\tname = A Developer\n\temail = developer@example.com\n";
  await appendFile(path.join(root, ".git/config"), developer);
  for (const [file, content] of Object.entries(files)) await repository.write(file, content);
  if (Object.keys(files).length > 0) await repository.commit("First version");
  return repository;
}

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "second-look-workspace-")));
  removeAtEnd(folder);
  return folder;
}

async function runGit(folder: string, args: readonly string[]): Promise<string> {
  const environment = cleanEnvironment({ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" });
  return runByStarter("git", args, { folder, environment });
}
