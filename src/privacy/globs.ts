/** Tells which of a list of globs a path falls under; the one file that knows the matcher. */

import ignore from "ignore";

export interface Glob {
  /** In the form of a line of `.gitignore`. */
  readonly pattern: string;
  /** 1-based line of the file that it stands in. */
  readonly line: number;
}

export interface Globs {
  readonly list: readonly Glob[];
  /** Null for a path (relative to where the globs count from, with `/`) that falls under none. */
  readonly match: (path: string) => Match | null;
}

export interface Match {
  /** Null where no single one can be named. */
  readonly glob: Glob | null;
}

/** Globs in one list, and characters of them: nobody writes so many, and to compile more would hold others up. */
const mostGlobs = 1000;
const mostCharacters = 32 * 1024;
/** Characters of one; the matcher takes no glob of tens of thousands. */
const longestGlob = 1000;

/** Stands in for globs that can't be read: a path that may fall under one of them must stay here. */
export const everything: Globs = { list: [], match: () => ({ glob: null }) };

/** A negation reaches back within the list. Letter case makes no difference. */
export function compile(lines: readonly Glob[]): Globs {
  const list = lines.filter(isGlob);
  if (isTooMuch(list)) return everything;
  const marked = list.map(({ pattern }, index) => ({ pattern, mark: String(index) }));
  const matcher = ignore().add(marked);
  const doubleStars = list.map(({ pattern }) => countDoubleStars(pattern)).filter((count) => count > 1);
  return {
    list,
    match: (path) => {
      if (wouldTakeLong(path, doubleStars)) return { glob: null };
      const { ignored, rule } = matcher.test(path);
      return ignored ? { glob: list[Number(rule?.mark)] ?? null } : null;
    },
  };
}

/** The others are empty lines and comments. */
function isGlob({ pattern }: Glob): boolean {
  return pattern.trim() !== "" && !pattern.startsWith("#");
}

function isTooMuch(list: readonly Glob[]): boolean {
  const characters = list.reduce((sum, { pattern }) => sum + pattern.length, 0);
  return (
    list.length > mostGlobs ||
    characters > mostCharacters ||
    list.some(({ pattern }) => pattern.length > longestGlob)
  );
}

function countDoubleStars(pattern: string): number {
  return pattern.split("**").length - 1;
}

/**
 * The matcher tries every way to spread the folders of a path over the `**` of a glob, and that for each parent.
 * A glob of several and a path of dozens (neither is seen in earnest) would take minutes, so they count as a match.
 */
function wouldTakeLong(path: string, doubleStars: readonly number[]): boolean {
  const folders = path.split("/").length;
  return doubleStars.reduce((steps, count) => steps + folders ** (count + 1), 0) > 1_000_000;
}
