/** The lines of a file as the editor has them, and whether those are the lines that git counts. */

import { lstat, readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { largestText } from "../change/change.ts";
import { decode } from "../text/decode.ts";
import { splitLines } from "../text/lines.ts";
import { textOnDisk } from "./documents.ts";
import type { Lines } from "./ground.ts";

export type FileLines =
  /** `like`: what stands at a line here is what git has there. */
  | { readonly kind: "like"; readonly lines: Lines }
  /** The editor ends lines where git does not: no line number means the same for both. */
  | { readonly kind: "unlike" };

/** Of the open document, else of the file; there are none where the file is gone. */
export async function linesOf(uri: vscode.Uri): Promise<FileLines> {
  const document = openDocument(uri);
  if (document === null) {
    const text = uri.scheme === "file" ? await textOnDisk(uri) : null;
    return { kind: "like", lines: linesOfText(text ?? "") };
  }
  // What was typed is in the editor's own lines; an editor holds no text with two kinds of line ends.
  if (uri.scheme !== "file" || document.isDirty) return { kind: "like", lines: linesOfDocument(document) };
  const { version } = document;
  const isAsItWas = (): boolean => !document.isClosed && !document.isDirty && document.version === version;
  const count = await countOnDisk(uri);
  // That a text was typed into the editor is told a little later than the text.
  if (!isAsItWas()) return linesOf(uri);
  return count === null || count === document.lineCount
    ? { kind: "like", lines: linesOfDocument(document) }
    : { kind: "unlike" };
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | null {
  const name = uri.toString();
  const isIt = (each: vscode.TextDocument): boolean => !each.isClosed && each.uri.toString() === name;
  return vscode.workspace.textDocuments.find(isIt) ?? null;
}

export function linesOfDocument(document: vscode.TextDocument): Lines {
  return { count: document.lineCount, at: (index) => document.lineAt(index).text };
}

/** Counted as git does, and one more for the end, as the editor does; null for what is no text that git reads as we do. */
async function countOnDisk(uri: vscode.Uri): Promise<number | null> {
  const status = await lstat(uri.fsPath).catch(() => null);
  if (status === null || !status.isFile() || status.size > largestText) return null;
  const bytes = await readFile(uri.fsPath).catch(() => null);
  if (bytes === null || !["text", "lineEndings"].includes(decode(bytes).kind)) return null;
  let count = 1;
  for (const byte of bytes) if (byte === 0x0a) count += 1;
  return count;
}

function linesOfText(text: string): Lines {
  const lines = splitLines(text);
  return { count: lines.length, at: (index) => lines[index] ?? "" };
}
