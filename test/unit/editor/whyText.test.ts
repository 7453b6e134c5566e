/** Why a finding was said, as it is shown to a person. */

import assert from "node:assert/strict";
import type { Exchange } from "../../../src/memory/recorded.ts";
import { whyText } from "../../../src/editor/whyText.ts";

const say = (text: string, ...values: readonly (string | number)[]): string =>
  values.reduce<string>((all, value, index) => all.replaceAll(`{${index}}`, String(value)), text);

const exchange: Exchange = {
  kind: "exchange",
  at: "2026-11-25T10:00:00.000Z",
  request: {
    url: "https://models.example/v1/responses",
    body: { instructions: "You review.", input: [{ role: "user", content: "The material." }] },
  },
  model: "o4-mini",
  answeredBy: "o4-mini-2025-04-16",
  answer: '{"findings":[]}',
  usage: null,
  usd: null,
  ended: { kind: "complete" },
};

describe("Why a finding was said", () => {
  const finding = { title: "The loop reads past the end", path: "src/cart.ts", startLine: 12 };

  it("is told with what was sent and what was answered, to whom and by whom", () => {
    const text = whyText(finding, [exchange], say);
    for (const part of [
      "src/cart.ts:12",
      "o4-mini-2025-04-16",
      "You review.",
      "The material.",
      '"findings": []',
    ])
      assert.ok(text.includes(part), part);
  });

  it("is told with what the model read before", () => {
    const input = [
      { role: "user", content: "The material." },
      { type: "reasoning", encrypted_content: "…" },
      { type: "function_call", call_id: "c", name: "read_file", arguments: '{"path":"a.ts"}' },
      { type: "function_call_output", call_id: "c", output: "1 |let a;" },
    ];
    const text = whyText(finding, [{ ...exchange, request: { url: "u", body: { input } } }], say);
    assert.ok(text.includes('The material.\n\nread_file {"path":"a.ts"}\n1 |let a;'));
  });

  it("is told of chat as well, and of an answer that is no JSON", () => {
    const body = { messages: [{ role: "system", content: "You review." }] };
    const text = whyText(
      { ...finding, startLine: null },
      [{ ...exchange, request: { url: "u", body }, answer: '{"findings": [', answeredBy: null }],
      say,
    );
    assert.ok(text.includes("You review.") && text.includes('{"findings": [') && text.includes("not said"));
  });
});
