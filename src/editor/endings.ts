/** Announces once for each model that its maker ends it soon, by the table or by what its endpoint lists. */

import { commands, l10n, window, type Memento } from "vscode";
import type { Remark } from "../contract/failure.ts";
import type { ListedModel } from "../model/catalogue.ts";
import type { Endpoint } from "../model/endpoint.ts";
import { endingRemarks } from "../model/ending.ts";
import type { Profile } from "../model/profiles.ts";
import { words } from "./words.ts";

const toldName = "secondLook.endingsTold";
const listedName = "secondLook.endingsListed";
/** The latest are kept. */
const most = 200;

export class Endings {
  readonly #memory: Memento;
  readonly #say: (remark: Remark) => void;

  constructor(memory: Memento, say = (remark: Remark): void => void sayEnding(remark)) {
    this.#memory = memory;
    this.#say = say;
  }

  /** An endpoint knows better than the table until when it serves a model. */
  async heard({ origin }: Endpoint, models: readonly ListedModel[]): Promise<void> {
    const heard = models.flatMap(({ id, shutdown }) =>
      shutdown === null ? [] : [[nameOf(origin, id), shutdown] as const],
    );
    if (heard.length === 0) return;
    const all = [...Object.entries(this.#listed()), ...heard].slice(-most);
    await this.#memory.update(listedName, Object.fromEntries(all));
  }

  /** For the notices of a review; the first time it is also said aloud, later it is neither. `now`: milliseconds since 1970. */
  async announce({ origin }: Endpoint, profile: Profile, now: number): Promise<readonly Remark[]> {
    const shutdown = this.#listed()[nameOf(origin, profile.model)] ?? profile.shutdown;
    const remarks = endingRemarks({ ...profile, shutdown }, now);
    const told = this.#told();
    const name = `${profile.model} ${shutdown ?? ""}`;
    if (remarks.length === 0 || told.includes(name)) return [];
    await this.#memory.update(toldName, [...told, name].slice(-most));
    remarks.forEach(this.#say);
    return remarks;
  }

  #told(): readonly string[] {
    const kept = this.#memory.get<unknown>(toldName);
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  }

  #listed(): Readonly<Record<string, string>> {
    const kept = this.#memory.get<unknown>(listedName);
    const entries = typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(
      entries.filter((each): each is [string, string] => typeof each[1] === "string"),
    );
  }
}

function nameOf(origin: string, model: string): string {
  return `${origin} ${model}`;
}

async function sayEnding(remark: Remark): Promise<void> {
  const select = l10n.t("Select Model");
  const { message } = words.notice(remark);
  if ((await window.showWarningMessage(`Second Look: ${message}`, select)) === select)
    await commands.executeCommand("secondLook.selectModel");
}
