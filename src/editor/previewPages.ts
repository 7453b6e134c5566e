/** The documents that previews and reports are read in: made here, kept nowhere, gone when they are closed. */

import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { besideThePanel } from "./columns.ts";

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
  async show(text: string, name = vscode.l10n.t("Preview Request")): Promise<vscode.Uri> {
    const path = `/${name}.txt`;
    const uri = vscode.Uri.from({ scheme: previewScheme, path, query: randomUUID() });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: besideThePanel() });
    return uri;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#texts.clear();
  }
}
