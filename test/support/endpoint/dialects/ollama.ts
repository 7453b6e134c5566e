/** Ollama: its own short list of fields, `max_tokens` among them; what it does not know it passes over in silence. */

import { fieldOf } from "../../../../src/model/foreign.ts";
import { chatStream } from "../../../../src/practice/stream.ts";
import { chatOnly, modelOf, type Dialect } from "./dialect.ts";

export const ollama: Dialect = {
  name: "Ollama",
  source:
    "docs.ollama.com/api/openai-compatibility: supported request fields of /v1/chat/completions (response_format, " +
    "stream_options.include_usage, max_tokens, reasoning_effort; neither max_completion_tokens nor store); read 2026-11-25",
  base: "/v1",
  model: "gpt-oss:20b",
  answeredBy: "gpt-oss:20b",
  usage: "asked",
  refuse: (asked) => {
    // Versions that have no Responses yet, and those that have it without a schema, are the same to whoever starts at Chat.
    const missing = chatOnly(asked, "404 page not found");
    if (missing !== null || modelOf(asked) === ollama.model) return missing;
    const message = `model "${modelOf(asked)}" not found, try pulling it first`;
    return { status: 404, body: { error: { message, type: "api_error", param: null, code: null } } };
  },
  *stream(telling) {
    for (const { sse } of chatStream(telling)) yield sse.replace('"chatcmpl-0001"', '"chatcmpl-1"');
  },
};

/** Servers of this kind that look at every field, and know the limit by its older name alone. */
export const strictOllama: Dialect = {
  ...ollama,
  name: "a strict server that knows max_tokens alone",
  refuse: (asked) => {
    const known =
      "model messages response_format stream stream_options max_tokens reasoning_effort seed stop tools".split(
        " ",
      );
    const unknown = Object.keys(asked.body as object).find((name) => !known.includes(name));
    if (unknown === undefined || fieldOf(asked.body, unknown) === null) return ollama.refuse(asked);
    const message = `json: unknown field "${unknown}"`;
    return {
      status: 400,
      body: { error: { message, type: "invalid_request_error", param: null, code: null } },
    };
  },
};
