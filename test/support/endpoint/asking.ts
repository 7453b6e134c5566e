/** Asks the stand-in as a review does, without the waits. */

import { openAsk, type AskSettings } from "../../../src/model/ask.ts";
import type { Ask, AskEvent, Question } from "../../../src/model/asking.ts";
import { parseEndpoint, type Endpoint } from "../../../src/model/endpoint.ts";
import { inMemory } from "../../../src/model/endpointMemory.ts";
import type { Patience } from "../../../src/model/patience.ts";

export const wires = ["responses", "chat"] as const;
export type WireName = (typeof wires)[number];

export const question: Question = {
  instructions: "Review this.",
  messages: ["The material."],
  inputTokens: 500,
};

/** The stand-in is not the provider's origin, so the wire is set by hand. */
export function endpointAt(baseUrl: string, wire: WireName): Endpoint {
  const parsed = parseEndpoint(baseUrl);
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.fault));
  return { ...parsed.endpoint, wire };
}

export interface Impatience extends Patience {
  /** Milliseconds that would have been waited. */
  readonly waits: number[];
}

/** Waits for nothing, and remembers. */
export function impatience(part: Partial<Patience> = {}): Impatience {
  const waits: number[] = [];
  return {
    waits,
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0,
    silence: 60_000,
    ...part,
  };
}

export function settingsFor(
  server: { readonly baseUrl: string; readonly key: string },
  wire: WireName,
  part: Partial<AskSettings> = {},
): AskSettings {
  return {
    endpoint: endpointAt(server.baseUrl, wire),
    key: server.key,
    model: "o4-mini",
    fallbackModels: [],
    effort: "medium",
    outputReserve: 32_000,
    cacheKey: "repository",
    worstUsdWith: () => 1,
    permitDearer: async () => false,
    memory: inMemory(),
    patience: impatience(),
    ...part,
  };
}

export async function eventsOf(
  ask: Ask,
  signal = new AbortController().signal,
  asked = question,
): Promise<readonly AskEvent[]> {
  const events: AskEvent[] = [];
  for await (const event of ask(asked, signal)) events.push(event);
  return events;
}

export async function askOnce(settings: AskSettings, signal?: AbortSignal): Promise<readonly AskEvent[]> {
  return eventsOf(openAsk(settings), signal);
}

export function textOfAnswer(events: readonly AskEvent[]): string {
  return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
}

/** The end of an answer, which is exactly one event and the last. */
export function endOf(
  events: readonly AskEvent[],
): Extract<AskEvent, { readonly kind: "finished" | "failed" }> {
  const ends = events.filter((event) => event.kind === "finished" || event.kind === "failed");
  const [end] = ends;
  if (end === undefined || ends.length > 1 || events.at(-1) !== end)
    throw new Error(`Not one end: ${JSON.stringify(events)}`);
  return end;
}
