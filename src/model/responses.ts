/** Asking over the Responses endpoint: the body of a request, and what each event of the answer says. */

import type { TokenUsage } from "../contract/usage.ts";
import { answerJson } from "../prompt/answer.ts";
import { countOf, fieldOf, textOf } from "./foreign.ts";
import type { Effort } from "./asking.ts";
import type { Ending, Heard, Wanted, Wire } from "./wire.ts";

export interface ResponsesBody {
  readonly model: string;
  readonly instructions: string;
  readonly input: { readonly role: "user"; readonly content: string }[];
  readonly text: {
    readonly format: {
      readonly type: "json_schema";
      readonly name: string;
      readonly schema: Record<string, unknown>;
      readonly strict?: true;
    };
  };
  readonly reasoning?: { readonly effort?: Effort; readonly summary?: "auto" };
  readonly max_output_tokens?: number;
  /** Left out, it would be true, and the provider would keep request and answer for a month. */
  readonly store: false;
  readonly stream: true;
  readonly prompt_cache_key?: string;
}

/** Summaries are not shown: they keep bytes flowing while the model thinks, or Node's fetch would give up after 5 minutes. */
const summary = "reasoning.summary";
const effortName = "reasoning.effort";
const strictName = "text.format.strict";

export const responsesWire: Wire<ResponsesBody> = {
  path: "/responses",
  // The inner ones first: they are given up before the whole.
  optional: [summary, effortName, "reasoning", strictName, "prompt_cache_key", "max_output_tokens"],
  body,
  hear,
};

function body({ model, question, effort, maxOutput, cacheKey, without }: Wanted): ResponsesBody {
  const reasons = effort !== null && !without.has("reasoning");
  const reasoning = {
    ...(!reasons || without.has(effortName) ? {} : { effort }),
    ...(!reasons || without.has(summary) ? {} : { summary: "auto" as const }),
  };
  const strict = without.has(strictName) ? {} : ({ strict: true } as const);
  return {
    model,
    instructions: question.instructions,
    input: question.messages.map((content) => ({ role: "user", content })),
    text: { format: { type: "json_schema", name: "answer", schema: { ...answerJson }, ...strict } },
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
    ...(without.has("max_output_tokens") ? {} : { max_output_tokens: maxOutput }),
    store: false,
    stream: true,
    ...(without.has("prompt_cache_key") ? {} : { prompt_cache_key: cacheKey }),
  };
}

function hear(event: unknown): Heard {
  if (textOf(event, "object") === "response") return hearWhole(event);
  switch (textOf(event, "type")) {
    case "response.created":
      return whoAnswers(event);
    case "response.output_text.delta":
      return { text: textOf(event, "delta") ?? "" };
    case "response.refusal.delta":
    case "response.refusal.done":
      return { ending: { kind: "declined" } };
    case "response.completed":
      return closing(event, { kind: "complete" });
    case "response.incomplete": {
      const filtered = textOf(event, "response", "incomplete_details", "reason") === "content_filter";
      return closing(event, { kind: filtered ? "contentFiltered" : "outputUsedUp" });
    }
    case "response.failed":
      return closing(event, { kind: "failed", error: fieldOf(event, "response", "error") });
    default:
      return {};
  }
}

/** An endpoint that does not stream answers with what else comes last. */
function hearWhole(response: unknown): Heard {
  const parts = listOf(response, "output").flatMap((item) => listOf(item, "content"));
  if (parts.some((part) => textOf(part, "type") === "refusal")) return { ending: { kind: "declined" } };
  const text = parts.map((part) => textOf(part, "text") ?? "").join("");
  return { text, ...hear({ type: `response.${textOf(response, "status") ?? "completed"}`, response }) };
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

function closing(event: unknown, ending: Ending): Heard {
  const usage = usageOf(fieldOf(event, "response", "usage"));
  return { ...whoAnswers(event), ...(usage === null ? {} : { usage }), ending, last: true };
}

function whoAnswers(event: unknown): Heard {
  const model = textOf(event, "response", "model");
  return model === null ? {} : { answeredBy: model };
}

function usageOf(usage: unknown): TokenUsage | null {
  const inputTokens = countOf(usage, "input_tokens");
  const outputTokens = countOf(usage, "output_tokens");
  if (inputTokens === null || outputTokens === null) return null;
  const cachedTokens = countOf(usage, "input_tokens_details", "cached_tokens") ?? 0;
  const reasoningTokens = countOf(usage, "output_tokens_details", "reasoning_tokens") ?? 0;
  return { inputTokens, cachedTokens, outputTokens, reasoningTokens };
}
