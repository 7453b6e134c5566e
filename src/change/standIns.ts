/** Makes a text that equals no other, for paths that must be named but not read. */

import type { ProtectedGit } from "./protect.ts";
import { idIn } from "./records.ts";

/** The id of a blob of its own. */
export async function writeStandIn(git: ProtectedGit): Promise<string> {
  return idIn(await git.run(["hash-object", "-w", "--stdin"], `A stand-in: ${crypto.randomUUID()}`));
}
