/** Where stored data lives: one folder for all windows and the command line, outside of every repository. */

import path from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Place {
  /** Absolute: the person's own folder, which may be reached by links. */
  readonly base: string;
  /** The folders below it, each inside the one before; none of them may be a link. */
  readonly below: readonly string[];
}

/** What is in here is for its owner alone. */
export const ownName = "second-look";

/** Null where the environment names no folder of the person. */
export function placeFor(platform: string, environment: Environment): Place | null {
  const rules = platform === "win32" ? path.win32 : path.posix;
  // The rules for these folders say that a relative path counts as none.
  const named = (name: string): string | null => {
    const value = environment[name] ?? "";
    return rules.isAbsolute(value) ? value : null;
  };
  const below = (base: string | null, ...names: readonly string[]): Place | null =>
    base === null ? null : { base, below: [...names, ownName] };
  switch (platform) {
    case "win32":
      return below(named("LOCALAPPDATA"));
    case "darwin":
      return below(named("HOME"), "Library", "Application Support");
    default:
      return below(named("XDG_STATE_HOME")) ?? below(named("HOME"), ".local", "state");
  }
}
