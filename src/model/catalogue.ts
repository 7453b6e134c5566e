/** Asks an endpoint which models it has: one guarded GET, under the same rules as every request, with no code in it. */

import type { Fault } from "../contract/failure.ts";
import { troubleOf } from "./breakage.ts";
import type { Endpoint } from "./endpoint.ts";
import { faultOf } from "./faults.ts";
import { countOf, fieldOf, textOf } from "./foreign.ts";
import { Guard, limits } from "./guard.ts";
import type { Trouble } from "./trouble.ts";

export interface ListedModel {
  readonly id: string;
  /** The day (ISO) on which it ends, where the endpoint says so. */
  readonly shutdown: string | null;
}

export type Catalogue =
  | { readonly kind: "listed"; readonly models: readonly ListedModel[] }
  /** `trouble` is what happened on the wire. */
  | { readonly kind: "failed"; readonly fault: Fault; readonly trouble: Trouble };

export interface CatalogueRequest {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  /** Milliseconds without a byte after which to give up. */
  readonly silence?: number;
}

const path = "/models";
/** A list is short: who has begun none within this time has none. */
const patience = 20_000;
/** Some endpoints list hundreds of models, each with its description, on one line. */
const listLimits = { ...limits, line: limits.answer };

/** Never throws. */
export async function listModels(
  { endpoint, key, silence = patience }: CatalogueRequest,
  signal: AbortSignal,
): Promise<Catalogue> {
  const guard = new Guard({ endpoint, key, method: "GET", path, silence, limits: listLimits });
  let trouble: Trouble;
  try {
    const response = await guard.fetch(path, { signal });
    const models = modelsIn(JSON.parse(await response.text()));
    if (models !== null) return { kind: "listed", models };
    trouble = { kind: "notAnApi" };
  } catch (error) {
    trouble = guard.trouble ?? troubleOf(error, { begun: guard.begun, events: 0 });
  }
  if (signal.aborted) trouble = { kind: "aborted" };
  const asked = { host: endpoint.host, path, model: "", outputReserve: 0 };
  return { kind: "failed", fault: faultOf(trouble, asked, false), trouble };
}

/** Null where it is no list; each id once. */
function modelsIn(answer: unknown): readonly ListedModel[] | null {
  const list = Array.isArray(answer) ? (answer as readonly unknown[]) : fieldOf(answer, "data");
  if (!Array.isArray(list)) return null;
  const models = new Map<string, ListedModel>();
  for (const each of list as readonly unknown[]) {
    const id = textOf(each, "id")?.trim() ?? "";
    if (id !== "" && id.length <= 200) models.set(id, { id, shutdown: shutdownOf(each) });
  }
  return [...models.values()];
}

/** A date or a point in time, in words or in seconds since 1970. */
function shutdownOf(model: unknown): string | null {
  const seconds = countOf(model, "shutdown_date");
  const time = seconds === null ? Date.parse(textOf(model, "shutdown_date") ?? "") : seconds * 1000;
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 10) : null;
}

const otherKinds =
  /(^|[-_./:])(embed\w*|tts|stt|whisper|dall-e|image|images|imagen|moderation|rerank\w*|transcribe|transcription|realtime|audio|speech|sora|video|flux|diffusion)([-_./:]|$)/i;

/** Whether it may answer in words, by its id: not one for vectors, speech, pictures or moderation. */
export function mayReview({ id }: ListedModel): boolean {
  return !otherKinds.test(id);
}
