/** Counts as the service does: with its tokenizer, and with what an earlier request has left in the cache. */

import type { TokenUsage } from "../../../src/contract/usage.ts";
import { fieldOf, textOf } from "../../../src/model/foreign.ts";
import { messagesOf } from "../../../src/practice/endpoint.ts";
import { countTokens } from "../../../src/prompt/tokens.ts";

/** The model's thoughts are of one length here. */
const reasoningTokens = 64;

export class Meter {
  readonly #seen: string[] = [];

  async inputTokens(body: unknown): Promise<number> {
    return count(promptOf(body));
  }

  async usage(body: unknown, answer: string): Promise<TokenUsage> {
    const prompt = promptOf(body);
    const inputTokens = await count(prompt);
    const cachedTokens = await this.#cached(prompt);
    this.#seen.push(prompt);
    return {
      inputTokens,
      cachedTokens,
      outputTokens: (await count(answer)) + reasoningTokens,
      reasoningTokens,
    };
  }

  /** Guide "Prompt caching": an exact prefix of at least 1,024 tokens, in steps of 128. */
  async #cached(prompt: string): Promise<number> {
    const longest = Math.max(0, ...this.#seen.map((earlier) => commonLength(earlier, prompt)));
    const tokens = await count(prompt.slice(0, longest));
    return tokens < 1024 ? 0 : Math.floor(tokens / 128) * 128;
  }
}

/** In the order of the cache: tools, schema and instructions, then the messages. */
function promptOf(body: unknown): string {
  const schema = fieldOf(body, "text", "format") ?? fieldOf(body, "response_format", "json_schema");
  const said = fieldOf(body, "input") ?? fieldOf(body, "messages");
  const messages = Array.isArray(said)
    ? said.map((each: unknown) =>
        textOf(each, "role") === null
          ? `${JSON.stringify(each)}\n`
          : `${textOf(each, "role")}\n${contentOf(each)}\n`,
      )
    : [];
  const tools = JSON.stringify(fieldOf(body, "tools") ?? []);
  return [
    textOf(body, "model"),
    tools,
    JSON.stringify(schema),
    textOf(body, "instructions"),
    ...messages,
  ].join("\n");
}

/** A picture is no text; what it costs is not counted here. */
function contentOf(message: unknown): string {
  return textOf(message, "content") ?? messagesOf({ input: [message] }).join("");
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

async function count(text: string): Promise<number> {
  const [tokens = 0] = await countTokens([text]);
  return tokens;
}
