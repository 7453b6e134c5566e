/** The models that VS Code offers (a Copilot subscription, say): found by their names, listed to choose from, and asked. */

import * as vscode from "vscode";
import type { EditorModels } from "../model/editorAttempt.ts";
import { editorModelId, editorModelName, isEditorModel } from "../model/editorModel.ts";
import { withEditorModel } from "../model/editorRoom.ts";
import type { Settings } from "./settings.ts";

/** One to choose from; `id` is what `secondLook.model` then holds. */
export interface OfferedModel {
  readonly id: string;
  readonly name: string;
  /** Tokens. */
  readonly maxInputTokens: number;
}

/** Those that may be asked in words; sorted by name. */
export async function modelsOfTheEditor(): Promise<readonly OfferedModel[]> {
  const models = await vscode.lm.selectChatModels();
  return models
    .map((model) => ({ id: editorModelId(model), name: model.name, maxInputTokens: model.maxInputTokens }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en") || a.id.localeCompare(b.id, "en"));
}

export const editorModels: EditorModels = {
  async ask(model, messages, signal) {
    const found = await find(model);
    if (found === null) return null;
    const said = messages.map((message) => vscode.LanguageModelChatMessage.User(message));
    const justification = vscode.l10n.t("It reviews the change that you asked to have reviewed.");
    return textOf(found, said, { justification }, signal);
  },
};

/** The settings with what VS Code says of the model, where it is one of its own. */
export async function withRoom(settings: Settings): Promise<Settings> {
  const { review } = settings;
  const { model, outputReserve } = review;
  const found = isEditorModel(model) ? await find(model) : null;
  if (found === null) return settings;
  const { maxInputTokens } = found;
  const profiles = withEditorModel(review.profiles, { model, maxInputTokens, outputReserve });
  return { ...settings, review: { ...review, profiles } };
}

async function find(model: string): Promise<vscode.LanguageModelChat | null> {
  const [found = null] = await vscode.lm.selectChatModels({ ...editorModelName(model) });
  return found;
}

/** The first request of all makes VS Code ask the person; withdrawn with the signal, like the answer. */
async function* textOf(
  model: vscode.LanguageModelChat,
  messages: vscode.LanguageModelChatMessage[],
  options: vscode.LanguageModelChatRequestOptions,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const answer = await model.sendRequest(messages, options, source.token);
    yield* answer.text;
  } finally {
    signal.removeEventListener("abort", cancel);
    source.dispose();
  }
}
