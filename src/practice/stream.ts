/** Puts an answer into the events of a stream, in the order in which the real service sends them. */

import type { TokenUsage } from "../contract/usage.ts";

/** What a stream tells. */
export interface Telling {
  /** Makes the ids of one answer unlike those of another. */
  readonly id: string;
  readonly model: string;
  readonly text: string;
  readonly ending: "complete" | "outputUsedUp" | "contentFiltered" | "declined" | "failed";
  readonly usage: TokenUsage | null;
  /** A summary of the reasoning comes first; empty: the model only thinks. */
  readonly reasoning?: string;
  /** The reasoning as only the provider can read it; empty where nobody asked for it. */
  readonly encrypted?: string;
  /** Tools that are called besides; over Chat there are none. */
  readonly calls?: readonly Calling[];
}

/** A call of a tool; `arguments` is JSON. */
export interface Calling {
  readonly name: string;
  readonly arguments: string;
}

/** One event as it goes over the wire, and how many characters of the answer are in it. */
export interface Block {
  readonly sse: string;
  readonly characters: number;
}

type Fields = Readonly<Record<string, unknown>>;

export function* responsesStream(telling: Telling): Iterable<Block> {
  const { id, text, ending, reasoning = "", encrypted = "", calls = [] } = telling;
  let sequence = 0;
  const block = (type: string, fields: Fields, characters = 0): Block => ({
    sse: `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`,
    characters,
  });
  const response = (fields: Fields): Fields => ({ response: { ...responseOf(telling), ...fields } });
  yield block("response.created", response({ status: "in_progress" }));
  yield block("response.in_progress", response({ status: "in_progress" }));

  const thought: Fields = { id: `rs_${id}`, type: "reasoning", summary: [] };
  const thoughtDone: Fields = {
    ...thought,
    ...(encrypted === "" ? {} : { encrypted_content: encrypted }),
    summary: reasoning === "" ? [] : [{ type: "summary_text", text: reasoning }],
  };
  yield block("response.output_item.added", { output_index: 0, item: thought });
  if (reasoning !== "") yield* summaryBlocks(block, `rs_${id}`, reasoning);
  yield block("response.output_item.done", { output_index: 0, item: thoughtDone });

  const output: Fields[] = [thoughtDone];
  const declined = ending === "declined";
  if (text !== "") {
    const at = { item_id: `msg_${id}`, output_index: 1, content_index: 0 };
    const message = (status: string, content: readonly Fields[]): Fields => ({
      id: `msg_${id}`,
      type: "message",
      status,
      role: "assistant",
      content,
    });
    const part = (said: string): Fields =>
      declined
        ? { type: "refusal", refusal: said }
        : { type: "output_text", text: said, annotations: [], logprobs: [] };
    yield block("response.output_item.added", { output_index: 1, item: message("in_progress", []) });
    yield block("response.content_part.added", { ...at, part: part("") });
    const kind = declined ? "response.refusal" : "response.output_text";
    const logprobs = declined ? {} : { logprobs: [] };
    for (const delta of inPieces(text))
      yield block(`${kind}.delta`, { ...at, delta, ...logprobs }, delta.length);
    yield block(`${kind}.done`, { ...at, ...(declined ? { refusal: text } : { text, ...logprobs }) });
    yield block("response.content_part.done", { ...at, part: part(text) });
    const item = message(ending === "complete" || declined ? "completed" : "incomplete", [part(text)]);
    yield block("response.output_item.done", { output_index: 1, item });
    output.push(item);
  }
  for (const [index, call] of calls.entries()) {
    const item = { id: `fc_${id}_${index}`, type: "function_call", call_id: `call_${id}_${index}`, ...call };
    yield* callBlocks(block, item, output.length);
    output.push({ ...item, status: "completed" });
  }
  yield closing(block, response, telling, output);
}

