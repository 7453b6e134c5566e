/** What the real service would refuse, rule by rule, each with the page of the provider's documentation that says so. */

import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { profileOf } from "../../../src/model/profiles.ts";
import type { Objection } from "../../../src/practice/loopback.ts";
import { schemaProblem } from "./schemaRules.ts";
import { isReplayable, problemWithTools } from "./toolRules.ts";

export interface Ground {
  /** Of the models that are there. */
  readonly models: readonly string[];
  /** Parameters that this endpoint in particular does not know. */
  readonly refuses: readonly string[];
  /** The forms that can be asked for, by their names in a request. */
  readonly forms: readonly Form[];
  readonly inputTokens: number;
}

/** `text`: no form is asked for. */
export type Form = "json_schema" | "json_object" | "text";

export const responsesPath = "/v1/responses";
export const chatPath = "/v1/chat/completions";

// API reference, "Create a model response" and "Create chat completion": the parameters there are. Deprecated ones are
// left out on purpose (`truncation`, `prompt_cache_retention`, `user`, `max_tokens`): nothing new should send them.
const known: Readonly<Record<string, readonly string[]>> = {
  [responsesPath]:
    "model instructions input text reasoning max_output_tokens store stream stream_options prompt_cache_key include tools tool_choice parallel_tool_calls metadata service_tier safety_identifier temperature top_p top_logprobs".split(
      " ",
    ),
  [chatPath]:
    "model messages response_format reasoning_effort max_completion_tokens store stream stream_options prompt_cache_key tools tool_choice parallel_tool_calls metadata service_tier safety_identifier verbosity n seed temperature top_p stop presence_penalty frequency_penalty".split(
      " ",
    ),
};

// Guide "Reasoning models", limitations: none of these with a reasoning model.
const sampling = ["temperature", "top_p", "top_logprobs", "stop", "presence_penalty", "frequency_penalty"];

