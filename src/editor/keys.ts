/** API keys in the editor's secret storage, one for each origin: a key goes only where it was given for. */

import { l10n, window, type SecretStorage } from "vscode";
import type { Endpoint } from "../model/endpoint.ts";
import { plain } from "./plain.ts";
import { withToken } from "./waiting.ts";

export type Destination = Pick<Endpoint, "origin" | "host">;

export class Keys {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async read({ origin }: Destination): Promise<string | null> {
    const key = await this.#secrets.get(nameOf(origin));
    return key === undefined || key === "" ? null : key;
  }

  async store({ origin }: Destination, key: string): Promise<void> {
    await this.#secrets.store(nameOf(origin), key.trim());
  }

  async clear({ origin }: Destination): Promise<void> {
    await this.#secrets.delete(nameOf(origin));
  }
}

/** Asks a person for the key of an endpoint; null when they leave the box empty-handed. */
export async function askForKey({ host }: Destination, signal: AbortSignal): Promise<string | null> {
  const given = await withToken(signal, (token) =>
    window.showInputBox(
      {
        title: l10n.t("API key for {0}", plain(host)),
        prompt: l10n.t("It is kept in the editor's secret storage and sent to {0} alone.", plain(host)),
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (isKey(text) ? null : l10n.t("A key is one word, without spaces.")),
      },
      token,
    ),
  );
  return given === undefined || !isKey(given) ? null : given.trim();
}

/** What a header can carry: printable characters without spaces. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text.trim());
}

function nameOf(origin: string): string {
  return `secondLook.key ${origin}`;
}
