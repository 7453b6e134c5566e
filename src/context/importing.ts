/** Tells which files an import may mean, without knowing any language's rules in full: by the names on the way to a file. */

import { languageFamily } from "./languages.ts";

/** Names on the way to a file, without its ending; a file that stands for its folder is left out. */
export type Way = readonly string[];

const standForFolder = new Set(["index", "mod", "lib", "main", "__init__", "init"]);

export function wayTo(path: string): Way {
  const names = path.replace(/\.d\.[cm]?ts$/, ".ts").split("/");
  const stem = (names.pop() ?? "").replace(/(?!^)\.[^.]+$/, "");
  return standForFolder.has(stem) && names.length > 0 ? names : [...names, stem];
}

export interface Import {
  readonly family: string | null;
  /** What has to stand at the end of a way; or the whole way, for one that was said relative to the file. */
  readonly names: Way;
  readonly isWhole: boolean;
}

/** `specifier` as it is written in the file at `from`: `./cart.js`, `..shop`, `crate::cart::Cart`, `git2/types.h`. */
export function importOf(specifier: string, from: string): Import {
  const family = languageFamily(from);
  const folder = from.split("/").slice(0, -1);
  if (/^\.\.?(?:\/|$)/.test(specifier)) {
    const path = resolved(folder, specifier.split("/"));
    return { family, names: path === "" ? [] : wayTo(path), isWhole: true };
  }
  const [, dots = "", rest = ""] = /^(\.*)(.*)$/s.exec(specifier) ?? [];
  if (dots !== "" && family === "python") {
    const base = folder.slice(0, folder.length - dots.length + 1);
    return { family, names: [...base, ...rest.split(".").filter(isName)], isWhole: true };
  }
  const isFile = specifier.includes("/") || /\.h\w*$/.test(specifier);
  const plain = isFile
    ? specifier.replace(/\.(?:h|hh|hpp|hxx|inl|js|mjs|cjs|ts|rb|py|php|css|scss)$/, "")
    : specifier;
  const names = plain.split(isFile ? "/" : /[./\\]|::/).filter(isName);
  return { family, names, isWhole: false };
}

/**
 * Whether it may mean a file with this way. The last name may be that of something inside the file, and of a package the
 * first names may be missing from the way, or the way's own first names from the package.
 */
export function mayMean({ names, isWhole }: Import, way: Way): boolean {
  if (isWhole) return same(names, way) || same(names.slice(0, -1), way) || same(names, way.slice(0, -1));
  return [way, way.slice(0, -1)].some((end) =>
    [names, names.slice(0, -1)].some((wanted) => {
      const shared = sharedEnd(wanted, end);
      return shared >= 2 || (shared === 1 && (wanted.length === 1 || end.length === 1));
    }),
  );
}

/** The names that one of has to stand at the end of a way, or one before it, for `mayMean` to be true. */
export function endsOf({ names }: Import): readonly string[] {
  return names.slice(-2);
}

function resolved(folder: readonly string[], steps: readonly string[]): string {
  const names = [...folder];
  for (const step of steps) {
    if (step === "..") names.pop();
    else if (step !== "." && step !== "") names.push(step);
  }
  return names.join("/");
}

function isName(name: string): boolean {
  return name !== "" && name !== "*" && name !== "crate" && name !== "self" && name !== "super";
}

function same(a: Way, b: Way): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function sharedEnd(a: Way, b: Way): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1;
  return shared;
}
