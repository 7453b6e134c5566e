/** Which change the flags name, or what is wrong with them. */

import { lstat } from "node:fs/promises";
import path from "node:path";
import type { Scope } from "../contract/scope.ts";

/** The flags that name a change, as they were given. */
export interface ScopeFlags {
  readonly staged?: boolean | undefined;
  readonly unstaged?: boolean | undefined;
  readonly base?: string | undefined;
  readonly branch?: boolean | undefined;
  readonly committed?: boolean | undefined;
  readonly commit?: string | undefined;
  readonly range?: string | undefined;
  readonly last?: string | undefined;
  readonly file?: readonly string[] | undefined;
}

export type NamedScope =
  { readonly kind: "scope"; readonly scope: Scope } | { readonly kind: "wrong"; readonly problem: string };

const flags = ["staged", "unstaged", "base", "branch", "commit", "range", "last", "file"] as const;

/** Files count from `workingFolder`, whatever repository is named. */
export function scopeOf(given: ScopeFlags, workingFolder: string): NamedScope {
  const [flag, another] = flags.filter((each) => given[each] !== undefined);
  if (flag !== undefined && another !== undefined)
    return wrong(`--${flag} and --${another} name two different changes: give one of them.`);
  if (given.committed === true && flag !== "base" && flag !== "branch")
    return wrong("--committed goes with --base or --branch.");
  if (flag === undefined) return scope({ kind: "uncommitted" });

  const committed = given.committed === true ? { committed: true } : {};
  switch (flag) {
    case "staged":
    case "unstaged":
      return scope({ kind: flag });
    case "base":
    case "branch":
      return given.base === ""
        ? wrong("--base takes the name of a branch or a commit.")
        : scope({ kind: "branch", base: given.base ?? null, ...committed });
    case "commit":
      return scope({ kind: "commit", commit: given.commit ?? "" });
    case "range": {
      const range = given.range ?? "";
      return range.includes("..")
        ? scope({ kind: "range", range })
        : wrong("--range takes two versions: A..B, or A...B to start where they parted.");
    }
    case "last":
      return /^[1-9]\d{0,8}$/.test(given.last ?? "")
        ? scope({ kind: "last", commits: Number(given.last) })
        : wrong("--last takes a number of commits.");
    case "file": {
      const files = given.file ?? [];
      if (files.includes("")) return wrong("--file takes the name of a file.");
      return scope({ kind: "files", files: files.map((file) => path.resolve(workingFolder, file)) });
    }
  }
}

/**
 * The name of a single file may end with lines of it (`cart.ts:12`, `cart.ts:10-20`), unless a file is really called so.
 * Of several files each is looked at whole.
 */
export async function withLines(scope: Scope): Promise<Scope> {
  if (scope.kind !== "files" || scope.files.length !== 1) return scope;
  const [named = ""] = scope.files;
  const { 1: file, 2: first, 3: last = first } = /^(.+):(\d{1,9})(?:-(\d{1,9}))?$/s.exec(named) ?? [];
  const [startLine, endLine] = [Number(first), Number(last)];
  if (file === undefined || startLine < 1 || endLine < startLine || (await isThere(named))) return scope;
  return { kind: "selection", file, startLine, endLine };
}

async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function scope(named: Scope): NamedScope {
  return { kind: "scope", scope: named };
}

function wrong(problem: string): NamedScope {
  return { kind: "wrong", problem };
}
