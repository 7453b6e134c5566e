/** Asks git which paths it ignores. */

import { GitError } from "./gitError.ts";
import type { ProtectedGit } from "./protect.ts";
import { joined, records } from "./records.ts";

/** Before a path that begins like magic (`:(top)`), it makes git take it for a name. */
const here = "./";

/** Of tracked paths git says that it does not ignore them. Where it cannot tell (a path outside, or behind a link), they count as ignored. */
export async function listIgnored(git: ProtectedGit, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  try {
    // This command refuses to run where paths were declared literal, which it takes them for anyway.
    const asking = git.with({ GIT_LITERAL_PATHSPECS: "0" });
    const list = joined(paths.map((path) => here + path));
    const answer = await asking.ask(["check-ignore", "-z", "--stdin"], { input: list });
    return new Set(answer === null ? [] : records(answer).map((path) => path.slice(here.length)));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // One path that git refuses must not take the others with it.
    if (paths.length === 1) return new Set(paths);
    const each = await Promise.all(paths.map((path) => listIgnored(git, [path])));
    return new Set(each.flatMap((ignored) => [...ignored]));
  }
}
