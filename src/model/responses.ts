/** Asking over the Responses endpoint: the body of a request, and what each event of the answer says. */

import type { TokenUsage } from "../contract/usage.ts";
import { answerJson } from "../prompt/answer.ts";
import { toolList } from "../prompt/tools.ts";
import { countOf, fieldOf, textOf } from "./foreign.ts";
import type { Effort, Question } from "./asking.ts";
import { dataUrl } from "./pictures.ts";
import { spokenIn, toldIn } from "./spoken.ts";
import type { Ending, Heard, Wanted, Wire } from "./wire.ts";

type ContentPart =
  | { readonly type: "input_text"; readonly text: string }
  | { readonly type: "input_image"; readonly image_url: string; readonly detail: "high" };

type InputItem =
  | { readonly role: "user"; readonly content: string | ContentPart[] }
  | { readonly type: "function_call_output"; readonly call_id: string; readonly output: string }
  /** What the model said itself, whatever it is. */
  | Readonly<Record<string, unknown>>;

export interface ResponsesBody {
  readonly model: string;
  readonly instructions: string;
  readonly input: InputItem[];
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
  readonly tools?: (typeof toolList)[number][];
  readonly tool_choice?: "none";
  /** What is not stored there has to come back, thoughts included, which only the provider can read. */
  readonly include?: "reasoning.encrypted_content"[];
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
  optional: ({ tools }) => [
    summary,
    effortName,
    "reasoning",
    strictName,
    ...(tools === undefined ? [] : ["include", "tool_choice", "tools"]),
    "prompt_cache_key",
    "max_output_tokens",
  ],
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
    input: inputOf(question, without),
    text: { format: { type: "json_schema", name: "answer", schema: { ...answerJson }, ...strict } },
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
    ...(without.has("max_output_tokens") ? {} : { max_output_tokens: maxOutput }),
    ...toolsOf({ question, effort, without }),
    store: false,
    stream: true,
    ...(without.has("prompt_cache_key") ? {} : { prompt_cache_key: cacheKey }),
  };
}

function toolsOf({
  question: { tools },
  effort,
  without,
}: Pick<Wanted, "question" | "effort" | "without">): Pick<
  ResponsesBody,
  "tools" | "tool_choice" | "include"
> {
  if (tools === undefined || without.has("tools")) return {};
  const closed = tools === "closed" && !without.has("tool_choice");
  const include = effort !== null && !without.has("include");
  return {
    tools: [...toolList],
    ...(closed ? { tool_choice: "none" } : {}),
    ...(include ? { include: ["reasoning.encrypted_content"] } : {}),
  };
}

function inputOf(question: Question, without: ReadonlySet<string>): InputItem[] {
  const user = (text: string, index: number): InputItem => {
    return { role: "user", content: index === 0 ? withPictures(text, question) : text };
  };
  // A call of a tool that the request does not have is none.
  if (without.has("tools")) return toldIn(question).map(user);
  return spokenIn(question).flatMap((spoken, index) => {
    if (spoken.kind === "message") return [user(spoken.text, index)];
    const { said, results } = spoken.exchange;
    return [
      ...said.filter(canGoBack),
      ...results.map(
        ({ id, text }) => ({ type: "function_call_output", call_id: id, output: text }) as const,
      ),
    ];
  });
}

/** Each picture follows its name. How closely it is looked at decides what it costs, so that is said. */
function withPictures(text: string, { pictures = [] }: Question): string | ContentPart[] {
  if (pictures.length === 0) return text;
  return [
    { type: "input_text", text },
    ...pictures.flatMap((picture): ContentPart[] => [
      { type: "input_text", text: `${picture.name}:` },
      { type: "input_image", image_url: dataUrl(picture), detail: "high" },
    ]),
  ];
}

/** A thought whose words nobody kept is only a name, and names nothing where nothing is stored. */
function canGoBack(item: unknown): item is Readonly<Record<string, unknown>> {
  if (typeof item !== "object" || item === null) return false;
  return textOf(item, "type") !== "reasoning" || (textOf(item, "encrypted_content") ?? "") !== "";
}

function hear(event: unknown): Heard {
  if (textOf(event, "object") === "response") return hearWhole(event);
  switch (textOf(event, "type")) {
    case "response.created":
      return whoAnswers(event);
    case "response.output_text.delta":
      return { text: textOf(event, "delta") ?? "" };
    case "response.output_item.done":
      return hearItem(fieldOf(event, "item"));
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

function hearItem(item: unknown): Heard {
  const [id, name] = [textOf(item, "call_id"), textOf(item, "name")];
  const isCall = textOf(item, "type") === "function_call" && id !== null && name !== null;
  if (!isCall) return item === null ? {} : { items: [item] };
  return { items: [item], calls: [{ id, name, arguments: textOf(item, "arguments") ?? "" }] };
}

/** An endpoint that does not stream answers with what else comes last. */
function hearWhole(response: unknown): Heard {
  const output = listOf(response, "output");
  const parts = output.flatMap((item) => listOf(item, "content"));
  if (parts.some((part) => textOf(part, "type") === "refusal")) return { ending: { kind: "declined" } };
  const text = parts.map((part) => textOf(part, "text") ?? "").join("");
  const heard = output.map(hearItem);
  return {
    text,
    items: heard.flatMap(({ items = [] }) => items),
    calls: heard.flatMap(({ calls = [] }) => calls),
    ...hear({ type: `response.${textOf(response, "status") ?? "completed"}`, response }),
  };
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
