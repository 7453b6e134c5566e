/** Lets git take files of the work tree into the index: it reads them itself, because only it knows their filters, line ends and modes. */

import { GitError } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined } from "./records.ts";

/** More files that git can't take mean that something else is wrong. */
const mostRefused = 8;

/**
 * Returns the paths that git could not take, say because their text is not in the encoding that an attribute names: one
 * file must not take the others with it. `--remove` among the `options` takes out what is no longer there.
 */
export async function takeIn(
  git: ProtectedGit,
  paths: readonly string[],
  options: readonly string[] = [],
): Promise<readonly string[]> {
  const refused: string[] = [];
  const take = async (some: readonly string[]): Promise<void> => {
    if (some.length === 0) return;
    try {
      await git.run([...commandOf(git), ...options, "--stdin"], joined(some));
    } catch (error) {
      if (!(error instanceof GitError) || error.fault.code !== "gitFailed") throw error;
      if (some.length === 1) refused.push(...some);
      if (refused.length > mostRefused) throw error;
      if (some.length === 1) return;
      const half = Math.ceil(some.length / 2);
      await take(some.slice(0, half));
      await take(some.slice(half));
    }
  };
  await take(paths);
  return refused;
}

/** From 2.37 on, git can put all of the texts into one file, which takes a fraction of the time; before, it would make one of each. */
function commandOf(git: ProtectedGit): readonly string[] {
  const inOne = ["-c", "core.bigFileThreshold=1", "-c", "core.compression=0"];
  return [...(git.isAtLeast(2, 37) ? inOne : []), "update-index", "-z", "--add", "--replace"];
}
