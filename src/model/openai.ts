/** The one file that knows the client package: sends a request and hands on the raw events of the answer. Loaded when first needed. */

import { OpenAI } from "openai";
import type { ChatBody } from "./chat.ts";
import type { Endpoint } from "./endpoint.ts";
import { fieldOf, textOf } from "./foreign.ts";
import { Guard, limits, type Limits } from "./guard.ts";
import type { ResponsesBody } from "./responses.ts";
import { readError, type Trouble } from "./trouble.ts";

export type Sent =
  | { readonly wire: "responses"; readonly body: ResponsesBody }
  | { readonly wire: "chat"; readonly body: ChatBody };

export interface Call {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  readonly path: string;
  readonly sent: Sent;
  /** Milliseconds without a byte after which to give up. */
  readonly silence: number;
  readonly limits?: Limits;
}

export type Stretch =
  | { readonly kind: "event"; readonly event: unknown }
  /** The end, where there is one; else the stream ended in good order. */
  | { readonly kind: "trouble"; readonly trouble: Trouble };

/** Never throws. Whether a stream that ended well also held a whole answer is for the caller to know. */
export async function* send(call: Call, signal: AbortSignal): AsyncGenerator<Stretch, void> {
  const { endpoint, key, path, silence } = call;
  const guard = new Guard({ endpoint, key, path, silence, limits: call.limits ?? limits });
  let events = 0;
  let trouble: Trouble | null = null;
  try {
    for await (const event of await open(call, guard, signal)) {
      events += 1;
      yield { kind: "event", event };
    }
  } catch (error) {
    trouble = troubleOf(error, { begun: guard.begun, events });
  }
  // An aborted stream just ends, and what the guard stopped looks like many things: ask these first.
  if (signal.aborted) trouble = { kind: "aborted" };
  else if (guard.trouble !== null) trouble = guard.trouble;
  else if (trouble === null && events === 0) trouble = { kind: "notAnApi" };
  if (trouble !== null) yield { kind: "trouble", trouble };
}

/**
 * Whatever the client would take from the environment is given here; what it takes all the same, custom headers, the guard
 * throws away. The key goes past the client altogether: the guard adds it.
 */
function open({ endpoint, sent }: Call, guard: Guard, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
  const client = connect(endpoint, guard);
  return sent.wire === "responses"
    ? client.responses.create(sent.body, { signal })
    : client.chat.completions.create(sent.body, { signal });
}

function connect({ baseUrl }: Endpoint, guard: Guard): OpenAI {
  try {
    return new OpenAI({
      apiKey: "added by the guard",
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: baseUrl,
      fetch: guard.fetch,
      maxRetries: 0,
      logLevel: "off",
    });
  } catch {
    // The one thing left that it reads and can stumble over.
    throw Object.assign(new Error("The client could not be made."), { code: "OPENAI_CUSTOM_HEADERS" });
  }
}

const resets: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const silences: ReadonlySet<string> = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

function troubleOf(
  error: unknown,
  { begun, events }: { readonly begun: boolean; readonly events: number },
): Trouble {
  const told = fieldOf(error, "error");
  if (told !== null) return { kind: "refused", refusal: readError(told) };
  const reason = codeOf(error);
  if (silences.has(reason)) return { kind: "silent" };
  if (!begun) return resets.has(reason) ? { kind: "reset", reason, begun } : { kind: "unreachable", reason };
  const broken = error instanceof SyntaxError;
  if (events === 0 && broken) return { kind: "notAnApi" };
  return broken ? { kind: "cut" } : { kind: "reset", reason, begun };
}

/** The innermost code, such as `ENOTFOUND`; where there is only a message, the code of Chromium's network in it. */
function codeOf(error: unknown): string {
  let code = "unknown";
  for (let each = error, depth = 0; each !== null && depth < 8; each = causeOf(each), depth += 1) {
    const own = textOf(each, "code") ?? /\bnet::(ERR_\w+)/.exec(textOf(each, "message") ?? "")?.[1] ?? "";
    if (/^[A-Z][A-Z0-9_]{2,60}$/.test(own)) code = own;
  }
  return code;
}

function causeOf(error: unknown): unknown {
  return fieldOf(error, "cause") ?? fieldOf(error, "errors", 0);
}
