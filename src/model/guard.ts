/** Stands between the client and the network: an exact list of headers, no redirect, and a limit to everything that comes back. */

import { addressOf, type Endpoint } from "./endpoint.ts";
import { withoutKey } from "./foreign.ts";
import { limitsIn, type LimitsTold } from "./pace.ts";
import { readRefusal, type Trouble } from "./trouble.ts";
import { streamOf } from "./whole.ts";

/** Bytes, after decompression. */
export interface Limits {
  readonly answer: number;
  readonly error: number;
  readonly line: number;
}

export const limits: Limits = { answer: 8 * 2 ** 20, error: 64 * 2 ** 10, line: 2 ** 20 };

export interface Guarding {
  readonly endpoint: Endpoint;
  readonly key: string | null;
  /** `POST` where it is not said. */
  readonly method?: "GET" | "POST";
  /** The path of the one request that this guard lets through. */
  readonly path: string;
  /** Milliseconds without a byte. */
  readonly silence: number;
  readonly limits: Limits;
}

/** Guards one request. What it had to stop, or saw going wrong, is in `trouble`. */
export class Guard {
  trouble: Trouble | null = null;
  /** Whether the headers of an answer came. */
  begun = false;
  /** The answer came in one piece, not as a stream. */
  isWhole = false;
  /** What they said of the account's limits. */
  told: LimitsTold = { limit: null, remaining: null };
  readonly #guarding: Guarding;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(guarding: Guarding) {
    this.#guarding = guarding;
  }

  /**
   * In place of `fetch` for the client. The global one is looked up anew each time, because editors replace it to bring
   * proxies and certificates. Of the headers that the client made none is kept: some of them come from variables of
   * the environment.
   */
  readonly fetch = async (_url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { endpoint, key, path, method = "POST" } = this.#guarding;
    const address = addressOf(endpoint, path);
    if (new URL(address).origin !== endpoint.origin) throw new Error("The address left its origin.");
    this.#listen();
    try {
      const response = await fetch(address, {
        method,
        headers: {
          accept: "application/json",
          ...(method === "POST" ? { "content-type": "application/json" } : {}),
          "user-agent": "second-look",
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: init?.body ?? null,
        redirect: "manual",
        signal: AbortSignal.any([this.#stopping.signal, ...(init?.signal ? [init.signal] : [])]),
      });
      this.begun = true;
      this.told = limitsIn((name) => response.headers.get(name));
      if (response.status >= 300 && response.status < 400) return this.#stop(redirection(response, address));
      if (response.ok) return new Response(this.#body(response), response);
      return await this.#refused(response);
    } finally {
      this.#rest();
    }
  };

  /** Ends the request for a reason of our own. */
  #stop(trouble: Trouble): never {
    this.trouble ??= trouble;
    this.#stopping.abort();
    throw new Error("The request was stopped.");
  }

  #listen(): void {
    this.#rest();
    this.#timer = setTimeout(() => {
      this.trouble ??= { kind: "silent" };
      this.#stopping.abort();
    }, this.#guarding.silence);
  }

  #rest(): void {
    clearTimeout(this.#timer);
  }

  #body(response: Response): ReadableStream<Uint8Array> | null {
    const bounded = this.#bounded(response);
    if (bounded === null || this.#guarding.method === "GET") return bounded;
    return streamOf(bounded, () => (this.isWhole = true));
  }

  #bounded({ body }: Response): ReadableStream<Uint8Array> | null {
    if (body === null) return null;
    const { answer, line } = this.#guarding.limits;
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    let [all, sinceLineEnd] = [0, 0];
    return new ReadableStream({
      pull: async (controller) => {
        this.#listen();
        const { done, value } = await reader.read().finally(() => this.#rest());
        if (done) return controller.close();
        all += value.length;
        const lineEnd = value.lastIndexOf(newline);
        // Lines that begin and end within one stretch are as short as that.
        sinceLineEnd = lineEnd < 0 ? sinceLineEnd + value.length : value.length - lineEnd - 1;
        if (all > answer || sinceLineEnd > line) this.#stop({ kind: "tooLong" });
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
  }

  async #refused(response: Response): Promise<Response> {
    const { status, headers } = response;
    // Here already, because later a text is cut, and could end with half of it.
    const body = withoutKey(await this.#beginning(response), this.#guarding.key);
    const refusal = readRefusal(status, body, (name) => headers.get(name), Date.now());
    return this.#stop({ kind: "refused", refusal });
  }

  /** What is longer than an error may be is left unread; one that breaks off is as good as its beginning. */
  async #beginning({ body }: Response): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    let all = 0;
    const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
    while (reader !== undefined && all < this.#guarding.limits.error) {
      this.#listen();
      const { value } = await reader.read().catch(() => ({ value: undefined }));
      if (value === undefined) break;
      all += value.length;
      text += decoder.decode(value, { stream: true });
    }
    return text.slice(0, this.#guarding.limits.error);
  }
}

const newline = 0x0a;

/** Names the other host; within the same host, the other address. */
function redirection(response: Response, from: string): Trouble {
  const location = response.headers.get("location") ?? "";
  if (!URL.canParse(location, from)) return { kind: "redirected", to: "another address" };
  const { host, origin, pathname } = new URL(location, from);
  return {
    kind: "redirected",
    to: (host === new URL(from).host ? `${origin}${pathname}` : host).slice(0, 300),
  };
}
