/** OpenAI's own service. */

import { responsesStream, chatStream } from "../../../../src/practice/stream.ts";
import { objectionTo } from "../strictness.ts";
import type { Dialect } from "./dialect.ts";

export const openai: Dialect = {
  name: "OpenAI",
  source:
    "platform.openai.com, API reference: Responses, Chat Completions, streaming events; read 2026-11-22",
  base: "/v1",
  model: "o4-mini",
  answeredBy: "o4-mini-2025-04-16",
  usage: "asked",
  refuse: ({ path, body }) => {
    const ground = {
      models: ["o4-mini"],
      refuses: [],
      forms: ["json_schema", "json_object"],
      inputTokens: 640,
    } as const;
    const objection = objectionTo(`/v1${path}`, body, ground);
    if (objection === null) return null;
    const { status, code, message, param = null } = objection;
    return { status, body: { error: { message, type: "invalid_request_error", param, code } } };
  },
  *stream(telling, { path }) {
    for (const { sse } of path === "/responses" ? responsesStream(telling) : chatStream(telling)) yield sse;
  },
};
