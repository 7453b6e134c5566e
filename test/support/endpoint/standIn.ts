/**
 * The stand-in for a provider's service: a real server on this machine, as strict as the documentation, that counts
 * with the real tokenizer, streams in the real order, waits at gates, and fails when told to.
 *
 * ```ts
 * const server = await startStandIn();           // or { answer: (messages) => ({ verdicts: [], findings: […], … }) }
 * // server.baseUrl, server.key go into settings, flags or the environment
 *
 * const gate = server.gate({ after: 40 });      // the next answer waits after 40 characters
 * const running = review(…);
 * await gate.reached;                            // …and the test looks around
 * gate.open();
 *
 * server.fail.next({ kind: "cut", after: 100, how: "reset" });   // one failure for each request, in order
 * const first = await server.request(1);         // the first request that arrived, or will
 * first.body; first.messages; first.raw;         // what came over the wire
 * await first.closed;                            // "answered", or "dropped" where the client went away
 * await server.close();
 * ```
 */

import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { mayCall, messagesOf, openStream, streamOf, write } from "../../../src/practice/endpoint.ts";
import { practise, wishesOf } from "../../../src/practice/rules.ts";
import { sendJson, sendObjection, startLoopback, type Exchange } from "../../../src/practice/loopback.ts";
import type { Block, Calling, Telling } from "../../../src/practice/stream.ts";
import { countOf, fieldOf, textOf } from "../../../src/model/foreign.ts";
import type { Failure } from "./failures.ts";
import { Account, type AccountOptions } from "./account.ts";
import { Meter } from "./metering.ts";
import { chatPath, objectionTo, responsesPath, type Form } from "./strictness.ts";

export type { Failure } from "./failures.ts";
export { chatPath, responsesPath } from "./strictness.ts";

export interface StandInOptions {
  /** The models that are there. */
  readonly models?: readonly string[];
  /** Random unless it is given. */
  readonly key?: string;
  /**
   * From the user messages to the value of the answer; a string is sent as it stands. May take its time. Unless it is
   * given, the practice rules answer: they find real mistakes in a real prompt. What `calling` makes is no answer, but
   * calls of tools.
   */
  readonly answer?: (messages: readonly string[], body: unknown) => unknown;
  /** Parameters that this endpoint does not know, such as `reasoning.summary` or `store`. */
  readonly refuses?: readonly string[];
  /** The forms of an answer that can be asked for: JSON with a schema, unless it is said otherwise. */
  readonly forms?: readonly Form[];
  /** The paths that are there: both, unless it is said otherwise. */
  readonly paths?: readonly string[];
  /** Without one there is no limit. */
  readonly account?: AccountOptions;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly body: unknown;
  /** What the user messages say. */
  readonly messages: readonly string[];
  /** `dropped`: the client went away, or the stand-in broke the connection, before the answer's end. */
  readonly closed: Promise<"answered" | "dropped">;
}

export interface Gate {
  /** Resolves when a request waits here. */
  readonly reached: Promise<ReceivedRequest>;
  readonly open: () => void;
}

export interface StandIn {
  /** Ends with `/v1`. */
  readonly baseUrl: string;
  readonly key: string;
  /** In the order in which they arrived; whether they were answered or not. */
  readonly requests: readonly ReceivedRequest[];
  /** The `number`th request (1-based), as soon as it is there. */
  request(number: number): Promise<ReceivedRequest>;
  /** Holds an answer back: before its headers, or after so many characters of its text. Each gate is for one request, in order. */
  gate(at: "headers" | { readonly after: number }): Gate;
  /** Failures are used up one for each request, in order; a request without one is answered. */
  readonly fail: { next(...failures: readonly Failure[]): void };
  /** From now on these models are there. */
  offer(models: readonly string[]): void;
  close(): Promise<void>;
}

const someModels = ["o4-mini", "gpt-6.1-terra", "gpt-6-luna", "gpt-5.4-mini"];

interface HeldGate extends Gate {
  readonly at: "headers" | { readonly after: number };
  readonly opened: Promise<undefined>;
  readonly arrive: (request: ReceivedRequest) => void;
}

