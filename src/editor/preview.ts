/** Shows what a review would send, to the byte, in a document that can only be read. Nothing here can send. */

import * as vscode from "vscode";
import type { Outcome } from "../contract/outcome.ts";
import { endpointFor } from "../model/editorModel.ts";
import { describeRequest } from "../model/preview.ts";
import { comparedBy } from "./panel/figures.ts";
import { askSettingsFor } from "./permit.ts";
import { plain } from "./plain.ts";
import { previewText } from "./previewText.ts";
import type { Meanwhile, Rehearsed, Reviewing } from "./reviewing.ts";
import type { PreviewPages } from "./previewPages.ts";
import { whileShown } from "./waiting.ts";
import type { Wanted } from "./wanted.ts";
import { words, worstPrice } from "./words.ts";

/** What the command resolves to. */
export interface Preview {
  /** Its coverage is what would be sent. */
  readonly outcome: Outcome;
  /** Those of the first round; none where there is nothing to send. */
  readonly requests: readonly { readonly url: string; readonly body: unknown }[];
  /** The address of the document on show; null where there is none. */
  readonly document: string | null;
}

export async function previewRequest(
  wanted: Wanted,
  { reviewing, pages }: { readonly reviewing: Reviewing; readonly pages: PreviewPages },
): Promise<Preview> {
  const rehearsed = await reviewing.rehearse(wanted, meanwhile);
  const written = rehearsed.kind === "rehearsed" ? write(rehearsed) : null;
  if (written !== null && written.kind === "written") {
    const uri = await pages.show(written.text);
    return { outcome: written.outcome, requests: written.requests, document: uri.toString() };
  }
  const { outcome } = written ?? (rehearsed.kind === "ended" ? rehearsed : rehearsed.rehearsal);
  void sayWhyNot(outcome);
  return { outcome, requests: [], document: null };
}

type Written =
  | (Omit<Preview, "document"> & { readonly kind: "written"; readonly text: string })
  | { readonly kind: "refused"; readonly outcome: Outcome };

/** Null where there is nothing to send. */
function write({
  rehearsal,
  settings,
  installationKey,
  kept,
}: Extract<Rehearsed, { readonly kind: "rehearsed" }>): Written | null {
  const { outcome, estimate, questions } = rehearsal;
  if (estimate === null) return null;
  const parsed = endpointFor({ baseUrl: settings.baseUrl, model: estimate.model });
  if (parsed.kind === "refused") {
    return {
      kind: "refused",
      outcome: { ...outcome, kind: "failed", failures: [words.failure(parsed.fault)] },
    };
  }
  const asked = askSettingsFor(estimate, { settings, installationKey, kept, endpoint: parsed.endpoint });
  const requests = questions.map((question) => ({ ...describeRequest(asked, question), question }));
  const price = worstPrice(estimate.worstUsd);
  return {
    kind: "written",
    outcome,
    requests: requests.map(({ url, body }) => ({ url, body })),
    text: previewText({ outcome, estimate, requests, price }, vscode.l10n.t),
  };
}

const meanwhile: Meanwhile = (work) => whileShown(vscode.l10n.t("Second Look: Preparing the request…"), work);

/** A preview that nobody wanted any more needs no words; what could not be shown does. */
async function sayWhyNot(outcome: Outcome): Promise<void> {
  const [failure] = outcome.failures;
  if (outcome.kind === "nothingToReview") {
    const compared = comparedBy(outcome, vscode.l10n.t);
    await vscode.window.showInformationMessage(`Second Look: ${plain(outcome.summary)} ${plain(compared)}`);
  } else if (failure !== undefined && failure.code !== "untrusted") {
    await vscode.window.showErrorMessage(`Second Look: ${plain(failure.message)} ${plain(failure.nextStep)}`);
  }
}
