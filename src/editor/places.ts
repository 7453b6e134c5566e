/** Where a path of a repository is in the editor, and the other way round: both over the real path. */

import { realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { untitledName } from "../change/chosenPlaces.ts";
import type { Scope } from "../contract/scope.ts";
import type { Named } from "./menus.ts";
import { fileIn, inside, sameSpelling, shownBy, systemOf, type Folder } from "./paths.ts";

/**
 * git knows a file by its real path, the editor by the name of the folder that was opened: a link, another case, another
 * spelling of the same letters.
 */
export interface Places {
  /** The URI that an editor has, or would have, for a path relative to the root; null for what can be no file here. */
  uriOf(path: string): vscode.Uri | null;
}

const system = systemOf(process.platform);

/** `root` is the absolute real path of a work tree or a folder. */
export async function placesIn(root: string): Promise<Places> {
  const [folders, open] = await Promise.all([realFolders(), openFiles()]);
  return {
    uriOf: (relative) => {
      const file = fileIn(root, relative, system);
      if (file === null) return null;
      const shown = shownBy(file, folders, system);
      const uri = shown === null ? vscode.Uri.file(file) : vscode.Uri.joinPath(shown.folder, shown.path);
      return openAs(uri, file, open);
    },
  };
}

/** Says which folder of the workspace a root's settings come from: the one around it, or in it; none is the person's own. */
export async function settingsFolders(): Promise<(root: string) => vscode.Uri | undefined> {
  const folders = await realFolders();
  return (root) => {
    if (root === "") return folders[0]?.name;
    const around = shownBy(root, folders, system)?.folder;
    return around ?? folders.find(({ real }) => inside(root, real, system) !== null)?.name;
  };
}

/** Untitled documents are in no folder: which one a path means, the scope says that named it. */
export function untitledPlaces(scope: Scope): Places {
  const named = scope.kind === "files" ? scope.files : scope.kind === "selection" ? [scope.file] : [];
  return {
    uriOf: (relative) => {
      const uri = named.find((each) => each.startsWith("untitled:") && untitledName(each) === relative);
      return uri === undefined ? null : vscode.Uri.parse(uri);
    },
  };
}

/** The path of a document relative to `root` with `/`; null when it is not a file there. Links are followed first. */
export async function pathIn(root: string, uri: Named): Promise<string | null> {
  if (uri.scheme !== "file") return null;
  const real = await realPathOf(uri.fsPath);
  const relative = real === null ? null : inside(root, real, system);
  return relative === "" ? null : relative;
}

/** A file that is gone from the disk, but still open or known to git, is where its folder is, or was. */
export async function realPathOf(file: string): Promise<string | null> {
  const real = await realpath(file).catch(() => null);
  if (real !== null) return real;
  const above = path.dirname(file);
  const folder = above === file ? null : await realPathOf(above);
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

async function openFiles(): Promise<readonly Folder<vscode.Uri>[]> {
  const uris = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(({ scheme }) => scheme === "file");
  const reals = await Promise.all(uris.map(async (uri) => realPathOf(uri.fsPath)));
  return uris.flatMap((name, index) => {
    const real = reals[index];
    return real === null || real === undefined ? [] : [{ name, real }];
  });
}

/** An open document may spell the name differently than git does, or have been reached by another link. */
function openAs(uri: vscode.Uri, file: string, open: readonly Folder<vscode.Uri>[]): vscode.Uri {
  const same =
    open.find(({ name }) => name.toString() === uri.toString()) ??
    open.find(({ name }) => sameSpelling(name.path, uri.path)) ??
    open.find(({ real }) => sameSpelling(real, file));
  return same?.name ?? uri;
}
