/** What the commands share that talk to the endpoint of the settings outside of a review: its address, its key, and who is asked. */

import { l10n, window, workspace, type Memento } from "vscode";
import type { Fault } from "../contract/failure.ts";
import type { Memory } from "../memory/memory.ts";
import { parseEndpoint, type Endpoint } from "../model/endpoint.ts";
import type { Endings } from "./endings.ts";
import { askForKey, type Destination, type Keys } from "./keys.ts";
import { plain } from "./plain.ts";
import type { PreviewPages } from "./previewPages.ts";
import { readSettings } from "./settings.ts";
import { sayRestricted } from "./trust.ts";
import { words, worstPrice } from "./words.ts";

export interface Connecting {
  readonly keys: Keys;
  readonly pages: PreviewPages;
  readonly endings: Endings;
  /** The budget of the day, and what reviews know of endpoints. */
  readonly stored: () => Promise<Memory>;
  /** Which origins a person agreed to have checked. */
  readonly memory: Memento;
  readonly questions: ConnectingQuestions;
}

/** The questions only a person can answer; a test answers for them. */
export interface ConnectingQuestions {
  key(destination: Destination, signal: AbortSignal): Promise<string | null>;
  check(check: AskedCheck): Promise<boolean>;
}

export interface AskedCheck {
  readonly endpoint: Endpoint;
  readonly model: string;
  /** USD; null where it is not known. */
  readonly worstUsd: number | null;
}

export const connectingQuestions: ConnectingQuestions = { key: askForKey, check: askToCheck };

/** In a workspace that is not trusted nothing is sent, not even this; of an address that can't be used, that is said. */
export function endpointToAsk(): Endpoint | null {
  if (workspace.isTrusted) return endpointOfSettings();
  void sayRestricted();
  return null;
}

export function endpointOfSettings(): Endpoint | null {
  const parsed = parseEndpoint(readSettings(undefined).baseUrl);
  if (parsed.kind === "endpoint") return parsed.endpoint;
  void sayFault(parsed.fault);
  return null;
}

/** The key of the endpoint, asked for where there is none yet; undefined when that was left. Null where none is needed. */
export async function keyFor(
  endpoint: Endpoint,
  { keys, questions }: Connecting,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  const known = await keys.read(endpoint);
  if (known !== null || endpoint.local) return known;
  const given = await questions.key(endpoint, signal);
  if (given === null) return undefined;
  await keys.store(endpoint, given);
  return given;
}

/** With a button for each way out; resolves to the one that was pressed. */
export async function sayFault(fault: Fault, ...buttons: readonly string[]): Promise<string | undefined> {
  const { message, nextStep } = words.failure(fault);
  return window.showErrorMessage(`Second Look: ${message} ${nextStep}`, ...buttons);
}

/** Names the address and the price; a decision about money, so it stands in the way. */
async function askToCheck({ endpoint, model, worstUsd }: AskedCheck): Promise<boolean> {
  const go = l10n.t("Check");
  const answer = await window.showInformationMessage(
    l10n.t("Check the connection to {0}?", plain(endpoint.host)),
    {
      modal: true,
      detail: [
        l10n.t("A few tiny questions go to {0}, for the model {1}.", plain(endpoint.origin), plain(model)),
        l10n.t("Nothing of your code is in them, nor the name of a file or a folder."),
        l10n.t("Price: {0}", worstPrice(worstUsd)),
        "",
        l10n.t("You are asked once for each address."),
      ].join("\n"),
    },
    go,
  );
  return answer === go;
}
