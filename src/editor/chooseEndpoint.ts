/** Lets a person choose where models answer, and goes on to the key and the model that belong there. */

import * as vscode from "vscode";
import { parseEndpoint } from "../model/endpoint.ts";
import { endpointOfSettings, type Connecting } from "./connecting.ts";
import { askForKey } from "./keys.ts";
import { pickOne, type Item } from "./picking.ts";
import { plain } from "./plain.ts";
import { addressOfResource, isAt, needsResource, presets, type Preset } from "./presets.ts";
import { selectModel } from "./selectModel.ts";
import { readSettings } from "./settings.ts";
import { words } from "./words.ts";

interface Chosen {
  readonly baseUrl: string;
  readonly model: Preset["model"];
}

/** Resolves to the address that is set now; null where nothing was chosen. No argument: a link must not say where code goes. */
export async function chooseEndpoint(of: Connecting): Promise<string | null> {
  const chosen = await choose();
  if (chosen === null) return null;
  await set("baseUrl", chosen.baseUrl);
  if (chosen.model !== null) await set("model", chosen.model === "default" ? undefined : chosen.model);

  const endpoint = endpointOfSettings();
  if (endpoint === null) return chosen.baseUrl;
  if (!endpoint.local && (await of.keys.read(endpoint)) === null) {
    const key = await askForKey(endpoint, new AbortController().signal);
    if (key !== null) await of.keys.store(endpoint, key);
  }
  if (chosen.model === null && vscode.workspace.isTrusted) await selectModel(of);
  void offerCheck(endpoint.host);
  return chosen.baseUrl;
}

async function choose(): Promise<Chosen | null> {
  const { baseUrl } = readSettings(undefined);
  const current = presets.find((preset) => isAt(preset, baseUrl));
  const ordered = [
    ...(current === undefined ? [] : [current]),
    ...presets.filter((each) => each !== current),
  ];
  const items: readonly Item<Preset | "other">[] = [
    ...ordered.map((preset) => ({
      label: preset.name,
      description: [preset.baseUrl, ...(preset === current ? [vscode.l10n.t("current")] : [])].join(" · "),
      value: preset,
    })),
    {
      label: vscode.l10n.t("Another Address…"),
      description: current === undefined ? vscode.l10n.t("{0} · current", plain(baseUrl)) : "",
      value: "other",
    },
  ];
  const { signal } = new AbortController();
  const chosen = await pickOne({ question: vscode.l10n.t("Where do models answer?"), items, signal });
  if (chosen.kind !== "chosen") return null;
  if (chosen.value === "other") return askForAddress(baseUrl);
  return needsResource(chosen.value) ? askForResource(chosen.value) : chosen.value;
}

async function askForResource(preset: Preset): Promise<Chosen | null> {
  const name = await vscode.window.showInputBox({
    title: preset.name,
    prompt: vscode.l10n.t("The name of your resource: the first part of its address, {0}.", preset.baseUrl),
    ignoreFocusOut: true,
    validateInput: (text) =>
      addressOfResource(preset, text) === null
        ? vscode.l10n.t("Letters, digits and hyphens, from 2 to 64 of them.")
        : null,
  });
  const baseUrl = name === undefined ? null : addressOfResource(preset, name);
  return baseUrl === null ? null : { baseUrl, model: preset.model };
}

async function askForAddress(current: string): Promise<Chosen | null> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t("Address of an OpenAI-compatible endpoint"),
    prompt: vscode.l10n.t("It usually ends with /v1. https only, except on this machine."),
    value: current,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const parsed = parseEndpoint(text);
      return parsed.kind === "refused" ? words.failure(parsed.fault).message : null;
    },
  });
  const parsed = given === undefined ? null : parseEndpoint(given);
  return parsed?.kind === "endpoint" ? { baseUrl: parsed.endpoint.baseUrl, model: null } : null;
}

async function offerCheck(host: string): Promise<void> {
  const check = vscode.l10n.t("Check Connection");
  const said = vscode.l10n.t("Second Look asks {0} from now on.", plain(host));
  if ((await vscode.window.showInformationMessage(said, check)) === check)
    await vscode.commands.executeCommand("secondLook.checkConnection");
}

async function set(setting: "baseUrl" | "model", value: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("secondLook");
  await configuration.update(setting, value, vscode.ConfigurationTarget.Global);
}
