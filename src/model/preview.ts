/** A request as it would be sent, to be looked at before anything leaves. */

import type { Question } from "./asking.ts";
import { requestOf } from "./attempt.ts";
import { firstWanted, type AskSettings } from "./line.ts";

/** Exactly what the first attempt would send; the key is no part of it, and a random id (on the last rung) is another one each time. */
export function describeRequest(
  settings: AskSettings,
  question: Question,
): { readonly url: string; readonly body: unknown } {
  return requestOf(settings.endpoint, firstWanted(settings, question));
}
