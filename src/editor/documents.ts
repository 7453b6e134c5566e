/** The texts that are open in the editor, as far as they are files of the repository under review. */

import { lstat, readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { largestText, type UnsavedText } from "../change/change.ts";
import type { OpenDocument } from "../context/piece.ts";
import { decode } from "../text/decode.ts";
import type { Named } from "./menus.ts";
import { pathIn, realPathOf } from "./places.ts";

/** Visible documents first, then those of the other tabs in their order; each once. */
export async function openDocumentsIn(root: string): Promise<readonly OpenDocument[]> {
  const found = new Map<string, OpenDocument>();
  for (const { uri, visible } of openUris()) {
    const path = await pathIn(root, uri);
    if (path === null || found.has(path)) continue;
    const text = await textOf(uri);
    if (text !== null) found.set(path, { path, text, visible });
  }
  return [...found.values()];
}

/** What a person typed and did not save. */
export async function unsavedTextsIn(root: string): Promise<readonly UnsavedText[]> {
  const found: UnsavedText[] = [];
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    const path = await pathIn(root, document.uri);
    if (path !== null) found.push({ path, text: document.getText() });
  }
  return found;
}

/** How a scope names a document: by its path, or by its URI where it is in no file; null for what can't be reviewed. */
export function nameOf(uri: Named): string | null {
  if (uri.scheme === "untitled") return uri.toString();
  return uri.scheme === "file" ? uri.fsPath : null;
}

/** What an editor holds of a file that a scope names: typed and not saved, or in no file; null where the disk has it. */
export async function documentText(file: string): Promise<string | null> {
  const [named] = vscode.workspace.textDocuments.filter(({ uri }) => nameOf(uri) === file);
  if (named !== undefined) return named.isUntitled || named.isDirty ? named.getText() : null;
  if (file.startsWith("untitled:")) return null;
  const real = await realPathOf(file);
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== "file") continue;
    if (real !== null && (await realPathOf(document.uri.fsPath)) === real) return document.getText();
  }
  return null;
}

/** Notebooks, untitled and virtual documents have another scheme or another kind of tab, so they are not among these. */
function openUris(): readonly { readonly uri: vscode.Uri; readonly visible: boolean }[] {
  const visible = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const behind = tabs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  return [
    ...visible.map((uri) => ({ uri, visible: true })),
    ...behind.map((uri) => ({ uri, visible: false })),
  ].filter(({ uri }) => uri.scheme === "file");
}

/** A tab that was not looked at since the window opened has no document yet: its text is on disk. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document === undefined ? textOnDisk(uri) : document.getText();
}

/** Null for what is no regular file of text, or too large to be worth reading. */
export async function textOnDisk(uri: vscode.Uri): Promise<string | null> {
  const status = await lstat(uri.fsPath).catch(() => null);
  if (status === null || !status.isFile() || status.size > largestText) return null;
  const decoded = await readFile(uri.fsPath).then(decode, () => null);
  return decoded?.kind === "text" ? decoded.text : null;
}
