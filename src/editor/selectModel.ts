/** Lets a person choose the model among those that the endpoint lists and those that VS Code offers, or name another one. */

import * as vscode from "vscode";
import { listModels, type ListedModel } from "../model/catalogue.ts";
import type { Endpoint } from "../model/endpoint.ts";
import { isEditorModel } from "../model/editorModel.ts";
import { endpointToAsk, keyFor, sayFault, type Connecting } from "./connecting.ts";
import { modelsOfTheEditor, type OfferedModel } from "./lm.ts";
import { modelRows, offeredRow } from "./modelList.ts";
import { pickOne, type Item } from "./picking.ts";
import { plain } from "./plain.ts";
import { readSettings } from "./settings.ts";
import { whileShown } from "./waiting.ts";

/** Resolves to the id that is set now; null where nothing was chosen. */
export async function selectModel(of: Connecting): Promise<string | null> {
  const endpoint = endpointToAsk();
  if (endpoint === null) return null;
  const { signal } = new AbortController();
  const key = await keyFor(endpoint, of, signal);
  const offered = await modelsOfTheEditor();
  const chooseAmong = async (models: readonly ListedModel[]): Promise<string | null> =>
    set(await choose({ models, offered, endpoint }, signal), endpoint, of);
  // Whoever has no key may still have a model in VS Code.
  if (key === undefined) return offered.length === 0 ? null : chooseAmong([]);
  const catalogue = await whileShown(
    vscode.l10n.t("Second Look: Asking {0} for its models…", plain(endpoint.host)),
    async (signal) => listModels({ endpoint, key }, signal),
  );
  if (catalogue.kind === "listed") {
    await of.endings.heard(endpoint, catalogue.models);
    return chooseAmong(catalogue.models);
  }
  if (catalogue.fault.code === "interrupted") return null;
  const [setKey, type] = [vscode.l10n.t("Set API Key"), vscode.l10n.t("Type an Id")];
  const own = vscode.l10n.t("Models of VS Code");
  const isKey = ["wrongKey", "forbidden"].includes(catalogue.fault.code);
  const answer = await sayFault(
    catalogue.fault,
    ...(isKey ? [setKey] : []),
    type,
    ...(offered.length > 0 ? [own] : []),
  );
  if (answer === own) return chooseAmong([]);
  if (answer === type) return set(await askForId(endpoint), endpoint, of);
  if (answer !== setKey) return null;
  const isSet = await vscode.commands.executeCommand<boolean>("secondLook.setApiKey");
  return isSet ? selectModel(of) : null;
}

interface Choices {
  readonly models: readonly ListedModel[];
  readonly offered: readonly OfferedModel[];
  readonly endpoint: Endpoint;
}

async function choose(
  { models, offered, endpoint: { host } }: Choices,
  signal: AbortSignal,
): Promise<string | null> {
  const { fallbackModels, review } = readSettings(undefined);
  const { model: current, profiles } = review;
  const rows = [
    ...modelRows({ models, current, fallbackModels, profiles }, vscode.l10n.t),
    ...offered.map((model) => offeredRow(model, current, vscode.l10n.t)),
  ];
  const typed = (text: string): Item<string> | null => {
    const id = text.trim();
    if (id === "" || rows.some((row) => row.id === id)) return null;
    return { label: plain(id), description: vscode.l10n.t("not in the list"), value: id };
  };
  const chosen = await pickOne({
    question: vscode.l10n.t("Which model of {0}? Type the id of one that is not listed.", plain(host)),
    items: rows.map(({ id, description, detail }) => ({ label: plain(id), description, detail, value: id })),
    typed,
    signal,
  });
  return chosen.kind === "chosen" ? chosen.value : null;
}

async function askForId({ host }: Endpoint): Promise<string | null> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t("Model of {0}", plain(host)),
    prompt: vscode.l10n.t("Its id, as the endpoint names it."),
    value: readSettings(undefined).review.model,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("An id is at least one letter.") : null),
  });
  const id = given?.trim() ?? "";
  return id === "" ? null : id;
}

async function set(id: string | null, endpoint: Endpoint, { endings }: Connecting): Promise<string | null> {
  if (id === null) return null;
  const configuration = vscode.workspace.getConfiguration("secondLook");
  await configuration.update("model", id, vscode.ConfigurationTarget.Global);
  const { profiles } = readSettings(undefined).review;
  const ending = isEditorModel(id) ? [] : await endings.announce(endpoint, profiles.of(id), Date.now());
  if (ending.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t("Second Look asks {0} from now on.", plain(id)));
  return id;
}
