/** Tells the editor which commands make sense right now; the manifest's `when` clauses read these keys. */

import * as vscode from "vscode";
import type { ReviewState, StateSource } from "./state.ts";

export function keepContextKeys(state: StateSource): vscode.Disposable {
  let told = "";
  const tell = ({ kind }: ReviewState): void => {
    if (kind === told) return;
    told = kind;
    void vscode.commands.executeCommand("setContext", "secondLook.state", kind);
  };
  tell(state.current);
  return state.onDidChange(tell);
}
