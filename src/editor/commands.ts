/** The commands: what a person, a menu or a program can ask for, and who does it. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import type { Scope } from "../contract/scope.ts";
import { parseEndpoint, type Endpoint } from "../model/endpoint.ts";
import type { PanelIntent } from "../panel/protocol.ts";
import { askForKey, isKey, type Keys } from "./keys.ts";
import { openFinding } from "./open.ts";
import { plain } from "./plain.ts";
import type { Reviewing, Wanted } from "./reviewing.ts";
import { folderFrom, scopeFrom } from "./scopes.ts";
import { readSettings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { manageTrust } from "./trust.ts";
import { words } from "./words.ts";

export interface Doers {
  /** Loads what reviews need, with the first one. */
  readonly reviewing: () => Promise<Reviewing>;
  readonly shown: Shown;
  readonly keys: Keys;
  readonly showPanel: () => void;
}

type Commands = Readonly<Record<string, (argument: unknown) => unknown>>;

export function registerCommands(doers: Doers): vscode.Disposable {
  const { shown, keys, showPanel, reviewing } = doers;
  const commands: Commands = {
    reviewUncommitted: (argument) => review(doers, argument, { kind: "uncommitted" }),
    reviewBranch: (argument) => review(doers, argument, { kind: "branch", base: null }),
    reviewCommit: (argument) => review(doers, argument, { kind: "commit", commit: "HEAD" }),
    tryWithoutKey: (argument) => tryWithoutKey(doers, argument),
    cancelReview: async () => (await reviewing()).cancel(),
    showPanel: () => showPanel(),
    setApiKey: (argument) => setApiKey(keys, argument),
    clearApiKey: () => clearApiKey(keys),
    clearFindings: () => shown.clear(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`secondLook.${name}`, run),
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

/** A program names the scope; a person is asked for what the command's name leaves open. */
async function review(doers: Doers, argument: unknown, about: Scope): Promise<Outcome> {
  const named = scopeFrom(argument);
  const wanted = { folder: folderFrom(argument), by: "model" } as const;
  if (named !== null || about.kind === "uncommitted") {
    return start(doers, { ...wanted, scope: named ?? about, choose: null });
  }
  const { chooseBranch, chooseCommit } = await import("./pickers.ts");
  return start(doers, {
    ...wanted,
    scope: about,
    choose: about.kind === "branch" ? chooseBranch : chooseCommit,
  });
}

async function tryWithoutKey(doers: Doers, argument: unknown): Promise<Outcome> {
  const scope = scopeFrom(argument) ?? { kind: "uncommitted" };
  return start(doers, { scope, folder: null, by: "practice", choose: null });
}

/** The same scope of the same repository, by whoever looked at it. */
async function reviewAgain(doers: Doers): Promise<Outcome> {
  const { outcome } = doers.shown;
  const scope: Scope = outcome?.scope ?? { kind: "uncommitted" };
  const wasPractice = outcome?.notices.some(({ code }) => code === "practice") === true;
  const folder = outcome?.repositories[0]?.root ?? null;
  return start(doers, { scope, folder, by: wasPractice ? "practice" : "model", choose: null });
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
