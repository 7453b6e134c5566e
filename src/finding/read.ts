/** Reads a growing answer: each finding and verdict as its closing brace arrives, whatever comes before or after. */

import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { isFoundFinding, isVerdict, type FoundFinding, type Verdict } from "../prompt/answer.ts";

export type AnswerEvent =
  | { readonly kind: "finding"; readonly finding: FoundFinding }
  /** An element that does not have the promised form, or one too many. */
  | { readonly kind: "invalid" }
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "summary"; readonly summary: string };

export interface AnswerEnd {
  /**
   * `complete`: the answer closed and held what was promised; `cut`: it began and did not close; `notJson`: it is
   * something else, or lost its form on the way; `empty`: nothing came.
   */
  readonly kind: "complete" | "cut" | "notJson" | "empty";
}

export interface AnswerReader {
  /** The next stretch of text, of any length. Returns what it completed. */
  push(text: string): readonly AnswerEvent[];
  end(): AnswerEnd;
}

/** An honest answer nests five deep; the parser slows down with every level. */
const deepest = 16;
/** Elements of either list; those beyond count as invalid. */
const mostElements = 500;
/** UTF-16 units. */
const longestString = 20_000;

export function answerReader(): AnswerReader {
  return new Reader();
}

class Reader implements AnswerReader {
  readonly #tokenizer = new Tokenizer();
  readonly #parser = new TokenParser({
    paths: ["$.verdicts.*", "$.findings", "$.findings.*", "$.summary"],
    keepStack: false,
  });
  #state: "waiting" | "open" | "closed" | "broken" = "waiting";
  #events: AnswerEvent[] = [];
  #depth = 0;
  #findings = 0;
  #verdicts = 0;
  #hasFindings = false;
  #sawText = false;
  /** What may be the beginning of an answer, if the next push goes on like one. */
  #held = "";

  constructor() {
    const stop = (): void => {
      if (this.#state !== "closed") this.#state = "broken";
    };
    this.#tokenizer.onToken = (token) => {
      if (this.#state !== "open") return;
      this.#depth += depthOf(token.token);
      if (this.#depth > deepest) stop();
      else this.#parser.write(token);
    };
    this.#tokenizer.onError = stop;
    this.#parser.onError = stop;
    this.#parser.onValue = ({ key, value, stack }) => {
      const list = stack[1]?.key;
      if (list === undefined) this.#takeField(key, value);
      else if (list === "findings") this.#takeFinding(value);
      else this.#takeVerdict(value);
    };
    this.#parser.onEnd = () => {
      this.#state = "closed";
    };
  }

  push(text: string): readonly AnswerEvent[] {
    this.#sawText ||= text.trim() !== "";
    this.#events = [];
    let rest = this.#held + text;
    this.#held = "";
    if (this.#state === "waiting") rest = this.#begin(rest);
    if (this.#state === "open") this.#tokenizer.write(rest);
    return this.#events;
  }

  end(): AnswerEnd {
    if (!this.#sawText) return { kind: "empty" };
    if (this.#state === "open") return { kind: "cut" };
    const isAnswer = this.#hasFindings || this.#verdicts > 0;
    return { kind: this.#state === "closed" && isAnswer ? "complete" : "notJson" };
  }

  /** An answer may follow a few words or the opening of a code block. Returns it from its brace on. */
  #begin(text: string): string {
    const start = /\{\s*"/.exec(text);
    if (start === null) {
      this.#held = /\{\s{0,1000}$/.exec(text)?.[0] ?? "";
      return "";
    }
    this.#state = "open";
    return text.slice(start.index);
  }

  #takeField(key: unknown, value: unknown): void {
    if (key === "findings") this.#hasFindings = Array.isArray(value);
    if (key === "summary" && typeof value === "string") {
      this.#events.push({ kind: "summary", summary: value.slice(0, longestString) });
    }
  }

  #takeFinding(value: unknown): void {
    this.#findings += 1;
    const isGood = this.#findings <= mostElements && isFoundFinding(value) && isShort(value);
    this.#events.push(isGood ? { kind: "finding", finding: value } : { kind: "invalid" });
  }

  #takeVerdict(value: unknown): void {
    this.#verdicts += 1;
    const isGood = this.#verdicts <= mostElements && isVerdict(value) && isShort(value);
    this.#events.push(isGood ? { kind: "verdict", verdict: value } : { kind: "invalid" });
  }
}

function depthOf(token: TokenType): number {
  switch (token) {
    case TokenType.LEFT_BRACE:
    case TokenType.LEFT_BRACKET:
      return 1;
    case TokenType.RIGHT_BRACE:
    case TokenType.RIGHT_BRACKET:
      return -1;
    default:
      return 0;
  }
}

function isShort(value: FoundFinding | Verdict): boolean {
  const strings = Object.values(value).filter((each) => typeof each === "string");
  const replacement = "fix" in value ? (value.fix?.replacement ?? []) : [];
  return [...strings, replacement.join("\n")].every((text) => text.length <= longestString);
}
