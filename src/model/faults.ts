/** Names what went wrong on the wire: from trouble to a code with the values that its words need. */

import type { FailureArguments, FailureCode, Fault } from "../contract/failure.ts";
import type { Refusal, Trouble } from "./trouble.ts";
import type { Ending } from "./wire.ts";

/** Who was asked for what, for the words. */
export interface Asked {
  readonly host: string;
  /** The endpoint's path that was asked. */
  readonly path: string;
  readonly model: string;
  /** Tokens of reasoning and answer that the request allowed. */
  readonly outputReserve: number;
}

/** `delivered`: some text of the answer has come. */
export function faultOf(trouble: Trouble, asked: Asked, delivered: boolean): Fault {
  switch (trouble.kind) {
    case "refused":
      return faultOfRefusal(trouble.refusal, asked);
    case "unreachable":
      return fault(codeOf(trouble.reason), asked, { reason: trouble.reason });
    case "reset":
      return trouble.begun
        ? fault("streamCut", asked)
        : fault("noNetwork", asked, { reason: trouble.reason });
    case "cut":
      return fault("streamCut", asked);
    case "silent":
      return fault(delivered ? "streamCut" : "endpointSilent", asked);
    case "redirected":
      return fault("redirected", asked, { to: trouble.to });
    case "tooLong":
      return fault("answerTooLong", asked);
    case "notAnApi":
      return fault("notAnApi", asked);
    case "aborted":
      return fault("interrupted", asked);
    case "withheld":
      return trouble.fault;
  }
}

/** Of an answer that ended in good order, but not with its last word. */
export function faultOfEnding(
  ending: Exclude<Ending, { readonly kind: "failed" | "complete" }>,
  asked: Asked,
): Fault {
  switch (ending.kind) {
    case "outputUsedUp":
      return fault("outputUsedUp", asked, { outputReserve: asked.outputReserve });
    case "contentFiltered":
      return fault("contentFiltered", asked);
    case "declined":
      return fault("modelRefused", asked);
  }
}

/** By the codes of Node's network, of its fetch, and of Chromium's network. */
const unreachable: readonly (readonly [RegExp, FailureCode])[] = [
  [/PROXY|TUNNEL/, "proxyFailed"],
  [/^ENOTFOUND$|^EAI_|NAME_NOT_RESOLVED|NAME_RESOLUTION/, "hostNotFound"],
  [/REFUSED$/, "connectionRefused"],
  [/CERT|SSL|TLS|^EPROTO$|^UNABLE_TO_/, "noSecureConnection"],
];

function codeOf(reason: string): FailureCode {
  return unreachable.find(([form]) => form.test(reason))?.[1] ?? "noNetwork";
}

/** The second one is Azure's. */
const missing: ReadonlySet<string> = new Set(["model_not_found", "DeploymentNotFound"]);
const noModel =
  /\bmodel\b.{0,200}(does not exist|doesn't exist|not found)|not have access to (the )?model|not a valid model|(unknown|invalid|no such) model\b/is;
const tooLong =
  /context[_ ](length|window|size)|maximum context|(prompt|input|request) is too long|too many (input )?tokens|reduce the length/i;
const tooLarge = /request too large/i;
const amounts = /limit:?\s+([\d,]+).*requested:?\s+([\d,]+)/is;

function faultOfRefusal(refusal: Refusal, asked: Asked): Fault {
  const { status, code, message } = refusal;
  if (code === "insufficient_quota" || code === "billing_hard_limit_reached" || status === 402) {
    return fault("quotaExceeded", asked);
  }
  if (status === 401 || code === "invalid_api_key") return fault("wrongKey", asked);
  if (missing.has(code) || (isClientError(status) && status !== 429 && noModel.test(message))) {
    return fault("unknownModel", asked);
  }
  if (status === 403) return fault("forbidden", asked, { reason: reasonOf(refusal) });
  if (status === 404 || status === 405) return fault("endpointMissing", asked, { path: asked.path });
  if (status === 429 || code === "rate_limit_exceeded") return faultOfLimit(message, asked);
  if (
    code === "context_length_exceeded" ||
    status === 413 ||
    (isClientError(status) && tooLong.test(message))
  ) {
    return fault("contextTooLong", asked);
  }
  if (code === "content_filter" || code === "content_policy_violation")
    return fault("contentFiltered", asked);
  if ((isClientError(status) && status !== 408) || code.startsWith("invalid_")) {
    return fault("requestRefused", asked, { reason: reasonOf(refusal) });
  }
  return fault("serverError", asked, { status: status ?? (code === "" ? "error" : code.slice(0, 60)) });
}

/** More than the account may ever send in a minute is no matter of waiting. */
function faultOfLimit(message: string, asked: Asked): Fault {
  const [, limit = "", requested = ""] = amounts.exec(message) ?? [];
  const [most, wanted] = [limit, requested].map((digits) => Number(digits.replaceAll(",", "")));
  if (tooLarge.test(message) || (most !== undefined && wanted !== undefined && wanted > most)) {
    return fault("requestTooLarge", asked, {
      limit: most === 0 ? "" : (most ?? ""),
      requested: wanted === 0 ? "" : (wanted ?? ""),
    });
  }
  return fault("rateLimited", asked);
}

function isClientError(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500;
}

function reasonOf({ status, message, code }: Refusal): string {
  if (message !== "") return message;
  return code === "" ? `HTTP ${status ?? ""}`.trim() : code.slice(0, 60);
}

function fault(code: FailureCode, { host, model }: Asked, more: FailureArguments = {}): Fault {
  return { code, args: { host, model, ...more } };
}
