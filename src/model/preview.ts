/** A request as it would be sent, to be looked at before anything leaves. */

import { wantedOf, type AskSettings } from "./ask.ts";
import type { Question } from "./asking.ts";
import { requestOf } from "./attempt.ts";

/** Exactly what the first attempt would send; the key is no part of it. */
export function describeRequest(
  settings: AskSettings,
  question: Question,
): { readonly url: string; readonly body: unknown } {
  return requestOf(settings.endpoint, wantedOf(settings, settings.model, question, new Set()));
}
