/** What is said in a question, in its order: the messages, and behind each the calls of tools that it led to. */

import type { Exchange, Question } from "./asking.ts";

export type Spoken =
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "exchange"; readonly exchange: Exchange };

export function spokenIn({ messages, exchanges = [] }: Question): readonly Spoken[] {
  return messages.flatMap((text, index): readonly Spoken[] => [
    { kind: "message", text },
    ...exchanges.flatMap((exchange) =>
      exchange.after === index + 1 ? [{ kind: "exchange" as const, exchange }] : [],
    ),
  ]);
}

/** The same for whoever knows no tools: what was read stands there as if it had been told. */
export function toldIn(question: Question): readonly string[] {
  return spokenIn(question).flatMap((spoken) =>
    spoken.kind === "message" ? [spoken.text] : spoken.exchange.results.map(({ text }) => text),
  );
}
