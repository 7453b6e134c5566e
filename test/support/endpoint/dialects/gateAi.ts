/** Gate.AI: Chat alone, makers' names before models, and a router that may answer with another model than the one asked. */

import { chatStream } from "../../../../src/practice/stream.ts";
import { chatOnly, type Dialect } from "./dialect.ts";

export const gateAi: Dialect = {
  name: "Gate.AI",
  source:
    "gate.ai/docs: standard setup, auto routing (its example is answered by deepseek.v3-v1:0); read 2026-11-25",
  base: "/openai/v1",
  model: "openai/o4-mini",
  answeredBy: "deepseek.v3-v1:0",
  usage: "asked",
  refuse: (asked) => chatOnly(asked, { error: { message: "Not Found", type: "invalid_request_error" } }),
  *stream(telling) {
    for (const { sse } of chatStream(telling)) yield sse;
  },
};
