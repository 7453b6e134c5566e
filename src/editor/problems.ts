/** What the editor's languages and linters report of some files: never what Second Look itself has drawn there. */

import * as vscode from "vscode";
import type { Problem } from "../context/piece.ts";
import { diagnosticSource } from "./diagnostics.ts";
import { placesIn } from "./places.ts";

/** Files that are asked about; a change of more is not looked at file by file. */
const mostFiles = 1000;

/** Hints are left out: they are marks for a person, not problems. */
const severities: ReadonlyMap<vscode.DiagnosticSeverity, Problem["severity"]> = new Map([
  [vscode.DiagnosticSeverity.Error, "error"],
  [vscode.DiagnosticSeverity.Warning, "warning"],
  [vscode.DiagnosticSeverity.Information, "information"],
]);

/** `root` is the absolute real path of the repository, `paths` are relative to it. */
export async function problemsIn(root: string, paths: readonly string[]): Promise<readonly Problem[]> {
  const places = await placesIn(root);
  return paths.slice(0, mostFiles).flatMap((path) => {
    const uri = places.uriOf(path);
    const found = uri === null ? [] : vscode.languages.getDiagnostics(uri);
    return found.flatMap((diagnostic) => problemOf(path, diagnostic) ?? []);
  });
}

function problemOf(
  path: string,
  { range, severity, source = "", code, message }: vscode.Diagnostic,
): Problem | null {
  const known = severities.get(severity);
  if (known === undefined || source === diagnosticSource) return null;
  const value = typeof code === "object" ? code.value : code;
  const named = value === undefined ? source : `${source}(${value})`;
  return { path, line: range.start.line + 1, severity: known, source: named.slice(0, 60), message };
}
