/** Says by name alone which files stay here: secret files always, and whatever the settings exclude. */

import ignore from "ignore";
import type { Withhold } from "./door.ts";
import { isSecretName } from "./secretNames.ts";

/**
 * `exclude` are globs in the form of `.gitignore`, relative to the repository's root; a negation reaches back
 * within the list, never to a secret name. A path that is no plain relative one is excluded.
 */
export function excluder(options: { readonly exclude: readonly string[] }): Withhold {
  const globs = options.exclude.filter((glob) => glob.trim() !== "");
  const matcher = ignore().add(globs);
  const doubleStars = globs.map(countDoubleStars).filter((count) => count > 1);
  return (path) => {
    if (!isPlainRelative(path)) return "excluded";
    if (isSecretName(path)) return "secretFile";
    if (wouldTakeLong(path, doubleStars)) return "excluded";
    return matcher.ignores(path) ? "excluded" : null;
  };
}

function isPlainRelative(path: string): boolean {
  if (/[\\\0]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  return path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
}

function countDoubleStars(glob: string): number {
  return glob.split("**").length - 1;
}

/**
 * The matcher tries every way to spread the folders of a path over the `**` of a glob, and that for each parent.
 * A glob of several and a path of dozens (neither is seen in earnest) would take minutes, so they count as a match.
 */
function wouldTakeLong(path: string, doubleStars: readonly number[]): boolean {
  const folders = path.split("/").length;
  return doubleStars.reduce((steps, count) => steps + folders ** (count + 1), 0) > 1_000_000;
}