/** Why the service would not answer; null where it would. */
export function objectionTo(path: string, body: unknown, ground: Ground): Objection | null {
  const refused = (status: number, code: string, message: string, param = ""): Objection => ({
    status,
    code,
    message,
    param,
  });
  if (typeof body !== "object" || body === null)
    return refused(400, "invalid_json", "We could not parse the JSON body.");
  const has = (name: string): boolean => fieldOf(body, ...name.split(".")) !== null;
  const isChat = path === chatPath;

  const model = textOf(body, "model") ?? "";
  // Guide "Error codes": 404 for a model that does not exist or was shut down.
  if (!ground.models.includes(model)) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    return refused(404, "model_not_found", message, "model");
  }

  // Servers that do not know the newer name of the limit know the older one.
  const isOld = ground.refuses.includes("max_completion_tokens");
  const isKnown = (name: string): boolean =>
    known[path]?.includes(name) === true || (isOld && name === "max_tokens");
  const unknown = Object.keys(body).find((name) => !isKnown(name)) ?? ground.refuses.find(has);
  if (unknown !== undefined) {
    return refused(
      400,
      "unsupported_parameter",
      `Unsupported parameter: '${unknown}' is not supported with this model.`,
      unknown,
    );
  }
  const { efforts } = profileOf(model);
  const reasons = efforts.length > 0;
  const misplaced = reasons ? sampling.find(has) : ["reasoning", "reasoning_effort"].find(has);
  if (misplaced !== undefined) {
    return refused(
      400,
      "unsupported_parameter",
      `Unsupported parameter: '${misplaced}' is not supported with this model.`,
      misplaced,
    );
  }
  // Guide "Reasoning models": low, medium and high.
  const effort = isChat ? fieldOf(body, "reasoning_effort") : fieldOf(body, "reasoning", "effort");
  if (effort !== null && !efforts.some((each) => each === effort)) {
    const param = isChat ? "reasoning_effort" : "reasoning.effort";
    return refused(400, "unsupported_value", `Unsupported value: '${param}'.`, param);
  }

  // API reference, `store`: true where it is not said otherwise, and then kept for 30 days at least. The service takes
  // that; a review must not. A gateway that does not know the parameter can't be told.
  if (fieldOf(body, "store") !== false && !ground.refuses.includes("store")) {
    return refused(400, "invalid_value", "`store` must be false here.", "store");
  }
  if (fieldOf(body, "stream") !== true)
    return refused(400, "invalid_value", "`stream` must be true here.", "stream");

  const said = fieldOf(body, isChat ? "messages" : "input");
  // Guide "Images and vision": by data URL, of these four kinds, and only to models that read images.
  const parts = partsIn(said);
  const urls = parts.flatMap((part) => textOf(part, "image_url") ?? textOf(part, "image_url", "url") ?? []);
  const isReader =
    profileOf(model).features?.includes("images") === true && !ground.refuses.includes("images");
  if (urls.length > 0 && !isReader) {
    const message = "Invalid content type. image_url is only supported by certain models.";
    return refused(400, "invalid_value", message, isChat ? "messages.[1].content.[1].type" : "input");
  }
  if (!urls.every((url) => /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+=*$/.test(url)))
    return refused(400, "invalid_value", "Invalid image.", isChat ? "messages" : "input");
  const types = isChat ? ["text", "image_url"] : ["input_text", "input_image"];
  if (!parts.every((part) => types.includes(textOf(part, "type") ?? "")))
    return refused(400, "invalid_value", "Invalid content part.", isChat ? "messages" : "input");

  const roles = ["user", "system", "developer", "assistant"];
  const isMessage = (each: unknown): boolean =>
    roles.includes(textOf(each, "role") ?? "") &&
    (textOf(each, "content") !== null || (textOf(each, "role") === "user" && partsIn([each]).length > 0));
  const isItem = (each: unknown): boolean => isMessage(each) || (!isChat && isReplayable(each));
  if (!Array.isArray(said) || said.length === 0 || !said.every(isItem)) {
    return refused(400, "invalid_type", "Invalid messages.", isChat ? "messages" : "input");
  }
  const toolProblem = isChat ? null : problemWithTools(body, said, reasons);
  if (toolProblem !== null) return refused(400, "invalid_request_error", ...toolProblem);

  const formatAt = isChat ? ["response_format", "json_schema"] : ["text", "format"];
  const format = fieldOf(body, ...formatAt);
  const type = (isChat ? textOf(body, "response_format", "type") : textOf(format, "type")) ?? "text";
  const param = isChat ? "response_format" : "text.format";
  if (!ground.forms.some((each) => each === type))
    return refused(400, "invalid_value", `The format '${type}' is not supported with this model.`, param);
  // Guide "Structured outputs", JSON mode: an error where the word does not stand in the messages.
  if (type === "json_object" && !/json/i.test(JSON.stringify(said)))
    return refused(400, "invalid_value", "The messages must contain the word 'json'.", param);
  const problem =
    type === "json_schema"
      ? formatProblem(format, ground.refuses.includes(`${formatAt.join(".")}.strict`))
      : null;
  if (problem !== null) {
    return refused(
      400,
      "invalid_json_schema",
      `Invalid schema for ${param} 'answer': ${problem}`,
      `${param}.schema`,
    );
  }

  // API reference: at least 16; models page: at most what the model can give.
  const limitName = !isChat ? "max_output_tokens" : isOld ? "max_tokens" : "max_completion_tokens";
  const limit = fieldOf(body, limitName) ?? (ground.refuses.includes(limitName) ? 16 : null);
  if (
    typeof limit !== "number" ||
    !Number.isInteger(limit) ||
    limit < 16 ||
    limit > profileOf(model).maxOutput
  ) {
    return refused(400, "integer_out_of_range", `Invalid '${limitName}'.`, limitName);
  }
  // Guide "Reasoning models", managing the context window: input, reasoning and answer share it.
  const window = profileOf(model).contextWindow;
  if (ground.inputTokens + limit > window) {
    const message = `This model's maximum context length is ${window} tokens. However, you requested ${ground.inputTokens + limit} tokens.`;
    return refused(400, "context_length_exceeded", message, isChat ? "messages" : "input");
  }
  return null;
}

/** The parts of messages of users that are lists of parts. */
function partsIn(messages: unknown): readonly unknown[] {
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((each: unknown): readonly unknown[] => {
    const content = textOf(each, "role") === "user" ? fieldOf(each, "content") : null;
    return Array.isArray(content) ? content : [];
  });
}

function formatProblem(format: unknown, isLoose: boolean): string | null {
  if (!/^[\w-]{1,64}$/.test(textOf(format, "name") ?? "")) return "it needs a name";
  if (fieldOf(format, "strict") !== true && !isLoose) return "strict must be true here";
  return schemaProblem(fieldOf(format, "schema"));
}
