/** Reads what the editor's menus hand to a command: a repository, files of one group of its changes, or files. */

import { isRecord } from "./scopes.ts";

/** As much of a URI as is needed here. */
export interface Named {
  readonly scheme: string;
  /** Of a `file:` URI, in the form of this system. */
  readonly fsPath: string;
  toString(): string;
}

/** The folder of the repository whose menu was used; null elsewhere. */
export function folderFrom(argument: unknown): string | null {
  const root = isRecord(argument) ? argument["rootUri"] : null;
  return isNamed(root) && root.scheme === "file" ? root.fsPath : null;
}

/**
 * The files of a group of changes in the source control view, such as what is staged; null where it was no such menu.
 * The group does not say whose it is: its files do.
 */
export function groupFrom(argument: unknown): readonly Named[] | null {
  const states = isRecord(argument) ? argument["resourceStates"] : null;
  return Array.isArray(states) ? states.flatMap(resourceOf) : null;
}

/** The changed files that were chosen in the source control view, which come one by one; null where it was no such menu. */
export function changedFilesFrom(args: readonly unknown[]): readonly Named[] | null {
  const files = args.flatMap(resourceOf);
  return files.length === 0 ? null : files;
}

/** The files that were chosen in the Explorer, or the one whose editor or tab it was; null where it was no such menu. */
export function filesFrom(args: readonly unknown[]): readonly Named[] | null {
  const [one, all] = args;
  if (!isNamed(one)) return changedFilesFrom(args);
  return Array.isArray(all) && all.length > 0 && all.every(isNamed) ? all : [one];
}

function resourceOf(state: unknown): readonly Named[] {
  const uri = isRecord(state) ? state["resourceUri"] : null;
  return isNamed(uri) ? [uri] : [];
}

function isNamed(value: unknown): value is Named {
  return isRecord(value) && typeof value["scheme"] === "string" && typeof value["fsPath"] === "string";
}
