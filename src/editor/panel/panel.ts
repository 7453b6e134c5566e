/** The panel beside the editor: makes its page, keeps it up to date, and passes on what its reader asks for. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { isPanelMessage } from "../../panel/guards.ts";
import type { HostMessage, PanelIntent, PanelState } from "../../panel/protocol.ts";
import { describePhase } from "../phases.ts";
import type { StateSource } from "../state.ts";
import type { ContextWishes } from "../wishes.ts";
import { htmlOf } from "./html.ts";
import { Pace } from "./pace.ts";
import { viewOf } from "./view.ts";

const viewType = "secondLook.panel";

export interface PanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly state: StateSource;
  readonly wishes: ContextWishes;
  /** Whatever it does, it deals with its own failures. */
  readonly act: (intent: PanelIntent) => void;
}

export class Panel implements vscode.Disposable {
  readonly #options: PanelOptions;
  readonly #pace: Pace<PanelState>;
  readonly #subscriptions: vscode.Disposable;
  #open: vscode.WebviewPanel | null = null;

  constructor(options: PanelOptions) {
    this.#options = options;
    const { state: source, wishes } = options;
    this.#pace = new Pace(
      () => viewOf(source.current, { say: vscode.l10n.t, wished: wishes.current, describePhase }),
      (state) => void this.#open?.webview.postMessage({ kind: "state", state } satisfies HostMessage),
    );
    this.#subscriptions = vscode.Disposable.from(
      source.onDidChange(() => this.#pace.changed()),
      wishes.onDidChange(() => this.#pace.changed()),
    );
  }

  /** Beside the editor, which keeps the focus. */
  show(): void {
    if (this.#open === null) {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.#adopt(vscode.window.createWebviewPanel(viewType, vscode.l10n.t("Second Look"), column));
    } else {
      this.#open.reveal(undefined, true);
    }
  }

  /** Shown, and with the focus. */
  focus(): void {
    this.show();
    this.#open?.reveal();
  }

  /** Takes over the panel of a window that was reloaded. */
  registerSerializer(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => {
        if (this.#open === null) this.#adopt(panel);
        else panel.dispose();
      },
    });
  }

  dispose(): void {
    this.#open?.dispose();
    this.#subscriptions.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#open = panel;
    panel.onDidDispose(() => {
      this.#open = null;
      this.#pace.gone();
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#pace.gone();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message));
    const roots = ["dist", "media"].map((name) => vscode.Uri.joinPath(this.#options.extensionUri, name));
    panel.webview.options = { enableScripts: true, localResourceRoots: roots };
    panel.webview.html = this.#html(panel.webview);
  }

  #hear(message: unknown): void {
    if (!isPanelMessage(message)) return;
    if (message.kind === "ready") this.#pace.ready();
    else if (message.kind === "drawn") this.#pace.drawn();
    else this.#options.act(message);
  }

  #html(webview: vscode.Webview): string {
    const uriOf = (...names: readonly string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#options.extensionUri, ...names)).toString();
    return htmlOf({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
      script: uriOf("dist", "panel.js"),
      style: uriOf("media", "panel.css"),
      language: vscode.env.language,
      title: vscode.l10n.t("Second Look"),
    });
  }
}
