/** The practice rules behind an address of this machine, for whoever wants to see the whole way without a model. */

import { randomBytes, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { sendJson, sendObjection, startLoopback, type Exchange, type Objection } from "./loopback.ts";
import { practise, wishesOf } from "./rules.ts";
import { chatStream, responsesStream, type Block, type Telling } from "./stream.ts";
import { practiceModel } from "./transport.ts";

export interface PracticeEndpoint {
  /** Ends with `/v1`. */
  readonly baseUrl: string;
  /** Random, for this run alone. */
  readonly key: string;
  close(): Promise<void>;
}

export interface PracticeOptions {
  /** From the user messages of a request to the JSON value of the answer; the practice rules unless it is given. */
  readonly answer?: (messages: readonly string[]) => unknown;
  /** What lives as long as the parent does, such as standard input: the endpoint closes when it ends. */
  readonly parent?: Readable;
}

export async function startPracticeEndpoint(options: PracticeOptions = {}): Promise<PracticeEndpoint> {
  const { answer = practise, parent } = options;
  const key = randomBytes(32).toString("hex");
  const server = await startLoopback({ key, handle: (exchange) => reply(exchange, answer) });
  const leave = (): void => void server.close();
  parent?.once("end", leave).once("close", leave).resume();
  return { baseUrl: `${server.origin}/v1`, key, close: () => server.close() };
}

async function reply(exchange: Exchange, answer: NonNullable<PracticeOptions["answer"]>): Promise<void> {
  const { method, path, body, response } = exchange;
  const objection = exchange.objection ?? objectionTo(exchange);
  if (objection !== null) return sendObjection(response, objection);
  if (method === "GET")
    return sendJson(response, 200, { object: "list", data: [{ id: practiceModel, object: "model" }] });
  const messages = messagesOf(body);
  const calls = answer === practise && mayCall(body) ? wishesOf(messages) : [];
  const telling: Telling = {
    id: randomUUID(),
    model: practiceModel,
    ...(calls.length > 0 ? { text: "", calls } : { text: JSON.stringify(answer(messages)) }),
    ending: "complete",
    // Rules read no tokens.
    usage: null,
  };
  openStream(response);
  for (const block of streamOf(path, telling)) await write(response, block);
  response.end();
}

function objectionTo({ method, path, body }: Exchange): Objection | null {
  const isKnown = method === "GET" ? path === "/v1/models" : method === "POST" && path in streams;
  if (!isKnown) return { status: 404, code: "not_found", message: "There is nothing at this address." };
  if (method === "POST" && messagesOf(body).length === 0) {
    return { status: 400, code: "invalid_request", message: "There is no message of a user." };
  }
  return null;
}

const streams: Readonly<Record<string, (telling: Telling) => Iterable<Block>>> = {
  "/v1/responses": responsesStream,
  "/v1/chat/completions": chatStream,
};

/** The blocks of an answer at this path of an endpoint; none for a path that is not one. */
export function streamOf(path: string, telling: Telling): Iterable<Block> {
  return streams[path]?.(telling) ?? [];
}

/** What users say in a request, of either wire, in order. */
export function messagesOf(body: unknown): readonly string[] {
  const { input, messages } = (body ?? {}) as { readonly input?: unknown; readonly messages?: unknown };
  if (typeof input === "string") return [input];
  const said: unknown = input ?? messages;
  if (!Array.isArray(said)) return [];
  return said.flatMap((each: { readonly role?: unknown; readonly content?: unknown } | null) => {
    if (each?.role !== "user") return [];
    if (typeof each.content === "string") return [each.content];
    return Array.isArray(each.content) ? [each.content.map(textIn).join("\n")] : [];
  });
}

/** Nobody here looks at pictures. */
function textIn(part: { readonly text?: unknown } | null): string {
  return typeof part?.text === "string" ? part.text : "";
}

/** Whether tools may be called in answer to a request, and none was yet. */
export function mayCall(body: unknown): boolean {
  const { input, tools, tool_choice: choice } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const isResult = (each: { readonly type?: unknown } | null): boolean =>
    each?.type === "function_call_output";
  return Array.isArray(tools) && choice !== "none" && !(Array.isArray(input) && input.some(isResult));
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  response.flushHeaders();
}

/** Waits where the reader is slower; rejects where it has gone. */
export async function write(response: ServerResponse, { sse }: Pick<Block, "sse">): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    response.write(sse, (error) => (error ? reject(error) : resolve())),
  );
}
