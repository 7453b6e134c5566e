/** The entry VS Code loads: creates, connects, registers. What reviews need is loaded with the first one. */

import * as vscode from "vscode";
import { act, registerCommands, type Doers } from "./editor/commands.ts";
import { connectingQuestions } from "./editor/connecting.ts";
import { Consent } from "./editor/consent.ts";
import { keepContextKeys } from "./editor/contextKeys.ts";
import { Endings } from "./editor/endings.ts";
import { Findings } from "./editor/findings.ts";
import { Keys } from "./editor/keys.ts";
import { LastReview } from "./editor/lastReview.ts";
import { Versions, versionScheme } from "./editor/oldSide.ts";
import { askOnSave } from "./editor/onSave/askOnSave.ts";
import { OnSave } from "./editor/onSave/onSave.ts";
import { Precedence } from "./editor/onSave/precedence.ts";
import { realClock } from "./editor/onSave/saveLane.ts";
import { SeenHunks } from "./editor/onSave/seenHunks.ts";
import { Panel } from "./editor/panel/panel.ts";
import { PreviewPages } from "./editor/previewPages.ts";
import type { Reviewing } from "./editor/reviewing.ts";
import { Shown } from "./editor/shown.ts";
import type { Memory } from "./memory/memory.ts";
import { State } from "./editor/state.ts";
import { showInStatusBar } from "./editor/statusBar.ts";
import { ContextWishes } from "./editor/wishes.ts";

export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, secrets, globalState, workspaceState, subscriptions } = context;
  const state = new State({ kind: "idle" });
  const findings = new Findings();
  const shown = new Shown({ state, findings, memory: new LastReview(workspaceState) });
  const keys = new Keys(secrets);
  const pages = new PreviewPages();
  const endings = new Endings(globalState);
  const consent = new Consent(globalState);
  const precedence = new Precedence();
  const seen = new SeenHunks(workspaceState);
  const wishes = new ContextWishes();

  const stored = async (): Promise<Memory> => (await import("./editor/stored.ts")).openStored();
  let loading: Promise<Reviewing> | undefined;
  const load = async (): Promise<Reviewing> => {
    const [{ Reviewing }, { questions }] = await Promise.all([
      import("./editor/reviewing.ts"),
      import("./editor/permit.ts"),
    ]);
    const reviewing = new Reviewing({
      extensionUri,
      secrets,
      keys,
      consent,
      questions,
      endings,
      stored: await stored(),
      shown,
      precedence,
      seen,
      wishes,
      reveal: () => panel.show(),
    });
    subscriptions.push(reviewing);
    return reviewing;
  };
  const reviewing = async (): Promise<Reviewing> => (loading ??= load());
  const onSave = new OnSave({
    reviewing,
    consent,
    shown,
    precedence,
    seen,
    memory: workspaceState,
    clock: realClock,
    ask: askOnSave,
  });
  const doers: Doers = {
    reviewing,
    onSave,
    wishes,
    shown,
    keys,
    pages,
    connecting: {
      keys,
      pages,
      endings,
      stored,
      memory: globalState,
      questions: connectingQuestions,
    },
    forgetting: {
      stored,
      mementos: [globalState, workspaceState],
      shown,
      isAgreed: async (folder) => (await import("./editor/deleteLocalData.ts")).askToDelete(folder),
    },
    stored,
    showPanel: () => panel.focus(),
  };
  const panel = new Panel({ extensionUri, state, wishes, act: (intent) => void act(intent, doers) });

  subscriptions.push(
    state,
    findings,
    shown,
    wishes,
    pages,
    panel,
    panel.registerSerializer(),
    registerCommands(doers),
    keepContextKeys(state),
    onSave,
    showInStatusBar(state, onSave),
    vscode.workspace.registerTextDocumentContentProvider(versionScheme, new Versions(() => shown.outcome)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void shown.restore()),
  );
  if (vscode.workspace.isTrusted) void shown.restore();
  else shown.restrict();
}
