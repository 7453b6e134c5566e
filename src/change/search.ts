/** Finds the files of a version that hold a text, without reading them here. */

import type { ProtectedGit } from "./protect.ts";
import { records } from "./records.ts";

/**
 * Paths in git's order, binary files among them; relative to the root, with `/`. `text` is one line and taken letter by
 * letter. Rejects like every call of git. Nothing in it has been through the door.
 */
export type SearchText = (text: string) => Promise<readonly string[]>;

/** `tree`: the id of a tree, or of a commit that has it. No attribute of a path and no setting has a say. */
export function searchIn(git: ProtectedGit, tree: string): SearchText {
  const how = ["--fixed-strings", "--text", "--files-with-matches", "--null", "--full-name"];
  const not = ["--no-textconv", "--no-recurse-submodules", "--no-color"];
  return async (text) => {
    const printed = await git.ask(["grep", ...how, ...not, "-e", text, tree]);
    return printed === null ? [] : records(printed).map((name) => name.slice(tree.length + 1));
  };
}
