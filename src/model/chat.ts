/** Asking over Chat Completions, which gateways speak: the body of a request, and what each chunk of the answer says. */

import type { TokenUsage } from "../contract/usage.ts";
import { answerJson } from "../prompt/answer.ts";
import { countOf, fieldOf, textOf } from "./foreign.ts";
import type { Effort } from "./asking.ts";
import type { Ending, Heard, Wanted, Wire } from "./wire.ts";

export interface ChatBody {
  readonly model: string;
  readonly messages: (
    | { readonly role: "system"; readonly content: string }
    | { readonly role: "user"; readonly content: string }
  )[];
  readonly response_format: {
    readonly type: "json_schema";
    readonly json_schema: {
      readonly name: string;
      readonly schema: Record<string, unknown>;
      readonly strict: true;
    };
  };
  readonly reasoning_effort?: Effort;
  readonly max_completion_tokens: number;
  readonly store?: false;
  readonly stream: true;
  readonly stream_options?: { readonly include_usage: true };
}

/** No cache key: a gateway may refuse what it does not know, and finds the prefix without it. */
export const chatWire: Wire<ChatBody> = {
  path: "/chat/completions",
  optional: ["store", "stream_options", "reasoning_effort"],
  body,
  hear,
};

function body({ model, question, effort, maxOutput, without }: Wanted): ChatBody {
  return {
    model,
    messages: [
      { role: "system", content: question.instructions },
      ...question.messages.map((content) => ({ role: "user" as const, content })),
    ],
    response_format: {
      type: "json_schema",
      json_schema: { name: "answer", schema: { ...answerJson }, strict: true },
    },
    ...(effort === null || without.has("reasoning_effort") ? {} : { reasoning_effort: effort }),
    max_completion_tokens: maxOutput,
    ...(without.has("store") ? {} : { store: false }),
    stream: true,
    ...(without.has("stream_options") ? {} : { stream_options: { include_usage: true } }),
  };
}

/** Usage comes in a chunk of its own after the ending, so no chunk is known to be the last. */
function hear(chunk: unknown): Heard {
  const text = textOf(chunk, "choices", 0, "delta", "content");
  const model = textOf(chunk, "model");
  const usage = usageOf(fieldOf(chunk, "usage"));
  const ending = endingOf(fieldOf(chunk, "choices", 0));
  return {
    ...(text === null || text === "" ? {} : { text }),
    ...(model === null || model === "" ? {} : { answeredBy: model }),
    ...(usage === null ? {} : { usage }),
    ...(ending === null ? {} : { ending }),
  };
}

function endingOf(choice: unknown): Ending | null {
  if ((textOf(choice, "delta", "refusal") ?? "") !== "") return { kind: "declined" };
  const reason = textOf(choice, "finish_reason");
  switch (reason) {
    case null:
    case "":
      return null;
    case "length":
      return { kind: "outputUsedUp" };
    case "content_filter":
      return { kind: "contentFiltered" };
    case "error":
      return { kind: "failed", error: fieldOf(choice, "error") };
    default:
      // `stop`, and whatever else a gateway may say of an answer that it ended by itself.
      return { kind: "complete" };
  }
}

function usageOf(usage: unknown): TokenUsage | null {
  const inputTokens = countOf(usage, "prompt_tokens");
  const outputTokens = countOf(usage, "completion_tokens");
  if (inputTokens === null || outputTokens === null) return null;
  const cachedTokens = countOf(usage, "prompt_tokens_details", "cached_tokens") ?? 0;
  const reasoningTokens = countOf(usage, "completion_tokens_details", "reasoning_tokens") ?? 0;
  return { inputTokens, cachedTokens, outputTokens, reasoningTokens };
}
