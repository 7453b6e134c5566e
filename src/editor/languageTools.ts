/** Asks the language tools of the editor where names are defined: as long as a review can wait, and about open documents alone. */

import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { AskTools, NamedPlace, ToolAnswer } from "../context/languageTools.ts";
import { pathIn } from "./places.ts";

/** Milliseconds for all questions together. */
const patience = 250;
/** Of one name: a tool that names more does not know. */
const mostAnswers = 8;

type Found = vscode.Location | vscode.LocationLink;

export const askLanguageTools: AskTools = async (root, places) => {
  const answers: ToolAnswer[] = [];
  const documents = await openDocuments(root, new Set(places.map(({ path }) => path)));
  const asking = places.map(async (asked) => {
    const document = documents.get(asked.path);
    if (document === undefined || !stands(document, asked)) return;
    const at = new vscode.Position(asked.line - 1, asked.column);
    const found = await vscode.commands.executeCommand<readonly Found[] | undefined>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at,
    );
    for (const each of found?.slice(0, mostAnswers) ?? []) {
      const { uri, range } = placeOf(each);
      const path = uri.scheme === "file" ? await pathIn(root, uri) : null;
      if (path !== null) answers.push({ asked, path, line: range.start.line + 1 });
    }
  });
  await Promise.race([Promise.allSettled(asking), delay(patience)]);
  // What comes later must not change what a prompt was made of.
  return [...answers];
};

async function openDocuments(
  root: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, vscode.TextDocument>> {
  const found = new Map<string, vscode.TextDocument>();
  for (const document of vscode.workspace.textDocuments) {
    if (document.uri.scheme !== "file") continue;
    const path = await pathIn(root, document.uri);
    if (path !== null && wanted.has(path)) found.set(path, document);
  }
  return found;
}

/** What is reviewed need not be what is open. */
function stands(document: vscode.TextDocument, { line, column, name }: NamedPlace): boolean {
  return line <= document.lineCount && document.lineAt(line - 1).text.startsWith(name, column);
}

function placeOf(found: Found): { readonly uri: vscode.Uri; readonly range: vscode.Range } {
  if ("uri" in found) return found;
  return { uri: found.targetUri, range: found.targetSelectionRange ?? found.targetRange };
}
