/** How one service differs from the one whose wire it speaks: a small file each, with the page that says so. */

import type { IncomingHttpHeaders } from "node:http";
import { openStream, write, messagesOf } from "../../../../src/practice/endpoint.ts";
import { sendJson, startLoopback } from "../../../../src/practice/loopback.ts";
import { fieldOf, textOf } from "../../../../src/model/foreign.ts";
import type { Telling } from "../../../../src/practice/stream.ts";

/** An HTTP error as the service words it. */
export interface Refused {
  readonly status: number;
  readonly body: unknown;
}

export interface Asked {
  /** Below the base URL, such as `/chat/completions`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface Dialect {
  readonly name: string;
  /** The pages it rests on, and the day they were read. */
  readonly source: string;
  /** Where its paths begin. */
  readonly base: string;
  /** As its users write it. */
  readonly model: string;
  /** Whoever answers, as the answer says. */
  readonly answeredBy: string;
  /** Whether a chat says what was used: always, or only where the request asks for it. A response always does. */
  readonly usage: "always" | "asked";
  refuse(asked: Asked): Refused | null;
  /** Each as it goes over the wire. */
  stream(telling: Telling, asked: Asked): Iterable<string>;
}

export interface DialectServer {
  readonly baseUrl: string;
  readonly key: string;
  readonly requests: readonly Asked[];
  close(): Promise<void>;
}

export async function startDialect(
  dialect: Dialect,
  answer: (messages: readonly string[]) => string,
): Promise<DialectServer> {
  const requests: Asked[] = [];
  const key = "the key of a test";
  const server = await startLoopback({
    key,
    handle: async ({ path, headers, body, response, objection }) => {
      const isBelow = path.startsWith(`${dialect.base}/`);
      const asked = { path: path.slice(dialect.base.length), headers, body };
      requests.push(asked);
      if (objection !== null) return sendJson(response, objection.status, { error: objection });
      const refused = isBelow ? dialect.refuse(asked) : { status: 404, body: { error: "not found" } };
      if (refused !== null) return sendJson(response, refused.status, refused.body);
      const isWanted =
        dialect.usage === "always" ||
        asked.path === "/responses" ||
        fieldOf(body, "stream_options", "include_usage") === true;
      const telling: Telling = {
        id: "0001",
        model: dialect.answeredBy,
        text: answer(messagesOf(body)),
        ending: "complete",
        usage: isWanted ? used : null,
      };
      openStream(response);
      for (const sse of dialect.stream(telling, asked)) await write(response, { sse });
      response.end();
    },
  });
  return { baseUrl: `${server.origin}${dialect.base}`, key, requests, close: () => server.close() };
}

export const used = { inputTokens: 640, cachedTokens: 0, outputTokens: 90, reasoningTokens: 64 };

/** Of a service that has Chat Completions alone. */
export function chatOnly({ path }: Asked, body: unknown): Refused | null {
  return path === "/chat/completions" ? null : { status: 404, body };
}

export function modelOf({ body }: Asked): string {
  return textOf(body, "model") ?? "";
}
