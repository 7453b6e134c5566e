/** One request to a model that the editor offers: plain words go in and come out, and whatever goes wrong has a name of ours. */

import type { Fault } from "../contract/failure.ts";
import type { Attempt, Attempting, Ended } from "./attempt.ts";
import { messagesTo } from "./editorMessages.ts";
import { fieldOf, textOf } from "./foreign.ts";
import { limits } from "./guard.ts";
import { readError, type Trouble } from "./trouble.ts";

/** The editor's side: sends user messages to the model of that name, and hands on its text as it comes. */
export interface EditorModels {
  /** Null where there is no such model. The request is to be given up when `signal` is aborted. */
  ask(model: string, messages: readonly string[], signal: AbortSignal): Promise<AsyncIterable<string> | null>;
}

/** Never throws, and ends as soon as its signal is aborted, whatever the editor does. */
export function attemptBy(models: EditorModels): Attempting {
  return async function* (attempted, signal) {
    let [text, bytes, begun] = ["", 0, false];
    let trouble: Trouble | null = null;
    try {
      for await (const piece of piecesOf(models, attempted, signal)) {
        begun = true;
        text += piece;
        bytes += Buffer.byteLength(piece);
        if (bytes > limits.answer) throw new Stopped({ kind: "tooLong" });
        if (piece !== "") yield { kind: "text", text: piece };
      }
    } catch (error) {
      trouble = error instanceof Stopped ? error.trouble : troubleOf(error, attempted);
    }
    // What an editor does with a request that was withdrawn looks like many things.
    if (signal.aborted) trouble = { kind: "aborted" };
    const how: Ended["how"] = trouble === null ? { kind: "complete" } : { kind: "trouble", trouble };
    yield { kind: "ended", ended: { how, text, bytes, answeredBy: null, usage: null, begun } };
  };
}

/** Ends the request for a reason of our own. */
class Stopped extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super("The request was stopped.");
    this.trouble = trouble;
  }
}

async function* piecesOf(
  models: EditorModels,
  attempted: Attempt,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { wanted, silence } = attempted;
  const stopping = new AbortController();
  const until = AbortSignal.any([signal, stopping.signal]);
  const inTime = async <T>(work: Promise<T>): Promise<T> => before(work, { silence, signal });
  try {
    const answer = await inTime(models.ask(wanted.model, messagesTo(wanted), until));
    if (answer === null) throw new Stopped(withheld("unknownModel", attempted));
    const pieces = answer[Symbol.asyncIterator]();
    for (let piece = await inTime(pieces.next()); piece.done !== true; piece = await inTime(pieces.next())) {
      yield piece.value;
    }
  } finally {
    stopping.abort();
  }
}

/** What is waited for may never come, nor hear of the abort. */
async function before<T>(
  work: Promise<T>,
  { silence, signal }: { readonly silence: number; readonly signal: AbortSignal },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let abort = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Stopped({ kind: "silent" })), silence);
    abort = () => reject(new Stopped({ kind: "aborted" }));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** The codes of VS Code's `LanguageModelError`. */
const told: ReadonlyMap<string | null, Fault["code"]> = new Map([
  ["NoPermissions", "notAllowedByEditor"],
  ["Blocked", "blockedByEditor"],
  ["NotFound", "unknownModel"],
]);

const tooLong =
  /exceeds?\b.{0,40}\b(token|context|limit)|too (long|large|many tokens)|context.{0,10}(length|window)/is;

/** Of any other error the cause tells more. */
function troubleOf(error: unknown, attempted: Attempt): Trouble {
  const code = told.get(textOf(error, "code"));
  if (code !== undefined) return withheld(code, attempted);
  const refusal = readError(fieldOf(error, "cause") ?? error);
  const isTooLong = tooLong.test(`${textOf(error, "message") ?? ""} ${refusal.message}`);
  return {
    kind: "refused",
    refusal: isTooLong ? { ...refusal, code: "context_length_exceeded" } : refusal,
  };
}

function withheld(code: Fault["code"], { endpoint, wanted }: Attempt): Trouble {
  return { kind: "withheld", fault: { code, args: { host: endpoint.host, model: wanted.model } } };
}
