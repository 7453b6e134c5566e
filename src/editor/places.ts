/** Where a path of a repository is in the editor, and the other way round: both over the real path. */

import { realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { inside, sameSpelling, shownBy, type Folder } from "./paths.ts";

/**
 * git knows a file by its real path, the editor by the name of the folder that was opened: a link, another case, another
 * spelling of the same letters.
 */
export interface Places {
  /** The URI that an editor has, or would have, for a path relative to the root. */
  uriOf(path: string): vscode.Uri;
}

/** `root` is the absolute real path of a work tree. */
export async function placesIn(root: string): Promise<Places> {
  const folders = await realFolders();
  return {
    uriOf: (relative) => {
      const file = path.join(root, ...relative.split("/"));
      const shown = shownBy(file, folders, path);
      return openAs(shown === null ? vscode.Uri.file(file) : vscode.Uri.joinPath(shown.folder, shown.path));
    },
  };
}

/** The path of a document relative to `root` with `/`; null when it is not a file there. Links are followed first. */
export async function pathIn(root: string, uri: vscode.Uri): Promise<string | null> {
  if (uri.scheme !== "file") return null;
  const real = await realPathOf(uri.fsPath);
  const relative = real === null ? null : inside(root, real, path);
  return relative === "" ? null : relative;
}

/** A file that is gone from the disk, but still open, is where its folder is. */
async function realPathOf(file: string): Promise<string | null> {
  const real = await realpath(file).catch(() => null);
  if (real !== null) return real;
  const folder = await realpath(path.dirname(file)).catch(() => null);
  return folder === null ? null : path.join(folder, path.basename(file));
}

async function realFolders(): Promise<readonly Folder<vscode.Uri>[]> {
  const found: Folder<vscode.Uri>[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (uri.scheme !== "file") continue;
    const real = await realpath(uri.fsPath).catch(() => null);
    if (real !== null) found.push({ name: uri, real });
  }
  return found;
}

/** An open document may spell the name differently than git does. */
function openAs(uri: vscode.Uri): vscode.Uri {
  const name = uri.toString();
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.scheme === "file" && sameSpelling(document.uri.path, uri.path),
  );
  return open === undefined || open.uri.toString() === name ? uri : open.uri;
}
