/** Where documents open: beside the panel, never over it. */

import * as vscode from "vscode";

/** Where the code is: not over the panel that was clicked in. */
export function besideThePanel(): vscode.ViewColumn {
  const columns = vscode.window.visibleTextEditors.flatMap(({ viewColumn }) => viewColumn ?? []);
  const others = vscode.window.tabGroups.all.filter(({ isActive }) => !isActive);
  return columns[0] ?? others[0]?.viewColumn ?? vscode.ViewColumn.Beside;
}
