/** Tells why a finding was said: what was asked about it and what was answered, as it was kept. */

import type { Finding } from "../contract/finding.ts";
import { fieldOf, textOf } from "../model/foreign.ts";
import type { Exchange } from "../memory/recorded.ts";
import type { Say } from "./panel/say.ts";

/** Plain text. Each exchange whole: it is read by someone who wants to know exactly. */
export function whyText(
  finding: Pick<Finding, "title" | "path" | "startLine">,
  exchanges: readonly Exchange[],
  say: Say,
): string {
  const place = finding.startLine === null ? finding.path : `${finding.path}:${finding.startLine}`;
  const head = [
    finding.title,
    place,
    "",
    say("Requests in which it came up or was doubted: {0}", exchanges.length),
  ];
  return [...head, ...exchanges.flatMap((exchange) => ["", ...exchangeLines(exchange, say)]), ""].join("\n");
}

function exchangeLines(exchange: Exchange, say: Say): readonly string[] {
  const { at, request, model, answeredBy, answer } = exchange;
  return [
    `━━━━ ${at} · ${request.url}`,
    say("Asked: {0}. Answered: {1}.", model, answeredBy ?? say("not said")),
    "",
    `── ${say("What was sent")}`,
    ...messagesIn(request.body),
    `── ${say("What was answered")}`,
    indented(answer),
  ];
}

/** Of either wire: the instructions, then each message. */
function messagesIn(body: unknown): readonly string[] {
  const instructions = textOf(body, "instructions");
  const said = fieldOf(body, "input") ?? fieldOf(body, "messages");
  const messages = Array.isArray(said) ? said.map(saidIn) : [];
  return [...(instructions === null ? [] : [instructions]), ...messages];
}

/** A message, a call of a tool, or what that returned; of thoughts there are no words. */
function saidIn(item: unknown): string {
  const call = textOf(item, "name");
  const called = call === null ? null : `${call} ${textOf(item, "arguments") ?? ""}`;
  return textOf(item, "content") ?? textOf(item, "output") ?? called ?? "";
}

/** JSON is easier to read line by line; anything else stays as it came. */
function indented(answer: string): string {
  try {
    return JSON.stringify(JSON.parse(answer), null, 2);
  } catch {
    return answer;
  }
}
