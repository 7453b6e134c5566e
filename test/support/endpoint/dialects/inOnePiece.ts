/** Servers that do not stream, whatever the request says: the whole answer as one JSON object. */

import { fieldOf } from "../../../../src/model/foreign.ts";
import { responsesStream } from "../../../../src/practice/stream.ts";
import type { Dialect } from "./dialect.ts";

export const inOnePiece: Dialect = {
  name: "a server that does not stream",
  source:
    "the npm package llmock 3.3.6, run on 2026-11-25: with `stream: true` it answers with content-type " +
    "application/json and one chat.completion; Responses as the same object would come with `stream: false`",
  base: "/v1",
  model: "gpt-5.4-mini",
  answeredBy: "gpt-3.5-turbo-0301",
  usage: "always",
  refuse: () => null,
  *stream(telling, { path }) {
    const whole = path === "/responses" ? wholeResponse(telling) : wholeChat(telling);
    // Over several lines, and in pieces that end anywhere.
    yield* (JSON.stringify(whole, null, 2).match(/[^]{1,700}/g) ?? []).map(String);
  },
};

function wholeResponse(telling: Parameters<Dialect["stream"]>[0]): unknown {
  const last = [...responsesStream(telling)].at(-1)?.sse ?? "";
  return fieldOf(JSON.parse(last.slice(last.indexOf("{"))), "response");
}

function wholeChat({ id, model, text, usage }: Parameters<Dialect["stream"]>[0]): unknown {
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: 1678485525,
    model,
    usage: usage && { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens },
    choices: [{ message: { role: "assistant", content: text }, finish_reason: "stop", index: 0 }],
  };
}
