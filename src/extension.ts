/** The entry VS Code loads: creates, connects, registers. What reviews need is loaded with the first one. */

import * as vscode from "vscode";
import { act, registerCommands, type Doers } from "./editor/commands.ts";
import { Consent } from "./editor/consent.ts";
import { keepContextKeys } from "./editor/contextKeys.ts";
import { Findings } from "./editor/findings.ts";
import { Keys } from "./editor/keys.ts";
import { LastReview } from "./editor/lastReview.ts";
import { Versions, versionScheme } from "./editor/oldSide.ts";
import { Panel } from "./editor/panel/panel.ts";
import { PreviewPages } from "./editor/previewPages.ts";
import type { Reviewing } from "./editor/reviewing.ts";
import { Shown } from "./editor/shown.ts";
import { State } from "./editor/state.ts";
import { showInStatusBar } from "./editor/statusBar.ts";

export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, secrets, globalState, workspaceState, subscriptions } = context;
  const state = new State({ kind: "idle" });
  const findings = new Findings();
  const shown = new Shown({ state, findings, memory: new LastReview(workspaceState) });
  const keys = new Keys(secrets);
  const pages = new PreviewPages();

  let loading: Promise<Reviewing> | undefined;
  const load = async (): Promise<Reviewing> => {
    const [{ Reviewing }, { questions }] = await Promise.all([
      import("./editor/reviewing.ts"),
      import("./editor/permit.ts"),
    ]);
    const consent = new Consent(globalState);
    const reviewing = new Reviewing({
      extensionUri,
      secrets,
      keys,
      consent,
      questions,
      shown,
      reveal: () => panel.show(),
    });
    subscriptions.push(reviewing);
    return reviewing;
  };
  const doers: Doers = {
    reviewing: () => (loading ??= load()),
    shown,
    keys,
    pages,
    showPanel: () => panel.focus(),
  };
  const panel = new Panel({ extensionUri, state, act: (intent) => void act(intent, doers) });

  subscriptions.push(
    state,
    findings,
    shown,
    pages,
    panel,
    panel.registerSerializer(),
    registerCommands(doers),
    keepContextKeys(state),
    showInStatusBar(state),
    vscode.workspace.registerTextDocumentContentProvider(versionScheme, new Versions(() => shown.outcome)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void shown.restore()),
  );
  if (vscode.workspace.isTrusted) void shown.restore();
  else shown.restrict();
}
