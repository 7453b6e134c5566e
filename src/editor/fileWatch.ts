/** Says when one of a few files changes on disk: another program writes it, or a branch is switched. */

import * as vscode from "vscode";

export class FileWatch implements vscode.Disposable {
  readonly #tell: (uri: vscode.Uri) => void;
  readonly #watchers = new Map<string, vscode.Disposable>();

  constructor(tell: (uri: vscode.Uri) => void) {
    this.#tell = tell;
  }

  /** These, and no others from now on. */
  watch(uris: readonly vscode.Uri[]): void {
    const wanted = new Set(uris.map((uri) => uri.toString()));
    for (const [name, watcher] of this.#watchers) {
      if (wanted.has(name)) continue;
      watcher.dispose();
      this.#watchers.delete(name);
    }
    for (const uri of uris) {
      if (!this.#watchers.has(uri.toString())) this.#watchers.set(uri.toString(), this.#watcherOf(uri));
    }
  }

  dispose(): void {
    this.watch([]);
  }

  #watcherOf(uri: vscode.Uri): vscode.Disposable {
    const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, ".."), literally(name));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (): void => this.#tell(uri);
    watcher.onDidChange(tell);
    watcher.onDidCreate(tell);
    watcher.onDidDelete(tell);
    return watcher;
  }
}

/** A name may hold what a glob reads as more than itself. */
function literally(name: string): string {
  return name.replace(/[*?[\]{}]/g, (character) => `[${character}]`);
}
