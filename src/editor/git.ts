/** The editor's git: the one its own settings name, never one that lies in what is being reviewed. */

import * as vscode from "vscode";
import { findGit, type FoundGit } from "../change/git.ts";

/** `git.path` counts from the person's own settings alone: a workspace must not say which program runs. */
export async function findEditorsGit(): Promise<FoundGit> {
  const outside = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const searchPath = process.env.PATH ?? "";
  const named: unknown = vscode.workspace.getConfiguration("git").inspect("path")?.globalValue;
  for (const configured of Array.isArray(named) ? named : [named]) {
    if (typeof configured !== "string" || configured === "") continue;
    const found = await findGit({ configured, outside, searchPath });
    if (found.kind === "found") return found;
  }
  return findGit({ configured: null, outside, searchPath });
}
