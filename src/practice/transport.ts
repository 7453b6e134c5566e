/** Practice in place of an endpoint: the same stream of events, from inside this process. Nothing is sent. */

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Ask, Question, Spent } from "../model/asking.ts";
import { practise, wishesOf } from "./rules.ts";

/** Stands where a model's id would; it can't be mistaken for one. */
export const practiceModel = "practice";

/** UTF-16 units: small enough for findings to arrive one by one. */
const stretch = 64;

export function practiseAsk(): Ask {
  return async function* (question, signal) {
    const spent = spentOn(question);
    const calls = question.tools === "offered" && isFirst(question) ? wishesOf(question.messages) : [];
    if (calls.length > 0 && !signal.aborted) {
      yield { kind: "called", calls: calls.map((call, index) => ({ id: `${index}`, ...call })), said: [] };
      yield { kind: "finished", spent };
      return;
    }
    const text = JSON.stringify(practise(question.messages));
    for (let start = 0; start < text.length; start += stretch) {
      await nextTurn();
      if (signal.aborted) {
        yield { kind: "failed", fault: { code: "interrupted" }, spent };
        return;
      }
      yield { kind: "text", text: text.slice(start, start + stretch) };
    }
    yield { kind: "finished", spent };
  };
}

function isFirst({ exchanges = [] }: Question): boolean {
  return exchanges.length === 0;
}

/** No request was made; the tokens show how much a model would have had to read. */
function spentOn({ inputTokens }: Question): Spent {
  return {
    model: practiceModel,
    answeredBy: practiceModel,
    requests: 0,
    inputTokens,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    reported: true,
  };
}
