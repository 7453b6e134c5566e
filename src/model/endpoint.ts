/** Where models answer: an address that a person gave, taken apart, or the reason why it can't be used. */

import type { Fault } from "../contract/failure.ts";

export interface Endpoint {
  /** As it was given; paths such as `/chat/completions` follow it. */
  readonly baseUrl: string;
  /** Scheme, host and port: what keys and consent belong to. */
  readonly origin: string;
  /** Host and port, for people. */
  readonly host: string;
  /** On this machine: plain http is allowed, and a key is not needed. */
  readonly local: boolean;
  /**
   * The provider's own origin speaks Responses; what others have in common is Chat Completions. `editor`: no address at
   * all, but a model that the editor offers.
   */
  readonly wire: "responses" | "chat" | "editor";
}

export type ParsedEndpoint =
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint }
  | { readonly kind: "refused"; readonly fault: Fault };

const openai = "https://api.openai.com";
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Whether a host, with or without its port, is the machine that asks. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

export function parseEndpoint(baseUrl: string): ParsedEndpoint {
  const given = baseUrl.trim();
  if (!URL.canParse(given)) return refused(withoutSecrets(given), "it is not an address");
  const { protocol, hostname, username, password, origin, host, pathname } = new URL(given);
  const refusing = (reason: string): ParsedEndpoint =>
    refused(withoutSecrets(`${protocol}//${host}${pathname}`), reason);
  const local = isLoopback(hostname);
  if (protocol !== "https:" && protocol !== "http:") return refusing("it is not an https address");
  if (username !== "" || password !== "") return refusing("a user or a password stands in it");
  if (protocol === "http:" && !local) return refusing("plain http is for this machine only");
  if (/[?#]/.test(given)) return refusing("a query or a fragment stands at its end");
  return {
    kind: "endpoint",
    endpoint: { baseUrl: given, origin, host, local, wire: origin === openai ? "responses" : "chat" },
  };
}

/** The address of one of the endpoint's paths, which begin with a slash. */
export function addressOf({ baseUrl }: Endpoint, path: string): string {
  return `${baseUrl.replace(/\/$/, "")}${path}`;
}

function refused(baseUrl: string, reason: string): ParsedEndpoint {
  return { kind: "refused", fault: { code: "badEndpoint", args: { baseUrl, reason } } };
}

/** Without user and password, without a query, and without a key that was pasted into the wrong field. */
function withoutSecrets(address: string): string {
  return address
    .replace(/[?#].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/\bsk-\S*/g, "sk-…")
    .slice(0, 300);
}
