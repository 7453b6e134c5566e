/** Reads the scope that a program calls a command with, field by field: what is not wholly a scope is none. */

import type { Scope } from "../contract/scope.ts";

export type Called =
  /** By a person: from the palette, a menu or a key. */
  | { readonly kind: "plainly" }
  | { readonly kind: "with"; readonly scope: Scope }
  /** Meant as a scope, but it is none: to review something else instead would spend money on what nobody asked for. */
  | { readonly kind: "wrongly" };

/** What menus hand over has no `kind`; what programs mean as a scope has. */
export function calledWith(argument: unknown): Called {
  const scope = scopeFrom(argument);
  if (scope !== null) return { kind: "with", scope };
  return isRecord(argument) && "kind" in argument ? { kind: "wrongly" } : { kind: "plainly" };
}

/** Null for anything that is not a scope. Nothing that does not belong to the scope is kept. */
export function scopeFrom(argument: unknown): Scope | null {
  if (!isRecord(argument)) return null;
  const { kind, base, committed, commit, range, commits, files, file, startLine, endLine } = argument;
  switch (kind) {
    case "uncommitted":
    case "staged":
    case "unstaged":
      return { kind };
    case "branch":
      if (!(base === null || isText(base)) || !(committed === undefined || typeof committed === "boolean"))
        return null;
      return { kind, base, ...(committed === undefined ? {} : { committed }) };
    case "commit":
      return isText(commit) ? { kind, commit } : null;
    case "range":
      return isText(range) ? { kind, range } : null;
    case "last":
      return isCount(commits) ? { kind, commits } : null;
    case "files":
      return isTexts(files) ? { kind, files } : null;
    case "selection":
      if (!isText(file) || !isCount(startLine) || !isCount(endLine) || endLine < startLine) return null;
      return { kind, file, startLine, endLine };
    default:
      return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}
