/** The documents that previews are read in: made here, kept nowhere, gone when they are closed. */

import { randomUUID } from "node:crypto";
import * as vscode from "vscode";

const previewScheme = "second-look-preview";

export class PreviewPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  /** Plain text, whatever is in it. */
  async show(text: string): Promise<vscode.Uri> {
    const path = `/${vscode.l10n.t("Preview Request")}.txt`;
    const uri = vscode.Uri.from({ scheme: previewScheme, path, query: randomUUID() });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    return uri;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#texts.clear();
  }
}
