/** Takes the file or the selection that a person is looking at. */

import * as vscode from "vscode";
import type { Scope } from "../contract/scope.ts";
import { nameOf } from "./documents.ts";
import type { Choice } from "./picking.ts";
import { linesOf } from "./selections.ts";

export function fileInSight(): Choice<Scope> {
  const editor = vscode.window.activeTextEditor;
  const name = editor === undefined ? null : nameOf(editor.document.uri);
  if (name !== null) return { kind: "chosen", value: { kind: "files", files: [name] } };
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Second Look: Open a file first. What is in no file yet counts, too."),
  );
  return { kind: "dismissed" };
}

export function selectionInSight(): Choice<Scope> {
  const editor = vscode.window.activeTextEditor;
  const name = editor === undefined ? null : nameOf(editor.document.uri);
  if (editor === undefined || name === null) return fileInSight();
  const lines = linesOf(editor.selection);
  if (lines !== null) return { kind: "chosen", value: { kind: "selection", file: name, ...lines } };
  void offerFile();
  return { kind: "dismissed" };
}

async function offerFile(): Promise<void> {
  const reviewFile = vscode.l10n.t("Review File");
  const said = vscode.l10n.t("Second Look: Select some lines first, or have the whole file looked at.");
  const answer = await vscode.window.showInformationMessage(said, reviewFile);
  if (answer === reviewFile) await vscode.commands.executeCommand("secondLook.reviewFile");
}
