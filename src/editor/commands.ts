/** The commands: what a person, a menu or a program can ask for, and who does it. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import { parseEndpoint, type Endpoint } from "../model/endpoint.ts";
import type { PanelIntent } from "../panel/protocol.ts";
import { nameOf } from "./documents.ts";
import { askForKey, isKey, type Keys } from "./keys.ts";
import { openFinding } from "./open.ts";
import { plain } from "./plain.ts";
import type { Preview } from "./preview.ts";
import type { PreviewPages } from "./previewPages.ts";
import type { Reviewing } from "./reviewing.ts";
import { readSettings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { manageTrust } from "./trust.ts";
import type { asking } from "./wanted.ts";
import { filesWantedBy, wantedAgain, wantedBy, type Wanted } from "./wanted.ts";
import { words } from "./words.ts";

export interface Doers {
  /** Loads what reviews need, with the first one. */
  readonly reviewing: () => Promise<Reviewing>;
  readonly shown: Shown;
  readonly keys: Keys;
  readonly pages: PreviewPages;
  readonly showPanel: () => void;
}

type Commands = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export function registerCommands(doers: Doers): vscode.Disposable {
  const { shown, keys, showPanel, reviewing } = doers;
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
    previewRequest: (...args) => preview(doers, wantedBy(args, "kind")),
    tryWithoutKey: (...args) => start(doers, { ...wantedBy(args, "uncommitted"), by: "practice" }),
    cancelReview: async () => (await reviewing()).cancel(),
    showPanel: () => showPanel(),
    setApiKey: (argument) => setApiKey(keys, argument),
    clearApiKey: () => clearApiKey(keys),
    clearFindings: () => shown.clear(),
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
      return run("setApiKey");
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

/** The same scope of the same repositories, by whoever looked at it. */
async function reviewAgain(doers: Doers): Promise<Outcome> {
  const { outcome } = doers.shown;
  return start(doers, outcome === null ? wantedBy([], "uncommitted") : wantedAgain(outcome));
}

async function preview({ reviewing, pages }: Doers, wanted: Wanted): Promise<Preview> {
  const { previewRequest } = await import("./preview.ts");
  return previewRequest(wanted, { reviewing: await reviewing(), pages });
}

async function start({ reviewing }: Doers, wanted: Wanted): Promise<Outcome> {
  return (await reviewing()).review(wanted);
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

async function clearApiKey(keys: Keys): Promise<void> {
  const endpoint = endpointOfSettings();
  if (endpoint === null) return;
  await keys.clear(endpoint);
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The API key for {0} is gone.", plain(endpoint.host)),
  );
}

/** A key belongs to the endpoint of the settings; of one that can't be used, that is said. */
function endpointOfSettings(): Endpoint | null {
  const parsed = parseEndpoint(readSettings(undefined).baseUrl);
  if (parsed.kind === "endpoint") return parsed.endpoint;
  const { message, nextStep } = words.failure(parsed.fault);
  void vscode.window.showErrorMessage(`Second Look: ${message} ${nextStep}`);
  return null;
}
