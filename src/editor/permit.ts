/** Leave to send: the ceiling, the key, and a person's consent, each with the worst price in hand. */

import { createHmac } from "node:crypto";
import { l10n, window } from "vscode";
import type { Fault, FailureArguments, FailureCode } from "../contract/failure.ts";
import type { Kept } from "../memory/kept.ts";
import { openAsk, type AskSettings, type DearerOffer } from "../model/ask.ts";
import { endpointFor } from "../model/editorModel.ts";
import type { Endpoint } from "../model/endpoint.ts";
import type { Estimate, Leave } from "../review/ports.ts";
import { askForConsent, type Consent, type Sending } from "./consent.ts";
import { askForKey, type Destination, type Keys } from "./keys.ts";
import { plain } from "./plain.ts";
import type { Settings } from "./settings.ts";
import { untilAborted } from "./waiting.ts";
import { worstPrice } from "./words.ts";

/** The questions only a person can answer; a test answers for them. */
export interface Questions {
  key(destination: Destination, signal: AbortSignal): Promise<string | null>;
  consent(sending: Sending): Promise<boolean>;
  dearer(offer: DearerOffer): Promise<boolean>;
}

export const questions: Questions = { key: askForKey, consent: askForConsent, dearer: askForDearer };

export interface Permission {
  readonly settings: Settings;
  readonly keys: Keys;
  readonly consent: Consent;
  readonly questions: Questions;
  readonly kept: Kept;
  /** A secret of the installation: what stands for a repository at the endpoint tells nothing about it. */
  readonly installationKey: string;
}

export async function permit(
  { settings, keys, consent, questions, kept, installationKey }: Permission,
  estimate: Estimate,
  signal: AbortSignal,
): Promise<Leave> {
  const parsed = endpointFor({ baseUrl: settings.baseUrl, model: estimate.model });
  if (parsed.kind === "refused") return parsed;
  const { endpoint } = parsed;
  const { budgetUsd } = settings;
  const { worstUsd } = estimate;
  if (worstUsd !== null && worstUsd > budgetUsd) return refused("overBudget", { worstUsd, budgetUsd });

  const needsKey = !endpoint.local && endpoint.wire !== "editor";
  let key = endpoint.wire === "editor" ? null : await keys.read(endpoint);
  if (key === null && needsKey) {
    key = await questions.key(endpoint, signal);
    if (key === null) return refused("noKey", { host: endpoint.host });
    await keys.store(endpoint, key);
  }

  const budget = await kept.budget(worstUsd);
  const sending: Sending = { endpoint, estimate, budget };
  if (!consent.isGiven(sending)) {
    const isGiven = await untilAborted(signal, questions.consent(sending));
    if (isGiven !== true) return refused("consentDeclined", {});
    await consent.remember(sending);
  }

  kept.allow(worstUsd);
  const ask = openAsk({
    ...askSettingsFor(estimate, { settings, installationKey, kept, endpoint }),
    key,
    permitDearer: async (offer, until) => {
      const isPermitted = (await untilAborted(until, questions.dearer(offer))) === true;
      if (isPermitted) kept.allow(offer.worstUsd);
      return isPermitted;
    },
  });
  return { kind: "granted", ask, remarks: budget === null ? [] : [budget] };
}

/** How an endpoint is asked; all of it that shapes a request, so that a preview of one is the same to the byte. */
export function askSettingsFor(
  estimate: Estimate,
  of: Pick<Permission, "settings" | "installationKey" | "kept"> & { readonly endpoint: Endpoint },
): AskSettings {
  const { settings, installationKey, kept, endpoint } = of;
  const { budgetUsd, effort, fallbackModels, review } = settings;
  const isAffordable = (model: string): boolean => (estimate.worstUsdWith(model) ?? 0) <= budgetUsd;
  return {
    ...kept.asking,
    endpoint,
    key: null,
    model: estimate.model,
    // They are the endpoint's, which is not asked where a model of the editor's is.
    fallbackModels: endpoint.wire === "editor" ? [] : fallbackModels.filter(isAffordable),
    effort,
    profiles: review.profiles,
    outputReserve: review.outputReserve,
    cacheKey: createHmac("sha256", installationKey)
      .update(`cache ${estimate.repositories.map(({ root }) => root).join("\0")}`)
      .digest("hex")
      .slice(0, 32),
    worstUsdWith: (model) => estimate.worstUsdWith(model),
    permitDearer: async () => false,
  };
}

async function askForDearer({ model, by, worstUsd }: DearerOffer): Promise<boolean> {
  const go = l10n.t("Ask It");
  const answer = await window.showWarningMessage(
    l10n.t("{0} is not there. Ask {1} instead?", plain(model), plain(by)),
    { modal: true, detail: l10n.t("It costs more: {0}.", worstPrice(worstUsd)) },
    go,
  );
  return answer === go;
}

function refused(
  code: FailureCode,
  args: FailureArguments,
): { readonly kind: "refused"; readonly fault: Fault } {
  return { kind: "refused", fault: { code, args } };
}
