/** The workspace of a test: the folder that is open, its files, and what the editor draws in them. */

import { execFile } from "node:child_process";
import { mkdir, realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { Scope } from "../../src/contract/scope.ts";
import { assertValidOutcome } from "../support/validOutcome.ts";

/** The workspace folder, absolute. */
export function root(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("The test has no folder open.");
  return folder.uri.fsPath;
}

export async function realRoot(): Promise<string> {
  return realpath(root());
}

export function uriOf(file: string): vscode.Uri {
  return vscode.Uri.file(path.join(root(), file));
}

export async function write(file: string, lines: readonly string[]): Promise<vscode.Uri> {
  const uri = uriOf(file);
  await mkdir(path.dirname(uri.fsPath), { recursive: true });
  await writeFile(uri.fsPath, lines.join("\n"));
  await untilRead(uri, lines);
  return uri;
}

export async function git(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["-C", root(), ...args]);
  return stdout.trim();
}

export async function commitAll(message: string): Promise<string> {
  await git("add", "--all");
  await git("commit", "--quiet", "--message", message);
  return git("rev-parse", "HEAD");
}

/** A setting of the person's own; undefined takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration("secondLook");
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

/** A review by practice rules, through the command that people use. */
export async function practise(scope?: Scope): Promise<Outcome> {
  const outcome = await vscode.commands.executeCommand<Outcome>("secondLook.tryWithoutKey", scope);
  assertValidOutcome(outcome);
  return outcome;
}

/** Our diagnostics from top to bottom. */
export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "Second Look")
    .toSorted((a, b) => a.range.start.compareTo(b.range.start));
}

/** The lines (0-based) at which our diagnostics begin. */
export function linesOf(uri: vscode.Uri): readonly number[] {
  return ours(uri).map(({ range }) => range.start.line);
}

/** Waits until a condition holds, looking whenever the event comes. */
export async function until(event: vscode.Event<unknown>, holds: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      listening.dispose();
      resolve();
    };
    const listening = event(look);
    look();
  });
}

/**
 * A document of an earlier test may be in memory still. One in sight is read again when the editor hears of the file;
 * of another, whose file was gone in between, the editor would only note that it is back.
 */
async function untilRead(uri: vscode.Uri, lines: readonly string[]): Promise<void> {
  const name = uri.toString();
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === name);
  const isRead = (): boolean => document === undefined || document.getText() === lines.join("\n");
  if (document === undefined || document.isDirty || isRead()) return;
  const isInSight = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  if (!isInSight) await readAgain(document);
  const event = new vscode.EventEmitter<void>();
  const listeners = vscode.Disposable.from(
    event,
    vscode.workspace.onDidChangeTextDocument(() => event.fire()),
    vscode.workspace.onDidCloseTextDocument(() => event.fire()),
  );
  await until(event.event, () => document.isDirty || document.isClosed || isRead());
  listeners.dispose();
}

/** Reverting reads from disk, whatever the editor has heard of it. */
async function readAgain(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
}

export async function untilDrawn(uri: vscode.Uri, lines: readonly number[]): Promise<void> {
  await until(vscode.languages.onDidChangeDiagnostics, () => linesOf(uri).join() === lines.join());
}

export async function edit(uri: vscode.Uri, change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const wanted = new vscode.WorkspaceEdit();
  change(wanted);
  if (!(await vscode.workspace.applyEdit(wanted))) throw new Error(`${uri.path} could not be edited.`);
}

/** Throws away what was typed, closes all editors, takes away what was drawn, and goes back to the first commit. */
export async function tidy(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.commands.executeCommand("secondLook.clearFindings");
  await git("checkout", "--quiet", "--force", "main");
  await git("reset", "--quiet", "--hard", await git("rev-list", "--max-parents=0", "HEAD"));
  await git("clean", "--quiet", "-d", "--force");
}
