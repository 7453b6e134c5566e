/** Paths inside a repository, in the spellings of every system; the arithmetic behind `places.ts`. */

import path from "node:path";

/** A test picks the ones that this machine does not have. */
export type System = "posix" | "darwin" | "win32";

export function systemOf(platform: NodeJS.Platform): System {
  return platform === "win32" || platform === "darwin" ? platform : "posix";
}

/**
 * `file` relative to `root` with `/`, or null when it lies outside. Both are absolute real paths; on Windows the case
 * of a drive and of its folders does not matter, on a Mac neither which way an accent is written: there git writes it
 * as one character. The root itself is `""`.
 */
export function inside(root: string, file: string, system: System): string | null {
  const rules = rulesOf(system);
  const way = rules.relative(plainly(root, system), plainly(file, system));
  if (way === "") return "";
  const names = way.split(rules.sep);
  return names[0] === ".." || rules.isAbsolute(way) ? null : names.join("/");
}

/** The absolute path of a path as git has it; null for a name that this system can't have, or would take for another one. */
export function fileIn(root: string, relative: string, system: System): string | null {
  const names = relative.split("/");
  if (names.some((name) => name === "" || name === "." || name === "..")) return null;
  if (system === "win32" && names.some(isForeign)) return null;
  return rulesOf(system).join(root, ...names);
}

/** The same name for git and for the disk: systems differ in whether `é` is one character or two. */
export function sameSpelling(a: string, b: string): boolean {
  return a === b || a.normalize("NFC") === b.normalize("NFC");
}

/** A workspace folder as the editor names it, and where it really is. */
export interface Folder<Name> {
  readonly name: Name;
  /** Absolute real path. */
  readonly real: string;
}

/**
 * Which workspace folder shows `file` (absolute, real), and under which path: the innermost one, so that the file opens
 * under the name that the person sees it by. Null when no folder holds it.
 */
export function shownBy<Name>(
  file: string,
  folders: readonly Folder<Name>[],
  system: System,
): { readonly folder: Name; readonly path: string } | null {
  let best: { readonly folder: Name; readonly path: string } | null = null;
  for (const { name, real } of folders) {
    const path = inside(real, file, system);
    if (path !== null && (best === null || path.length < best.path.length)) best = { folder: name, path };
  }
  return best;
}

function rulesOf(system: System): path.PlatformPath {
  return system === "win32" ? path.win32 : path.posix;
}

/** Without the prefix by which Windows allows long names, and with accents as git writes them. */
function plainly(file: string, system: System): string {
  if (system === "darwin") return file.normalize("NFC");
  if (system !== "win32") return file;
  return file.replace(/^[\\/]{2}[?.][\\/]UNC[\\/]/i, "\\\\").replace(/^[\\/]{2}[?.][\\/]/, "");
}

/**
 * git can hold names that Windows reads as something else: a folder, a stream of another file, a device, or the same
 * name without the dots and spaces at its end.
 */
function isForeign(name: string): boolean {
  return (
    /[\\:*?"<>|]/.test(name) ||
    Array.from(name).some((character) => character < " ") ||
    /[. ]$/.test(name) ||
    /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])( *\.|$)/i.test(name)
  );
}
