/** Tells which files a rule is meant for, by the globs that its author gave. */

import { compile } from "../privacy/globs.ts";

/** Globs that one with braces may stand for. */
const mostSpread = 64;

/** The globs (as they were written) that match a path. One that can't be read, or not in good time, matches none. */
export function matcherOf(globs: readonly string[]): (path: string) => readonly string[] {
  const matchers = globs.map((glob) => {
    const lines = spread(glob).map((pattern) => ({ pattern: pattern.replace(/^\.\//, ""), line: 1 }));
    return { glob, matcher: compile(lines.filter(({ pattern }) => !pattern.startsWith("!"))) };
  });
  return (path) => matchers.filter(({ matcher }) => matcher.match(path)?.glob).map(({ glob }) => glob);
}

export function matchesEverything(glob: string): boolean {
  return /^(\*\*\/)*\*{1,2}$/.test(glob);
}

/** `*.{ts,tsx}` stands for two: the matcher knows no braces. None for one that stands for too many. */
function spread(glob: string): readonly string[] {
  let globs: readonly string[] = [glob];
  while (globs.length <= mostSpread) {
    const next = globs.flatMap((each) => {
      const braces = /\{([^{}]*)\}/.exec(each);
      if (braces === null) return [each];
      const [whole, inner = ""] = braces;
      const [before, after] = [each.slice(0, braces.index), each.slice(braces.index + whole.length)];
      return inner.split(",").map((choice) => before + choice + after);
    });
    if (next.every((each, at) => each === globs[at])) return globs;
    globs = next;
  }
  return [];
}
