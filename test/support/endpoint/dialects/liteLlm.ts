/** LiteLLM's proxy: a bridge that makes Responses out of another service's chat, and leaves out events on the way. */

import { chatStream, responsesStream } from "../../../../src/practice/stream.ts";
import { modelOf, type Dialect } from "./dialect.ts";

/** Not announced, not numbered and not closed: the deltas of the text come out of nowhere. */
const leftOut =
  /^event: response\.(in_progress|output_item\.added|content_part\.added|content_part\.done|output_text\.done|reasoning_\w+\.\w+)\n/;

export const liteLlm: Dialect = {
  name: "LiteLLM",
  source:
    "github.com/BerriAI/litellm, issue 41185 (2026-09-15): no output_item.added nor content_part.added before the " +
    "text after reasoning; pull requests 32724 (response.completed with an empty output) and 38654 (2026-08-28)",
  base: "/v1",
  model: "azure/o4-mini",
  answeredBy: "o4-mini",
  usage: "asked",
  refuse: (asked) => {
    if (modelOf(asked) === liteLlm.model) return null;
    const message = `litellm.BadRequestError: Invalid model name passed in model=${modelOf(asked)}. Call \`/v1/models\` to view available models for your key.`;
    return { status: 400, body: { error: { message, type: "None", param: "None", code: "400" } } };
  },
  *stream(telling, { path }) {
    if (path === "/chat/completions") {
      for (const { sse } of chatStream(telling)) yield sse;
      return;
    }
    for (const { sse } of responsesStream(telling)) {
      if (leftOut.test(sse)) continue;
      // No names of events, no numbers, and ids that change from delta to delta.
      yield sse
        .replace(/^event: .*\n/, "")
        .replace(/"sequence_number":\d+,/, "")
        .replace(/"item_id":"msg_\w+"/, () => `"item_id":"msg_${Math.random().toString(36).slice(2)}"`)
        .replace(/"output":\[.*\],"parallel_tool_calls"/, '"output":[],"parallel_tool_calls"');
    }
  },
};
