/** Azure's v1 endpoint: OpenAI's wire below a path of its own, deployments in place of models, and filter results in the stream. */

import { textOf } from "../../../../src/model/foreign.ts";
import { chatStream, responsesStream } from "../../../../src/practice/stream.ts";
import { modelOf, type Dialect } from "./dialect.ts";

export const azure: Dialect = {
  name: "Azure",
  source:
    "learn.microsoft.com, Azure OpenAI in Foundry: API version lifecycle (v1 takes the plain client with the base URL " +
    "…/openai/v1/ and the key as its api_key, which that client sends as a bearer token); content filtering, " +
    "asynchronous streaming; read 2026-11-25",
  base: "/openai/v1",
  // The name of the deployment, which its owner chose.
  model: "review-o4-mini",
  answeredBy: "o4-mini-2025-04-16",
  usage: "asked",
  refuse: (asked) => {
    if (!["/chat/completions", "/responses"].includes(asked.path))
      return { status: 404, body: { error: { code: "404", message: "Resource not found" } } };
    if (modelOf(asked) !== azure.model) {
      const message =
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.";
      return { status: 404, body: { error: { code: "DeploymentNotFound", message } } };
    }
    const unknown = ["max_tokens", "temperature"].find((name) => textOf(asked.body, name) !== null);
    if (unknown === undefined) return null;
    return {
      status: 400,
      body: { error: { code: "unsupported_parameter", param: unknown, message: "No." } },
    };
  },
  *stream(telling, { path }) {
    if (path === "/responses") {
      for (const { sse } of responsesStream(telling)) yield sse;
      return;
    }
    // What the filter thinks of the prompt comes first: no choices, and a model without a name.
    yield `data: ${JSON.stringify({
      choices: [],
      created: 0,
      id: "",
      model: "",
      object: "",
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
    })}\n\n`;
    for (const { sse } of chatStream(telling)) yield sse;
  },
};
