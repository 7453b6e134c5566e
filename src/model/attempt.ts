/** One request and its answer: what is heard on the way, and how it ended. */

import type { TokenUsage } from "../contract/usage.ts";
import type { Called, ToolCall } from "./asking.ts";
import { chatWire } from "./chat.ts";
import { messagesTo } from "./editorMessages.ts";
import { addressOf, type Endpoint } from "./endpoint.ts";
import { wireOf } from "./ladder.ts";
import type { Sent, Stretch } from "./openai.ts";
import type { LimitsTold } from "./pace.ts";
import { responsesWire } from "./responses.ts";
import { readError, type Trouble } from "./trouble.ts";
import type { Ending, Heard, Wanted } from "./wire.ts";

export interface Attempt {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly wanted: Wanted;
  /** Milliseconds without a byte after which to give up. */
  readonly silence: number;
}

/** `ended` comes once, as the last event. */
export type AttemptEvent =
  /** What the headers of the answer say of the account. */
  | { readonly kind: "limits"; readonly limits: LimitsTold }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "thinking" }
  | { readonly kind: "ended"; readonly ended: Ended };

export interface Ended {
  readonly how:
    Exclude<Ending, { readonly kind: "failed" }> | { readonly kind: "trouble"; readonly trouble: Trouble };
  /** All of the answer's text. */
  readonly text: string;
  /** UTF-8 bytes of it, and of what tools were called with. */
  readonly bytes: number;
  /** Who the endpoint says answered; null where it did not say. */
  readonly answeredBy: string | null;
  /** What the endpoint reported; null where it reported nothing. */
  readonly usage: TokenUsage | null;
  /** Whether events of an answer came. */
  readonly begun: boolean;
  /** Where tools were called. */
  readonly called?: Called;
}

/** Makes attempts: `attempt` itself, or what stands around it and looks on. */
export type Attempting = (attempted: Attempt, signal: AbortSignal) => AsyncIterable<AttemptEvent>;

/** Never throws. */
export async function* attempt(attempted: Attempt, signal: AbortSignal): AsyncGenerator<AttemptEvent, void> {
  const wire = wireOf(attempted.wanted.rung);
  let told: Heard = {};
  let all = "";
  const calls: ToolCall[] = [];
  const said: unknown[] = [];
  let [begun, thinking] = [false, false];
  let trouble: Trouble | null = null;
  for await (const stretch of exchange(attempted, signal)) {
    if (stretch.kind === "trouble") {
      trouble = stretch.trouble;
      break;
    }
    if (stretch.kind === "limits") {
      yield stretch;
      continue;
    }
    begun = true;
    const { text = "", items = [], calls: called = [], ...heard } = wire.hear(stretch.event);
    said.push(...items);
    calls.push(...called);
    // The first ending counts: a refusal is followed by a regular one.
    told = { ...told, ...heard, ...(told.ending === undefined ? {} : { ending: told.ending }) };
    if (text !== "") {
      all += text;
      yield { kind: "text", text };
    } else if (!thinking && all === "") {
      thinking = true;
      yield { kind: "thinking" };
    }
    if (told.last) break;
  }
  const { answeredBy = null, usage = null } = told;
  const how = howItEnded(told.ending, trouble);
  const bytes = Buffer.byteLength([all, ...calls.map((call) => call.arguments)].join(""));
  const called = calls.length === 0 ? {} : { called: { calls, said } };
  yield { kind: "ended", ended: { how, text: all, bytes, answeredBy, usage, begun, ...called } };
}

/** The whole request as it goes over the wire, but for the key. */
export function requestOf(
  endpoint: Endpoint,
  wanted: Wanted,
): { readonly url: string; readonly body: unknown } {
  if (endpoint.wire === "editor") return { url: endpoint.baseUrl, body: { messages: messagesTo(wanted) } };
  const wire = wireOf(wanted.rung);
  return { url: addressOf(endpoint, wire.path), body: wire.body(wanted) };
}

/** The client package is loaded here, on the first request: it is large, and many a window never sends one. */
async function* exchange(
  { endpoint, key, wanted, silence }: Attempt,
  signal: AbortSignal,
): AsyncGenerator<Stretch, void> {
  const { send } = await import("./openai.ts");
  const sent: Sent =
    wanted.rung === "responses"
      ? { wire: "responses", body: responsesWire.body(wanted) }
      : { wire: "chat", body: chatWire.body(wanted) };
  yield* send({ endpoint, key, path: wireOf(wanted.rung).path, sent, silence }, signal);
}

/** What breaks after the answer has ended takes nothing from it. */
function howItEnded(ending: Ending | undefined, trouble: Trouble | null): Ended["how"] {
  if (trouble?.kind === "aborted") return { kind: "trouble", trouble };
  if (ending === undefined) return { kind: "trouble", trouble: trouble ?? { kind: "cut" } };
  if (ending.kind === "failed")
    return { kind: "trouble", trouble: { kind: "refused", refusal: readError(ending.error) } };
  return ending;
}