export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { answer = practising, key = randomBytes(24).toString("hex"), refuses = [] } = options;
  const { forms = ["json_schema"], paths = [responsesPath, chatPath] } = options;
  let models = options.models ?? someModels;
  const meter = new Meter();
  const account = options.account === undefined ? null : new Account(options.account);
  const requests: ReceivedRequest[] = [];
  const failures: Failure[] = [];
  const gates: HeldGate[] = [];
  const arrivals = new EventEmitter();

  async function handle(exchange: Exchange): Promise<void> {
    const request = recorded(exchange);
    requests.push(request);
    const { method, path, body, response } = exchange;
    const gate = gates.shift() ?? null;
    const failure = failures.shift() ?? null;
    arrivals.emit("arrival");
    if (gate?.at === "headers") await pass(gate, request);
    if (failure !== null && (await failEarly(failure, response))) return;
    if (exchange.objection !== null) return sendObjection(response, exchange.objection);
    if (method === "GET" && path === "/v1/models") {
      return sendJson(response, 200, { object: "list", data: models.map((id) => ({ id, object: "model" })) });
    }
    if (method !== "POST" || !paths.includes(path)) {
      return sendJson(response, 404, {
        error: { message: `Invalid URL (${method} ${path})`, type: "invalid_request_error" },
      });
    }
    const inputTokens = await meter.inputTokens(body);
    const objection = objectionTo(path, body, { models, refuses, forms, inputTokens });
    if (objection !== null) return sendObjection(response, objection);
    const admission = account?.admit(inputTokens + outputAllowed(body), textOf(body, "model") ?? "");
    for (const [name, value] of Object.entries(admission?.headers ?? {})) response.setHeader(name, value);
    if (admission?.refusal) {
      return sendJson(response, 429, { error: { ...admission.refusal, type: "tokens", param: null } });
    }

    const value = await answer(request.messages, body);
    const calls = value instanceof Wishes ? value.calls : [];
    const said = value instanceof Wishes ? value.text : value;
    const text = typeof said === "string" ? said : JSON.stringify(said);
    const usage = await meter.usage(body, text);
    const telling = tell({ body, text, calls, usage, number: requests.length, failure });
    await stream({ request, response, telling, failure, gate });
  }

  const server = await startLoopback({ key, handle });
  return {
    baseUrl: `${server.origin}/v1`,
    key,
    requests,
    request: async (number) => {
      while (requests.length < number) await once(arrivals, "arrival");
      return requests[number - 1]!;
    },
    gate: (at) => {
      const gate = heldGate(at);
      gates.push(gate);
      return gate;
    },
    fail: { next: (...more) => void failures.push(...more) },
    offer: (offered) => {
      models = offered;
    },
    close: () => server.close(),
  };
}

function outputAllowed(body: unknown): number {
  return countOf(body, "max_output_tokens") ?? countOf(body, "max_completion_tokens") ?? 0;
}

function recorded({ method, path, headers, raw, body, response }: Exchange): ReceivedRequest {
  const closed = new Promise<"answered" | "dropped">((resolve) => {
    response.once("close", () => resolve(response.writableFinished ? "answered" : "dropped"));
  });
  return { method, path, headers, raw, body, messages: messagesOf(body), closed };
}

function heldGate(at: HeldGate["at"]): HeldGate {
  const reached = later<ReceivedRequest>();
  const opened = later<undefined>();
  return {
    at,
    reached: reached.promise,
    opened: opened.promise,
    arrive: reached.resolve,
    open: () => opened.resolve(undefined),
  };
}

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
}

async function pass(gate: HeldGate, request: ReceivedRequest): Promise<void> {
  gate.arrive(request);
  await Promise.race([gate.opened, request.closed]);
}

/** Whether the request is done with. */
async function failEarly(failure: Failure, response: ServerResponse): Promise<boolean> {
  switch (failure.kind) {
    case "status": {
      const { status, code = null, message = "It failed.", param = null, body, headers = {} } = failure;
      const usual = JSON.stringify({ error: { message, type: "error", param, code } });
      response.writeHead(status, {
        "content-type": body === undefined ? "application/json" : "text/html",
        ...headers,
      });
      response.end(body ?? usual);
      return true;
    }
    case "reset":
      response.socket?.resetAndDestroy();
      return true;
    case "silence":
      if (failure.after !== null) return false;
      await once(response, "close");
      return true;
    case "page":
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html>\n<title>Log in</title>\n<form></form>\n");
      return true;
    case "noEvents":
      openStream(response);
      response.end(": keep-alive\n\n");
      return true;
    case "redirect":
      response.writeHead(failure.status ?? 307, { location: failure.to }).end();
      return true;
    case "flood":
      openStream(response);
      await flood(failure.lines, response);
      return true;
    default:
      return false;
  }
}

/** 64 MB, or less where the client has had enough. */
async function flood(lines: "one" | "many", response: ServerResponse): Promise<void> {
  const stretch = `: ${"x".repeat(2 ** 16)}`;
  for (let sent = 0; sent < 1024 && !response.destroyed; sent += 1) {
    await write(response, { sse: lines === "one" ? stretch : `${stretch}\n` });
  }
  response.end();
}

