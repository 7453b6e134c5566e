/** What one part's model reads by itself: looked up, written down between our walls, and held to what was set apart for it. */

import { find } from "../context/onDemand.ts";
import type { Shelf } from "../context/shelf.ts";
import type { Read, ReadTool } from "../contract/reads.ts";
import type { Called, Exchange, Question, ToolCall } from "../model/asking.ts";
import { fieldOf, textOf } from "../model/foreign.ts";
import { mostReadingTurns, mostRounds } from "../model/price.ts";
import type { CountTokens, Part, Plan, ShownText } from "../prompt/plan.ts";
import { refuse, withExcerpts, writeResult, type Result } from "../prompt/results.ts";
import { readCall, readingTokens, toolList, toolListTokens } from "../prompt/tools.ts";
import { cut } from "../text/cut.ts";
import type { Draft } from "./draft.ts";

/** What all parts of a review share. */
export interface OnDemand {
  readonly shelves: readonly Shelf[];
  readonly count: CountTokens;
  /** Requests beyond its rounds that a part may make. */
  readonly turns: number;
}

export interface ReadingOf extends OnDemand {
  readonly part: Part;
  readonly plan: Plan;
  readonly draft: Draft;
}

/** Calls that are looked up at a time. */
const mostCalls = 8;
/** Calls that get an answer at all. */
const mostHeard = 32;
/** Bytes of one result. */
const longestResult = 24_000;
/** Tokens. With less there is no use in asking. */
const leastRoom = 1000;
/** UTF-16 units. */
const longestAsked = 200;

export class Reading {
  readonly #of: ReadingOf;
  #requests: number;
  #turns = mostReadingTurns;
  /** Tokens. */
  #room: number;
  #shown: readonly ShownText[];
  #exchanges: readonly { readonly exchange: Exchange; readonly tokens: number }[] = [];

  constructor(of: ReadingOf) {
    this.#of = of;
    this.#requests = mostRounds.deep + of.turns;
    this.#room = readingTokens(of.plan.room.window);
    this.#shown = of.part.shown;
  }

  /** What the part shows, and what was read. */
  get shown(): readonly ShownText[] {
    return this.#shown;
  }

  /** Whether the part may be asked so many times more: what reading took, further sweeps have not. */
  leaves(requests: number): boolean {
    return this.#requests >= requests;
  }

  /** What was read in answer to the material goes with every question after it; what came up in a later round ends with that. */
  beginRound(): void {
    this.#exchanges = this.#exchanges.filter(({ exchange }) => exchange.after === 1);
  }

  /** `keeping`: requests that have to be left for what comes after this round. */
  equip(question: Question, keeping: number): Question {
    this.#requests -= 1;
    const mayRead = this.#turns > 0 && this.#room >= leastRoom && this.#requests > keeping;
    const tokens = this.#exchanges.reduce((sum, each) => sum + each.tokens, toolListTokens);
    return {
      ...question,
      tools: mayRead ? "offered" : "closed",
      exchanges: this.#exchanges.map(({ exchange }) => exchange),
      inputTokens: question.inputTokens + tokens,
    };
  }

  /** Nothing more is read, and what was read goes no further: the endpoint won't take it. False where nothing was. */
  giveUp(): boolean {
    const hadSome = this.#exchanges.length > 0;
    this.#exchanges = [];
    this.#turns = 0;
    return hadSome;
  }

  /** `after`: the messages so far. `spoken`: tokens that the model used to say it. False when `signal` was aborted on the way. */
  async answer(
    { calls, said }: Called,
    { after, spoken }: { readonly after: number; readonly spoken: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    this.#turns -= 1;
    const heard = calls.slice(0, mostHeard);
    const isLight = spoken <= this.#room / 2 && heard.length === calls.length;
    const back = isLight ? said : heard.map(bareCall);
    let tokens = this.#take(isLight ? spoken : Buffer.byteLength(JSON.stringify(back)));
    const results: { readonly id: string; readonly text: string }[] = [];
    try {
      for (const [index, call] of heard.entries()) {
        const text = index < mostCalls ? await this.#lookUp(call, signal) : refuse("tooMany").text;
        tokens += this.#take(await this.#tokensOf(text, signal));
        results.push({ id: call.id, text });
      }
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
    this.#exchanges = [...this.#exchanges, { exchange: { after, said: back, results }, tokens }];
    return true;
  }

  async #lookUp(call: ToolCall, signal: AbortSignal): Promise<string> {
    const { draft, part } = this.#of;
    const { reason, result } = await this.#read(call, signal);
    const tokens = await this.#tokensOf(result.text, signal);
    this.#shown = withExcerpts(this.#shown, result.excerpts);
    const shown = result.excerpts.map(({ repository, name, ranges }) => ({
      repository,
      path: name,
      lines: ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0),
    }));
    draft.read({ part: part.number, ...toldOf(call), shown, tokens, reason });
    return result.text;
  }

  async #read(
    call: ToolCall,
    signal: AbortSignal,
  ): Promise<{ readonly reason: Read["reason"]; readonly result: Result }> {
    const query = readCall(call.name, call.arguments);
    if (query === null) return { reason: "badCall", result: refuse("badCall") };
    if (this.#room < leastRoom) return { reason: "noRoom", result: refuse("noRoom") };
    const found = await find(query, this.#of.shelves, signal);
    if (found.excerpts.length === 0) return { reason: "nothing", result: refuse("nothing") };
    const writing = { key: this.#of.plan.boundary, kind: query.kind, found };
    const most = Math.min(longestResult, 4 * this.#room);
    const generous = writeResult({ ...writing, bytes: most });
    if (generous !== null && (await this.#tokensOf(generous.text, signal)) <= this.#room)
      return { reason: null, result: generous };
    // No text has more tokens than bytes.
    const careful = generous === null ? null : writeResult({ ...writing, bytes: this.#room });
    if (careful !== null) return { reason: null, result: careful };
    const reason = generous === null ? "nothing" : "noRoom";
    return { reason, result: refuse(reason) };
  }

  #take(tokens: number): number {
    this.#room = Math.max(0, this.#room - tokens);
    return tokens;
  }

  async #tokensOf(text: string, signal: AbortSignal): Promise<number> {
    const { count, plan } = this.#of;
    const [tokens] = await count([text], signal).catch(() => []);
    signal.throwIfAborted();
    const bytes = Buffer.byteLength(text);
    return Math.min(bytes, Math.ceil((tokens ?? bytes) * plan.room.countFactor));
  }
}

/** Without the thoughts that led to it, and so without the id that ties it to them. */
function bareCall({ id, name, arguments: json }: ToolCall): unknown {
  return { type: "function_call", call_id: id, name, arguments: json };
}

function toldOf({ name, arguments: json }: ToolCall): { readonly tool: ReadTool; readonly asked: string } {
  const tool = toolList.find((each) => each.name === name)?.name;
  const args = parse(json);
  const said = textOf(args, "path") ?? textOf(args, "name") ?? textOf(args, "text") ?? json;
  const [start, end] = [fieldOf(args, "startLine"), fieldOf(args, "endLine")];
  const lines = typeof start === "number" && typeof end === "number" ? `:${start}-${end}` : "";
  return { tool: tool ?? "other", asked: cut(tool === undefined ? name : `${said}${lines}`, longestAsked) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
