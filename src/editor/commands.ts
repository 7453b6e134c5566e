/** The commands: what a person, a menu or a program can ask for, and who does it. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Memory } from "../memory/memory.ts";
import type { PanelIntent } from "../panel/protocol.ts";
import { endpointOfSettings, type Connecting } from "./connecting.ts";
import type { Explanation } from "./explainContext.ts";
import type { Forgetting } from "./deleteLocalData.ts";
import { nameOf } from "./documents.ts";
import { askForKey, isKey, type Keys } from "./keys.ts";
import type { OnSave } from "./onSave/onSave.ts";
import { openFinding } from "./open.ts";
import { plain } from "./plain.ts";
import type { Preview } from "./preview.ts";
import type { PreviewPages } from "./previewPages.ts";
import type { Reviewing } from "./reviewing.ts";
import type { Shown } from "./shown.ts";
import { manageTrust } from "./trust.ts";
import type { ContextWishes } from "./wishes.ts";
import type { asking, WantedFocus } from "./wanted.ts";
import { filesWantedBy, wantedAgain, wantedBy, type Wanted } from "./wanted.ts";

export interface Doers {
  /** Loads what reviews need, with the first one. */
  readonly reviewing: () => Promise<Reviewing>;
  readonly shown: Shown;
  readonly onSave: OnSave;
  readonly wishes: ContextWishes;
  readonly keys: Keys;
  readonly pages: PreviewPages;
  readonly connecting: Connecting;
  readonly forgetting: Forgetting;
  readonly stored: () => Promise<Memory>;
  readonly showPanel: () => void;
}

type Commands = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export function registerCommands(doers: Doers): vscode.Disposable {
  const { shown, onSave, keys, showPanel, reviewing, connecting, forgetting } = doers;
  const review =
    (about: keyof typeof asking) =>
    (...args: readonly unknown[]): Promise<Outcome> =>
      start(doers, wantedBy(args, about));
  const commands: Commands = {
    reviewUncommitted: review("uncommitted"),
    reviewStaged: review("staged"),
    reviewUnstaged: review("unstaged"),
    reviewBranch: review("branch"),
    reviewCommit: review("commit"),
    reviewRange: review("range"),
    reviewFile: (...args) => start(doers, filesWantedBy(args, nameOf)),
    reviewSelection: review("selection"),
    chooseFiles: (...args) => start(doers, { ...wantedBy(args, "kind"), files: { kind: "ask" } }),
    reviewWithFocus: (scope, text) => start(doers, { ...wantedBy([scope], "kind"), focus: focusFrom(text) }),
    previewRequest: (...args) => preview(doers, wantedBy(args, "kind")),
    explainContext: (...args) => explain(doers, args),
    tryWithoutKey: (...args) => start(doers, { ...wantedBy(args, "uncommitted"), by: "practice" }),
    cancelReview: async () => (await reviewing()).cancel(),
    showPanel: () => showPanel(),
    setApiKey: (argument) => setApiKey(keys, argument),
    clearApiKey: () => clearApiKey(keys),
    selectModel: async () => (await import("./selectModel.ts")).selectModel(connecting),
    checkConnection: async () => (await import("./checkConnection.ts")).checkConnection(connecting),
    chooseEndpoint: async () => (await import("./chooseEndpoint.ts")).chooseEndpoint(connecting),
    toggleReviewOnSave: () => toggle(onSave),
    clearFindings: () => shown.clear(),
    deleteLocalData: async () => (await import("./deleteLocalData.ts")).deleteLocalData(forgetting),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`secondLook.${name}`, async (...args: readonly unknown[]) =>
        run(...args),
      ),
    ),
  );
}

/** What the panel's page asks for. */
export async function act(intent: PanelIntent, doers: Doers): Promise<void> {
  switch (intent.kind) {
    case "openFinding":
      return openFinding(intent.id, doers.shown);
    case "why":
      return (await import("./why.ts")).showWhy(intent.id, doers);
    case "pin":
    case "drop":
      return wish(intent.kind, intent.id, doers);
    case "undoPins":
      return doers.wishes.undo();
    case "review":
      return run("reviewUncommitted");
    case "reviewAgain":
      await reviewAgain(doers);
      return;
    case "cancel":
      return run("cancelReview");
    case "tryWithoutKey":
      return run("tryWithoutKey");
    case "setApiKey":
    case "selectModel":
    case "checkConnection":
      return run(intent.kind);
    case "clear":
      return run("clearFindings");
    case "openSettings":
      await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:second-look.second-look");
      return;
    case "manageTrust":
      return manageTrust();
  }
}

async function run(name: string): Promise<void> {
  await vscode.commands.executeCommand(`secondLook.${name}`);
}

/** Only of what is on show: what the page says is foreign. */
function wish(kind: "pin" | "drop", id: string, { shown, wishes }: Doers): void {
  const pieces = shown.outcome?.context?.pieces ?? [];
  if (pieces.some((piece) => piece.id === id)) wishes.toggle(kind, id);
}

/** The same scope of the same repositories, by whoever looked at it. */
async function reviewAgain(doers: Doers): Promise<Outcome> {
  const { outcome } = doers.shown;
  return start(doers, outcome === null ? wantedBy([], "uncommitted") : wantedAgain(outcome));
}

async function preview({ reviewing, pages }: Doers, wanted: Wanted): Promise<Preview> {
  const { previewRequest } = await import("./preview.ts");
  return previewRequest(wanted, { reviewing: await reviewing(), pages });
}

async function explain(doers: Doers, args: readonly unknown[]): Promise<Explanation | null> {
  const { explainContext } = await import("./explainContext.ts");
  return explainContext(args, { ...doers, reviewing: await doers.reviewing() });
}

async function start({ reviewing }: Doers, wanted: Wanted): Promise<Outcome> {
  return (await reviewing()).review(wanted);
}

/** A program may name it. */
function focusFrom(argument: unknown): WantedFocus {
  return typeof argument === "string" ? { kind: "said", text: argument } : { kind: "ask" };
}

/** A key given as the argument is taken as it is; resolves to whether a key was stored. */
async function setApiKey(keys: Keys, argument: unknown): Promise<boolean> {
  const endpoint = endpointOfSettings();
  if (endpoint === null) return false;
  const { signal } = new AbortController();
  const key = typeof argument === "string" ? argument : await askForKey(endpoint, signal);
  if (key === null || !isKey(key)) return false;
  await keys.store(endpoint, key);
  if (typeof argument !== "string") {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("The API key for {0} is stored.", plain(endpoint.host)),
    );
  }
  return true;
}

/** Resolves to whether it is on now, in this workspace. */
async function toggle(onSave: OnSave): Promise<boolean> {
  const isOn = await onSave.toggle();
  const said = isOn
    ? vscode.l10n.t(
        "Second Look: Review on save is on. Before anything of a repository is sent, you are asked.",
      )
    : vscode.l10n.t("Second Look: Review on save is off in this workspace.");
  vscode.window.setStatusBarMessage(said, 5000);
  return isOn;
}

async function clearApiKey(keys: Keys): Promise<void> {
  const endpoint = endpointOfSettings();
  if (endpoint === null) return;
  await keys.clear(endpoint);
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The API key for {0} is gone.", plain(endpoint.host)),
  );
}
