/** An endpoint that keeps every request and finds nothing: whoever offers a tool to say so is told it is done. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorded {
  /** When the whole of it had arrived, on the clock of `performance.now()`. */
  readonly at: number;
  /** What its messages say, in their order. */
  readonly text: string;
}

export interface Recorder {
  /** Ends with `/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly Recorded[];
  readonly close: () => Promise<void>;
}

interface Body {
  readonly model?: string;
  readonly stream?: boolean;
  readonly messages?: readonly { readonly content?: unknown }[];
  readonly tools?: readonly { readonly function?: { readonly name?: string } }[];
}

const nothing = JSON.stringify({ verdicts: [], findings: [], reply: "", summary: "Nothing was found." });
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    void handle(request, response, requests);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  requests: Recorded[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.url?.endsWith("/chat/completions") !== true) {
    response.writeHead(404).end();
    return;
  }
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
  requests.push({ at: performance.now(), text: (body.messages ?? []).map(textOf).join("\n") });
  const head = { id: "recorded", created: 1, model: body.model ?? "" };
  if (body.stream === true) {
    const choices = [{ index: 0, delta: { role: "assistant", content: nothing }, finish_reason: "stop" }];
    const chunk = { ...head, object: "chat.completion.chunk", choices, usage };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
    return;
  }
  const done = body.tools?.find((tool) => tool.function?.name === "task_done")?.function;
  const call = { id: "call_1", type: "function", function: { name: done?.name, arguments: "{}" } };
  const [message, finish_reason] =
    done === undefined
      ? [{ role: "assistant", content: "[]" }, "stop"]
      : [{ role: "assistant", content: null, tool_calls: [call] }, "tool_calls"];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message, finish_reason }],
      usage,
    }),
  );
}

function textOf({ content }: { readonly content?: unknown }): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: { readonly text?: string }) => part.text ?? "").join("\n");
}
