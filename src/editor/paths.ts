/** Paths inside a repository, in the spellings of every system; the arithmetic behind `places.ts`. */

import type path from "node:path";

/** `path.posix` or `path.win32`; a test picks the one that this machine does not have. */
export type PathRules = Pick<typeof path.posix, "relative" | "isAbsolute" | "sep">;

/**
 * `file` relative to `root` with `/`, or null when it lies outside. Both are absolute real paths; on Windows the case
 * of a drive and of its folders does not matter. The root itself is `""`.
 */
export function inside(root: string, file: string, rules: PathRules): string | null {
  const relative = rules.relative(root, file);
  if (relative === "") return "";
  const names = relative.split(rules.sep);
  return names[0] === ".." || rules.isAbsolute(relative) ? null : names.join("/");
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
  rules: PathRules,
): { readonly folder: Name; readonly path: string } | null {
  let best: { readonly folder: Name; readonly path: string } | null = null;
  for (const { name, real } of folders) {
    const path = inside(real, file, rules);
    if (path !== null && (best === null || path.length < best.path.length)) best = { folder: name, path };
  }
  return best;
}
