/** Asking over Chat Completions, which gateways speak: the body of a request, and what each chunk of the answer says. */

import type { TokenUsage } from "../contract/usage.ts";
import { answerJson } from "../prompt/answer.ts";
import { askForId, formInWords } from "../prompt/spelled.ts";
import { countOf, fieldOf, textOf } from "./foreign.ts";
import type { Effort, Question } from "./asking.ts";
import { dataUrl } from "./pictures.ts";
import { toldIn } from "./spoken.ts";
import type { Ending, Heard, Wanted, Wire } from "./wire.ts";

type ResponseFormat =
  | {
      readonly type: "json_schema";
      readonly json_schema: {
        readonly name: string;
        readonly schema: Record<string, unknown>;
        readonly strict?: true;
      };
    }
  | { readonly type: "json_object" };

export interface ChatBody {
  readonly model: string;
  readonly messages: (
    | { readonly role: "system"; readonly content: string }
    | { readonly role: "user"; readonly content: string | ChatContent[] }
  )[];
  readonly response_format?: ResponseFormat;
  readonly reasoning_effort?: Effort;
  readonly max_completion_tokens?: number;
  /** The older name, which some servers know alone. */
  readonly max_tokens?: number;
  readonly store?: false;
  readonly stream: true;
  readonly stream_options?: { readonly include_usage: true };
}

type ChatContent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string; readonly detail: "high" } };

const strictName = "response_format.json_schema.strict";

/** No cache key: a gateway may refuse what it does not know, and finds the prefix without it. */
export const chatWire: Wire<ChatBody> = {
  path: "/chat/completions",
  optional: () => [
    "store",
    "stream_options",
    "reasoning_effort",
    "max_completion_tokens",
    "max_tokens",
    strictName,
  ],
  body,
  hear,
};

function body(wanted: Wanted): ChatBody {
  const { model, question, effort, rung, id, without } = wanted;
  const format = formatOf(wanted);
  const system = rung === "chatSchema" ? question.instructions : question.instructions + formInWords;
  const told = toldIn(question);
  const said = rung === "chatPlain" ? [...told, askForId(id)] : told;
  return {
    model,
    messages: [
      { role: "system", content: system },
      ...said.map((text, index) => ({
        role: "user" as const,
        content: index === 0 ? withPictures(text, question) : text,
      })),
    ],
    ...(format === null ? {} : { response_format: format }),
    ...(effort === null || without.has("reasoning_effort") ? {} : { reasoning_effort: effort }),
    ...limitOf(wanted),
    ...(without.has("store") ? {} : { store: false }),
    stream: true,
    ...(without.has("stream_options") ? {} : { stream_options: { include_usage: true } }),
  };
}

/** As in `responses.ts`. */
function withPictures(text: string, { pictures = [] }: Question): string | ChatContent[] {
  if (pictures.length === 0) return text;
  return [
    { type: "text", text },
    ...pictures.flatMap((picture): ChatContent[] => [
      { type: "text", text: `${picture.name}:` },
      { type: "image_url", image_url: { url: dataUrl(picture), detail: "high" } },
    ]),
  ];
}

function formatOf({ rung, without }: Wanted): ResponseFormat | null {
  if (rung === "chatPlain") return null;
  if (rung === "chatJson") return { type: "json_object" };
  const strict = without.has(strictName) ? {} : ({ strict: true } as const);
  return { type: "json_schema", json_schema: { name: "answer", schema: { ...answerJson }, ...strict } };
}

function limitOf({ maxOutput, without }: Wanted): Pick<ChatBody, "max_completion_tokens" | "max_tokens"> {
  if (!without.has("max_completion_tokens")) return { max_completion_tokens: maxOutput };
  return without.has("max_tokens") ? {} : { max_tokens: maxOutput };
}

/** Usage comes in a chunk of its own after the ending, so no chunk is known to be the last. */
function hear(chunk: unknown): Heard {
  const choice = fieldOf(chunk, "choices", 0);
  const text = textOf(saidIn(choice), "content");
  const model = textOf(chunk, "model");
  const usage = usageOf(fieldOf(chunk, "usage"));
  const ending = endingOf(choice);
  return {
    ...(text === null || text === "" ? {} : { text }),
    ...(model === null || model === "" ? {} : { answeredBy: model }),
    ...(usage === null ? {} : { usage }),
    ...(ending === null ? {} : { ending }),
  };
}

/** Beside a delta some gateways repeat all that was said so far as the message: there it says nothing new. */
function saidIn(choice: unknown): unknown {
  return fieldOf(choice, "delta") ?? fieldOf(choice, "message");
}

function endingOf(choice: unknown): Ending | null {
  if ((textOf(saidIn(choice), "refusal") ?? "") !== "") return { kind: "declined" };
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
