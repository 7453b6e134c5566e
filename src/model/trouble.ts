/** How a request can end badly, as plain data: what happened on the wire, before anybody calls it a fault. */

import type { Fault } from "../contract/failure.ts";
import { countOf, excerpt, fieldOf, textOf } from "./foreign.ts";

export type Trouble =
  /** The endpoint said no. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** It was never reached. `reason` is a short code such as `ENOTFOUND`. */
  | { readonly kind: "unreachable"; readonly reason: string }
  /** The connection broke; `begun`: after the answer had begun. */
  | { readonly kind: "reset"; readonly reason: string; readonly begun: boolean }
  /** It ended in good order, but the answer did not. */
  | { readonly kind: "cut" }
  | { readonly kind: "silent" }
  | { readonly kind: "redirected"; readonly to: string }
  | { readonly kind: "tooLong" }
  | { readonly kind: "notAnApi" }
  | { readonly kind: "aborted" }
  /** Nothing was sent, for a reason of our own. */
  | { readonly kind: "withheld"; readonly fault: Fault };

/** What an endpoint says when it refuses. Empty texts where it says nothing. */
export interface Refusal {
  /** Null for one that came in the middle of a stream. */
  readonly status: number | null;
  readonly code: string;
  /** The parameter that it objects to, by its name on the wire. */
  readonly param: string;
  /** Cut to 300 characters, in one line. */
  readonly message: string;
  /** Milliseconds until it may be asked again; null where it doesn't say. */
  readonly wait: number | null;
}

type Header = (name: string) => string | null;

/** `now` in milliseconds since 1970, for a `retry-after` that is a date. */
export function readRefusal(status: number, body: string, header: Header, now: number): Refusal {
  const parsed = parseJson(body);
  const told = fieldOf(parsed, "error") ?? parsed;
  const refusal = readError(told);
  const isPage = body.trimStart().startsWith("<");
  return {
    ...refusal,
    status,
    message: refusal.message !== "" || isPage ? refusal.message : excerpt(body),
    wait: waitToldBy(header, now) ?? refusal.wait,
  };
}

/** The error in the middle of a stream, or in the body of an answer. Gateways give it many forms. */
export function readError(error: unknown): Refusal {
  const number = countOf(error, "code");
  const message =
    typeof error === "string" ? error : (textOf(error, "message") ?? textOf(error, "detail") ?? "");
  const again = /try again in (?:(\d+)m(?!s))?(?:([\d.]+)(m?s))?/i.exec(message);
  return {
    // Some put the status that they met upstream in place of a code.
    status: number !== null && number >= 400 && number < 600 ? number : null,
    code: textOf(error, "code") ?? textOf(error, "type") ?? "",
    param: textOf(error, "param") ?? "",
    message: excerpt(message),
    wait: again === null ? null : milliseconds(again[0].slice("try again in ".length)),
  };
}

function waitToldBy(header: Header, now: number): number | null {
  const exact = numberIn(header("retry-after-ms"));
  if (exact !== null) return exact;
  const after = header("retry-after");
  const seconds = numberIn(after);
  if (seconds !== null) return seconds * 1000;
  const date = after === null ? NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const what = header("x-ratelimit-remaining-requests") === "0" ? "requests" : "tokens";
  return milliseconds(header(`x-ratelimit-reset-${what}`) ?? "");
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Of a span such as `6m0s`, `1.2s` or `20ms`. */
function milliseconds(span: string): number | null {
  const parts = [...span.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0) return null;
  return parts.reduce((sum, [, amount = "", unit = ""]) => sum + Number(amount) * (units[unit] ?? 0), 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
