/** Turns a finding into what the editor draws at its lines. */

import * as vscode from "vscode";
import type { Finding } from "../contract/finding.ts";
import type { Lines } from "./ground.ts";
import { plain, plainLines } from "./plain.ts";

export const diagnosticSource = "Second Look";

/** The first line stands alone: the Problems view shows no other. */
export function diagnosticOf(finding: Finding, range: vscode.Range): vscode.Diagnostic {
  const { title, explanation, severity, category } = finding;
  const message = [plain(title), plainLines(explanation)].filter((text) => text !== "").join("\n");
  const diagnostic = new vscode.Diagnostic(range, message, severityOf(severity));
  diagnostic.source = diagnosticSource;
  diagnostic.code = plain(category);
  return diagnostic;
}

/** The quoted words where one line holds them once, else the lines without the white space around them. 0-based. */
export function rangeOf({ quote }: Finding, start: number, count: number, lines: Lines): vscode.Range {
  const end = start + count - 1;
  const first = lines.at(start);
  const last = lines.at(end);
  const quoted = quote.trim();
  const at = count === 1 && quoted !== "" ? first.indexOf(quoted) : -1;
  if (at >= 0 && !first.includes(quoted, at + 1)) return new vscode.Range(start, at, end, at + quoted.length);
  return new vscode.Range(start, first.length - first.trimStart().length, end, last.trimEnd().length);
}

/** Unknown ones, of a newer version's outcome, are no reason to raise an alarm. */
function severityOf(severity: Finding["severity"]): vscode.DiagnosticSeverity {
  switch (severity) {
    case "critical":
      return vscode.DiagnosticSeverity.Error;
    case "major":
      return vscode.DiagnosticSeverity.Warning;
    case "minor":
      return vscode.DiagnosticSeverity.Information;
    default:
      return vscode.DiagnosticSeverity.Hint;
  }
}
