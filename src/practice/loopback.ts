/** A web server for this machine alone: only who knows its key and calls it by a loopback name is let in, and no page of a browser is. */

import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Objection {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly param?: string;
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  /** The JSON in `raw`; null where there is none. */
  readonly body: unknown;
  /** Why it must not be answered; null where it may. */
  readonly objection: Objection | null;
  readonly response: ServerResponse;
}

export interface Loopback {
  readonly origin: string;
  /** Ends what is under way, too. */
  close(): Promise<void>;
}

const mostBytes = 16 * 2 ** 20;

export async function startLoopback(options: {
  readonly key: string;
  readonly handle: (exchange: Exchange) => Promise<void>;
}): Promise<Loopback> {
  const { key, handle } = options;
  const server = createServer((request, response) => {
    response.on("error", () => undefined);
    receive(request, response, key)
      .then(handle)
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** No header of an answer lets a page of another origin read it. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

export function sendObjection(response: ServerResponse, { status, code, message, param }: Objection): void {
  const type = status === 401 ? "authentication_error" : "invalid_request_error";
  sendJson(response, status, { error: { message, type, param: param ?? null, code } });
}

async function receive(request: IncomingMessage, response: ServerResponse, key: string): Promise<Exchange> {
  const { method = "", headers } = request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error("The request is too long.");
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks);
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  return {
    method,
    path: pathname,
    headers,
    raw,
    body: parse(raw),
    objection: objectionTo(headers, key),
    response,
  };
}

/** A page that got a name of its own to point here would call by that name. */
function objectionTo({ host = "", authorization = "" }: IncomingHttpHeaders, key: string): Objection | null {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) {
    return { status: 403, code: "wrong_host", message: "This server answers to this machine only." };
  }
  if (!timingSafeEqual(digest(authorization), digest(`Bearer ${key}`))) {
    return { status: 401, code: "invalid_api_key", message: "Incorrect API key provided." };
  }
  return null;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return null;
  }
}