/** Calls of tools, in place of an answer or beside one. */
class Wishes {
  readonly calls: readonly Calling[];
  readonly text: unknown;

  constructor(calls: readonly Calling[], text: unknown) {
    this.calls = calls;
    this.text = text;
  }
}

/** `calls`: name and arguments of each; arguments that are a string are sent as they stand. */
export function calling(
  calls: readonly (readonly [name: string, args: unknown])[],
  text: unknown = "",
): unknown {
  const written = calls.map(([name, args]) => ({
    name,
    arguments: typeof args === "string" ? args : JSON.stringify(args),
  }));
  return new Wishes(written, text);
}

/** The practice rules, with what they look up before. */
function practising(messages: readonly string[], body: unknown): unknown {
  const calls = mayCall(body) ? wishesOf(messages) : [];
  return calls.length === 0 ? practise(messages) : new Wishes(calls, "");
}

function wantsThoughts(body: unknown): boolean {
  const include = fieldOf(body, "include");
  return Array.isArray(include) && include.includes("reasoning.encrypted_content");
}

interface Told {
  readonly body: unknown;
  readonly text: string;
  readonly calls: readonly Calling[];
  readonly usage: NonNullable<Telling["usage"]>;
  readonly number: number;
  readonly failure: Failure | null;
}

function tell({ body, text, calls, usage, number, failure }: Told): Telling {
  const asked = textOf(body, "model") ?? "";
  const wantsUsage =
    fieldOf(body, "messages") === null || fieldOf(body, "stream_options", "include_usage") === true;
  const telling: Telling = {
    id: String(number).padStart(8, "0"),
    // The models page: an alias is answered by its snapshot.
    model: asked === "o4-mini" ? "o4-mini-2025-04-16" : asked,
    text,
    calls,
    encrypted: wantsThoughts(body) ? `thoughts of answer ${number}` : "",
    ending: "complete",
    usage: wantsUsage && failure?.kind !== "noUsage" ? usage : null,
    reasoning: fieldOf(body, "reasoning", "summary") === null ? "" : "Looking at the change.",
  };
  switch (failure?.kind) {
    case "refusal":
      return { ...telling, ending: "declined", text: "I'm sorry, I can't help with that." };
    case "incomplete":
      return { ...telling, ending: "outputUsedUp", text: text.slice(0, failure.after) };
    case "contentFilter":
      return { ...telling, ending: "contentFiltered", text: text.slice(0, failure.after) };
    case "failed":
      return { ...telling, ending: "failed", text: "", usage: null };
    case "otherModel":
      return { ...telling, model: failure.model };
    default:
      return telling;
  }
}

interface Streaming {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly telling: Telling;
  readonly failure: Failure | null;
  readonly gate: HeldGate | null;
}

async function stream({ request, response, telling, failure, gate }: Streaming): Promise<void> {
  openStream(response);
  let sent = 0;
  let held = gate !== null && gate.at !== "headers" ? gate : null;
  for (const block of streamOf(request.path, telling)) {
    if (
      held !== null &&
      held.at !== "headers" &&
      sent >= held.at.after &&
      isTextNext(block, sent, held.at.after)
    ) {
      await pass(held, request);
      held = null;
    }
    if (await failLate(failure, sent, block, response)) return;
    await write(response, block);
    sent += block.characters;
  }
  if (held !== null) await pass(held, request);
  response.end();
}

/** A gate after no character waits for the first block of the text, so that what comes before it has gone out. */
function isTextNext(block: Block, sent: number, after: number): boolean {
  return after > 0 || sent > 0 || block.characters > 0;
}

/** Whether the stream is done with. */
async function failLate(
  failure: Failure | null,
  sent: number,
  block: Block,
  response: ServerResponse,
): Promise<boolean> {
  switch (failure?.kind) {
    case "cut":
      if (sent < failure.after || !isTextNext(block, sent, failure.after)) return false;
      if (failure.how === "end") response.end();
      // Not a reset proper, which may overtake what was written before.
      else response.socket?.destroy();
      return true;
    case "silence":
      if (sent < (failure.after ?? 0) || !isTextNext(block, sent, failure.after ?? 0)) return false;
      await once(response, "close");
      return true;
    case "errorEvent": {
      const { code, message } = failure;
      const { path } = { path: block.sse.startsWith("event:") ? responsesPath : chatPath };
      const error = { type: "error", code, message, param: null };
      const sse =
        path === responsesPath
          ? `event: error\ndata: ${JSON.stringify(error)}\n\n`
          : `data: ${JSON.stringify({ error })}\n\n`;
      await write(response, { sse });
      response.end();
      return true;
    }
    default:
      return false;
  }
}
