/** The one file that knows the client package: sends a request and hands on the raw events of the answer. Loaded when first needed. */

import { OpenAI } from "openai";
import type { ResponseCreateParamsStreaming } from "openai/resources/responses/responses";
import { troubleOf } from "./breakage.ts";
import type { ChatBody } from "./chat.ts";
import type { Endpoint } from "./endpoint.ts";
import { Guard, limits, type Limits } from "./guard.ts";
import type { LimitsTold } from "./pace.ts";
import type { ResponsesBody } from "./responses.ts";
import type { Trouble } from "./trouble.ts";
import { isWholeAnswer } from "./whole.ts";

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
  /** Once, as soon as the headers of an answer are there. */
  | { readonly kind: "limits"; readonly limits: LimitsTold }
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
    const answer = await open(call, guard, signal);
    yield { kind: "limits", limits: guard.told };
    for await (const event of answer) {
      if (guard.isWhole && !isWholeAnswer(event)) break;
      events += 1;
      yield { kind: "event", event };
    }
  } catch (error) {
    trouble = troubleOf(error, { begun: guard.begun, events });
    if (events === 0) yield { kind: "limits", limits: guard.told };
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
    ? client.responses.create(sent.body as ResponseCreateParamsStreaming, { signal })
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