function* callBlocks(
  block: MakeBlock,
  item: Calling & { readonly id: string },
  output_index: number,
): Iterable<Block> {
  const at = { item_id: item.id, output_index };
  const begun = { ...item, status: "in_progress", arguments: "" };
  yield block("response.output_item.added", { output_index, item: begun });
  for (const delta of inPieces(item.arguments))
    yield block("response.function_call_arguments.delta", { ...at, delta });
  yield block("response.function_call_arguments.done", { ...at, name: item.name, arguments: item.arguments });
  yield block("response.output_item.done", { output_index, item: { ...item, status: "completed" } });
}

type MakeBlock = (type: string, fields: Fields, characters?: number) => Block;

function* summaryBlocks(block: MakeBlock, item: string, reasoning: string): Iterable<Block> {
  const at = { item_id: item, output_index: 0, summary_index: 0 };
  yield block("response.reasoning_summary_part.added", { ...at, part: { type: "summary_text", text: "" } });
  for (const delta of inPieces(reasoning))
    yield block("response.reasoning_summary_text.delta", { ...at, delta });
  yield block("response.reasoning_summary_text.done", { ...at, text: reasoning });
  yield block("response.reasoning_summary_part.done", {
    ...at,
    part: { type: "summary_text", text: reasoning },
  });
}

function closing(
  block: MakeBlock,
  response: (fields: Fields) => Fields,
  telling: Telling,
  output: readonly Fields[],
): Block {
  const usage = usageOfResponses(telling.usage);
  switch (telling.ending) {
    case "complete":
    case "declined":
      return block("response.completed", response({ status: "completed", output, usage }));
    case "outputUsedUp":
    case "contentFiltered": {
      const reason = telling.ending === "outputUsedUp" ? "max_output_tokens" : "content_filter";
      return block(
        "response.incomplete",
        response({ status: "incomplete", incomplete_details: { reason }, output, usage }),
      );
    }
    case "failed": {
      const error = {
        code: "server_error",
        message: "The server had an error while processing your request.",
      };
      return block("response.failed", response({ status: "failed", error, output }));
    }
  }
}

function responseOf({ id, model }: Telling): Fields {
  return {
    id: `resp_${id}`,
    object: "response",
    created_at: 1_764_000_000,
    status: "in_progress",
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model,
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    store: false,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: null,
    metadata: {},
  };
}

function usageOfResponses(usage: TokenUsage | null): Fields | null {
  if (usage === null) return null;
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

export function* chatStream(telling: Telling): Iterable<Block> {
  const { id, model, text, ending, usage } = telling;
  const chunk = (fields: Fields, characters = 0): Block => ({
    sse: `data: ${JSON.stringify({
      id: `chatcmpl-${id}`,
      object: "chat.completion.chunk",
      created: 1_764_000_000,
      model,
      system_fingerprint: null,
      ...fields,
      ...(usage === null || "usage" in fields ? {} : { usage: null }),
    })}\n\n`,
    characters,
  });
  const choice = (delta: Fields, finish_reason: string | null = null): Fields => ({
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });
  const declined = ending === "declined";
  yield chunk(choice({ role: "assistant", content: declined ? null : "", refusal: null }));
  for (const piece of inPieces(text)) {
    yield chunk(choice(declined ? { refusal: piece } : { content: piece }), piece.length);
  }
  if (ending === "failed") {
    yield {
      sse: `data: ${JSON.stringify({ error: { message: "The server had an error.", type: "server_error", param: null, code: "server_error" } })}\n\n`,
      characters: 0,
    };
    return;
  }
  const reasons = {
    complete: "stop",
    declined: "stop",
    outputUsedUp: "length",
    contentFiltered: "content_filter",
  } as const;
  yield chunk(choice({}, reasons[ending]));
  if (usage !== null) yield chunk({ choices: [], usage: usageOfChat(usage) });
  yield { sse: "data: [DONE]\n\n", characters: 0 };
}

function usageOfChat(usage: TokenUsage): Fields {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens, audio_tokens: 0 },
  };
}

/** A few characters each, as tokens are; never half a character. */
function inPieces(text: string): readonly string[] {
  return text.match(/[^]{1,12}/gu) ?? [];
}
