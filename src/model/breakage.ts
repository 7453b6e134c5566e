/** What an exception on the way to an endpoint means, whoever threw it: the client package, fetch, or the network below. */

import { fieldOf, textOf } from "./foreign.ts";
import { readError, type Trouble } from "./trouble.ts";

const resets: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const silences: ReadonlySet<string> = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** `begun`: the headers of an answer had come. `events`: how many of its events. */
export function troubleOf(
  error: unknown,
  { begun, events }: { readonly begun: boolean; readonly events: number },
): Trouble {
  const told = fieldOf(error, "error");
  if (told !== null) return { kind: "refused", refusal: readError(told) };
  const reason = codeOf(error);
  if (silences.has(reason)) return { kind: "silent" };
  if (!begun) return resets.has(reason) ? { kind: "reset", reason, begun } : { kind: "unreachable", reason };
  const broken = error instanceof SyntaxError;
  if (events === 0 && broken) return { kind: "notAnApi" };
  return broken ? { kind: "cut" } : { kind: "reset", reason, begun };
}

/**
 * The innermost code, such as `ENOTFOUND`; where the message says more, that: the code of Chromium's network, or what a
 * proxy said (`PROXY_407`).
 */
function codeOf(error: unknown): string {
  let code = "unknown";
  for (let each = error, depth = 0; each !== null && depth < 8; each = causeOf(each), depth += 1) {
    const message = textOf(each, "message") ?? "";
    const proxy = /\bproxy response \((\d{3})\)/i.exec(message)?.[1];
    if (proxy !== undefined) return `PROXY_${proxy}`;
    const own = textOf(each, "code") ?? /\bnet::(ERR_\w+)/.exec(message)?.[1] ?? "";
    if (/^[A-Z][A-Z0-9_]{2,60}$/.test(own)) code = own;
  }
  return code;
}

function causeOf(error: unknown): unknown {
  return fieldOf(error, "cause") ?? fieldOf(error, "errors", 0);
}
