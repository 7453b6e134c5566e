/** Reads what a command was called with: a scope from a program, a repository from a menu, or nothing from a person. */

import type { Scope } from "../contract/scope.ts";

/** Null for anything that is not a scope. */
export function scopeFrom(argument: unknown): Scope | null {
  if (!isRecord(argument)) return null;
  const { kind, base, commit } = argument;
  if (kind === "uncommitted") return { kind };
  if (kind === "branch" && (base === null || typeof base === "string")) return { kind, base };
  if (kind === "commit" && typeof commit === "string") return { kind, commit };
  return null;
}

/** The folder of the repository whose menu was used; null elsewhere. */
export function folderFrom(argument: unknown): string | null {
  if (!isRecord(argument) || !isRecord(argument["rootUri"])) return null;
  const { scheme, fsPath } = argument["rootUri"];
  return scheme === "file" && typeof fsPath === "string" ? fsPath : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
