/** Remembers from which repository a person agreed to send to which origin, and asks where they have not yet. */

import { l10n, window, type Memento } from "vscode";
import type { Remark } from "../contract/failure.ts";
import type { Endpoint } from "../model/endpoint.ts";
import { tokens } from "../report/figures.ts";
import type { Estimate } from "../review/ports.ts";
import { plain } from "./plain.ts";
import { isRecord } from "./scopes.ts";
import { words, worstPrice } from "./words.ts";

/** A first sending: from where, to where, and what it may cost. */
export interface Sending {
  readonly endpoint: Endpoint;
  readonly estimate: Estimate;
  /** What to say of the budget of the day; null where nothing need be said. */
  readonly budget: Remark | null;
}

/** Where something is sent from, and where it goes. */
export interface Way {
  readonly origin: string;
  /** Absolute real path of the repository. */
  readonly root: string;
}

const name = "secondLook.consent";
const onSaveName = "secondLook.consentOnSave";

export class Consent {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Whether it was given for every repository that something is sent from. */
  isGiven(sending: Sending): boolean {
    return this.#missing(sending).length === 0;
  }

  async remember(sending: Sending): Promise<void> {
    const missing = this.#missing(sending);
    if (missing.length > 0) await this.#memory.update(name, [...this.#given(), ...missing]);
  }

  /** Whether a person ever agreed to send along this way; for what exactly, only `isGiven` says. */
  has({ origin, root }: Way): boolean {
    const way = `${origin} ${root}`;
    return this.#given().some((kind) => kind === way || kind.startsWith(`${way} unpriced `));
  }

  /** Whether a person ever agreed to send anything there. */
  reaches(origin: string): boolean {
    return this.#given().some((kind) => kind.startsWith(`${origin} `));
  }

  /** Sending what is saved is another kind of sending, so it is agreed to by itself; null where nobody was asked. */
  onSave(way: Way): "yes" | "never" | null {
    const answer = this.#answersOnSave()[`${way.origin} ${way.root}`];
    return answer === "yes" || answer === "never" ? answer : null;
  }

  async rememberOnSave({ origin, root }: Way, answer: "yes" | "never"): Promise<void> {
    await this.#memory.update(onSaveName, { ...this.#answersOnSave(), [`${origin} ${root}`]: answer });
  }

  /** Whoever said never may have thought otherwise since. */
  async askOnSaveAgain(origin: string): Promise<void> {
    const left = Object.entries(this.#answersOnSave()).filter(
      ([way, answer]) => answer !== "never" || !way.startsWith(`${origin} `),
    );
    await this.#memory.update(onSaveName, Object.fromEntries(left));
  }

  #answersOnSave(): Readonly<Record<string, unknown>> {
    const kept = this.#memory.get<unknown>(onSaveName);
    return isRecord(kept) ? kept : {};
  }

  #missing(sending: Sending): readonly string[] {
    const given = this.#given();
    return kindsOf(sending).filter((kind) => !given.includes(kind));
  }

  #given(): readonly string[] {
    const kept = this.#memory.get<unknown>(name);
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  }
}

/** Names both ends, the amount and the price; a decision, so it stands in the way. */
export async function askForConsent({ endpoint, estimate, budget }: Sending): Promise<boolean> {
  const { repositories, model, files, pictures, inputTokens, mostOutputTokens, reads, worstUsd } = estimate;
  const send = l10n.t("Send");
  const answer = await window.showInformationMessage(
    l10n.t("Send this change to {0}?", plain(endpoint.host)),
    {
      modal: true,
      detail: [
        ...repositories.map(({ id, root }) =>
          root === ""
            ? l10n.t("From: an editor without a file")
            : l10n.t("From: {0} ({1})", plain(id), plain(root)),
        ),
        l10n.t("To: {0}, for the model {1}", plain(endpoint.origin), plain(model)),
        l10n.t(
          "Changed files: {0}, together {1} tokens, and up to {2} of answer",
          files,
          tokens(inputTokens),
          tokens(mostOutputTokens),
        ),
        ...(pictures === 0
          ? []
          : [
              l10n.t(
                "Pictures: {0}. What they show is sent as it is, and nobody looks for secrets in it: think of screenshots. What they hold beside it (places, cameras, names) is removed.",
                pictures,
              ),
            ]),
        l10n.t("Price: {0}", worstPrice(worstUsd)),
        ...(budget === null ? [] : [words.notice(budget).message]),
        ...(reads
          ? [l10n.t("At this depth the model may ask for further tracked files of the repository by itself.")]
          : []),
        "",
        l10n.t(
          "Secret values that are recognised in text are replaced before sending. You are asked once for each repository and address, and again where pictures go along for the first time.",
        ),
      ].join("\n"),
    },
    send,
  );
  return answer === send;
}

/**
 * Where the price is not known no ceiling can hold, so that is agreed to model by model; and that the model chooses what
 * it reads is another kind of sending, and so are pictures. A root begins with a slash or a drive, so the kinds can't be mixed up.
 */
function kindsOf({ endpoint: { origin, local }, estimate }: Sending): readonly string[] {
  const unpriced = estimate.worstUsd === null && !local ? ` unpriced ${estimate.model}` : "";
  return estimate.repositories.flatMap(({ root }) => [
    `${origin} ${root}${unpriced}`,
    ...(estimate.reads ? [`${origin} reads ${root}`] : []),
    ...(estimate.pictures > 0 ? [`${origin} pictures ${root}`] : []),
  ]);
}
