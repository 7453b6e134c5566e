/**
 * Checks what the endpoint can do, and shows it as a page to read.
 *
 * Consent to send from a repository is not what is asked for here, because nothing of a repository leaves: neither code nor
 * names, only a fixed question. But it costs something, and the key goes along, so a person agrees once for each origin,
 * with the price in hand.
 */

import * as vscode from "vscode";
import { attempt } from "../model/attempt.ts";
import type { Endpoint } from "../model/endpoint.ts";
import { probe, probeWorstUsd, remember, type Probed } from "../model/probe.ts";
import { isEditorModel } from "../model/editorModel.ts";
import { withinBudget } from "../model/spending.ts";
import { checkText, reportOf, type CheckReport } from "../report/check.ts";
import { endpointToAsk, keyFor, type Connecting } from "./connecting.ts";
import { plain } from "./plain.ts";
import { readSettings } from "./settings.ts";
import { whileShown } from "./waiting.ts";
import { words } from "./words.ts";

/** Resolves to what was found; null where nothing was asked, or it was cancelled. */
export async function checkConnection(of: Connecting): Promise<CheckReport | null> {
  const endpoint = endpointToAsk();
  if (endpoint === null) return null;
  const { model: chosen } = readSettings(undefined).review;
  if (isEditorModel(chosen)) {
    const said = vscode.l10n.t("{0} is offered by VS Code: there is no endpoint to check.", plain(chosen));
    void vscode.window.showInformationMessage(`Second Look: ${said}`);
    return null;
  }
  const { signal } = new AbortController();
  const key = await keyFor(endpoint, of, signal);
  if (key === undefined || !(await isAgreed(endpoint, of))) return null;

  const { fallbackModels, review, budgets } = readSettings(undefined);
  const { model, profiles } = review;
  const stored = await of.stored();
  const within = withinBudget(attempt, { spending: stored.spending(budgets, "asked"), profiles });
  const probed = await whileShown(
    vscode.l10n.t("Second Look: Checking {0}…", plain(endpoint.host)),
    async (until) => probe({ endpoint, key, model, fallbackModels, profiles, attempt: within }, until),
  );
  if (probed.cancelled) return null;
  const endpoints = await stored.endpoints();
  remember(endpoint, probed, endpoints);
  await endpoints.saved();
  const { catalogue } = probed;
  if (catalogue.kind === "listed") await of.endings.heard(endpoint, catalogue.models);
  await of.endings.announce(endpoint, profiles.of(probed.model), Date.now());

  const report = reportOf(
    { endpoint, model, profiles, probed },
    { failure: (fault) => words.failure(fault), fill: vscode.l10n.t },
  );
  await of.pages.show(checkText(report, vscode.l10n.t), vscode.l10n.t("Connection"));
  void sayHow(report, probed);
  return report;
}

const name = "secondLook.checked";

/** Also of an address on this machine: who listens there may hand on to others, for money. */
async function isAgreed(endpoint: Endpoint, { memory, questions }: Connecting): Promise<boolean> {
  const kept = memory.get<unknown>(name);
  const agreed: readonly unknown[] = Array.isArray(kept) ? kept : [];
  if (agreed.includes(endpoint.origin)) return true;
  const { model, profiles } = readSettings(undefined).review;
  const worstUsd = probeWorstUsd(model, profiles);
  if (!(await questions.check({ endpoint, model, worstUsd }))) return false;
  await memory.update(name, [...agreed, endpoint.origin]);
  return true;
}

/** The way out of what is in the way, one click from here. */
async function sayHow({ usable, summary }: CheckReport, { observed }: Probed): Promise<void> {
  if (usable) {
    await vscode.window.showInformationMessage(`Second Look: ${plain(summary)}`);
    return;
  }
  const codes = observed.flatMap(({ fault }) => fault?.code ?? []);
  const ways: readonly (readonly [label: string, command: string])[] = [
    ...(codes.includes("wrongKey") ? [[vscode.l10n.t("Set API Key"), "setApiKey"] as const] : []),
    ...(codes.includes("unknownModel") ? [[vscode.l10n.t("Select Model"), "selectModel"] as const] : []),
    [vscode.l10n.t("Choose Endpoint"), "chooseEndpoint"],
  ];
  const labels = ways.map(([label]) => label);
  const answer = await vscode.window.showWarningMessage(`Second Look: ${plain(summary)}`, ...labels);
  const [, command] = ways.find(([label]) => label === answer) ?? [];
  if (command !== undefined) await vscode.commands.executeCommand(`secondLook.${command}`);
}
