/** What git gets to see: a short environment made from scratch, and settings that switch off every stranger's program. */

import path from "node:path";

/** Settings by their full name; they stand above those of the repository, the person and the system. */
export type Settings = Readonly<Record<string, string>>;

/** Nothing is found below this, on every system that git runs on: git for Windows knows the name as well. */
const nothing = "/dev/null";

/** Where the person's own settings lie, and what Windows needs to start a program. No key, and nothing of `GIT_*`. */
const passedOn = [
  "HOME",
  "XDG_CONFIG_HOME",
  "TMPDIR",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "SYSTEMROOT",
  "WINDIR",
  "TEMP",
  "TMP",
];

/** These hold for every call. The filters of a repository have to be looked up first: see `protect`. */
export const safeSettings: Settings = {
  // would start programs
  "core.fsmonitor": "false",
  "core.hooksPath": nothing,
  "log.showSignature": "false",
  "safe.bareRepository": "explicit",
  "submodule.recurse": "false",
  // would write into the repository beside the index, or trust what stands in one
  "core.splitIndex": "false",
  "core.untrackedCache": "false",
  "index.sparse": "false",
  // would let a file pass as unchanged, or refuse to read it
  "core.ignoreStat": "false",
  "core.checkStat": "default",
  "core.trustctime": "true",
  "core.safecrlf": "false",
  "core.bigFileThreshold": "512m",
  // would shape what is printed
  "color.ui": "false",
  "diff.suppressBlankEmpty": "false",
  "diff.wsErrorHighlight": "none",
  "diff.ignoreSubmodules": "none",
  "i18n.logOutputEncoding": "UTF-8",
  // our temporary objects live for seconds
  "core.fsync": "none",
  "core.looseCompression": "1",
};

/** Beside what is on by `safeSettings`: nothing is fetched, nobody is asked, no lock is taken, no object stands in for another. */
const fixed: Readonly<Record<string, string>> = {
  LANG: "C",
  LC_ALL: "C",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_GRAFT_FILE: nothing,
  GIT_LITERAL_PATHSPECS: "1",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
};

export function environmentFor(options: {
  readonly executable: string;
  readonly settings: Settings;
  /** `GIT_INDEX_FILE` and its like. */
  readonly variables: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const { executable, settings, variables } = options;
  return {
    ...passed(),
    PATH: path.dirname(executable),
    ...fixed,
    ...asVariables(settings),
    ...variables,
  };
}

/** For a process of our own. Electron, which an editor runs on, is told to be Node. */
export function environmentForNode(): Readonly<Record<string, string>> {
  return { ...passed(), ELECTRON_RUN_AS_NODE: "1" };
}

function passed(): Readonly<Record<string, string>> {
  const known = Object.entries(process.env).filter(([name]) => passedOn.includes(name.toUpperCase()));
  return Object.fromEntries(known.map(([name, value]) => [name, value ?? ""]));
}

/** Unlike `-c name=value` this can say every name, also one that holds a `=`. git 2.31 is the first to read it. */
function asVariables(settings: Settings): Readonly<Record<string, string>> {
  const entries = Object.entries(settings);
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(entries.length) };
  for (const [index, [name, value]] of entries.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = name;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}
