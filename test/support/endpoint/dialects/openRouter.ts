/** OpenRouter: comments keep the stream alive, an error may come in the middle of it, and models carry their maker's name. */

import { chatStream } from "../../../../src/practice/stream.ts";
import { chatOnly, modelOf, type Dialect } from "./dialect.ts";

export const openRouter: Dialect = {
  name: "OpenRouter",
  source: "openrouter.ai/docs/api/reference: streaming, errors and debugging; read 2026-11-25",
  base: "/api/v1",
  model: "openai/o4-mini",
  answeredBy: "openai/o4-mini",
  // "Final chunk includes usage stats", asked for or not.
  usage: "always",
  refuse: (asked) => {
    if (modelOf(asked) === openRouter.model)
      return chatOnly(asked, { error: { code: 404, message: "Not Found" } });
    return {
      status: 400,
      body: { error: { code: 400, message: `${modelOf(asked)} is not a valid model ID` } },
    };
  },
  *stream(telling) {
    yield ": OPENROUTER PROCESSING\n\n";
    yield ": OPENROUTER PROCESSING\n\n";
    for (const { sse, characters } of chatStream(telling)) {
      yield sse;
      if (characters > 0) yield ": OPENROUTER PROCESSING\n\n";
    }
  },
};

/** What comes in place of the rest where the model's provider fails: the HTTP status was 200 long ago. */
export const openRouterFailing: Dialect = {
  ...openRouter,
  name: "OpenRouter, failing in the middle",
  *stream(telling) {
    const { id, model } = telling;
    let sent = 0;
    for (const { sse, characters } of chatStream(telling)) {
      if (sent > 24) break;
      sent += characters;
      yield sse;
    }
    yield `data: ${JSON.stringify({
      id: `gen-${id}`,
      object: "chat.completion.chunk",
      created: 1_764_000_000,
      model,
      provider: "openai",
      error: { code: 502, message: "Provider disconnected unexpectedly" },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    })}\n\n`;
  },
};
