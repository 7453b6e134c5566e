/** Sends requests through a proxy. A bundle of its own, loaded only where there is one. */

import { fetch as fetchThrough, ProxyAgent, type RequestInfo, type RequestInit } from "undici";

/** In place of `fetch`. The package's own goes with its own dispatcher, whatever version of it Node brings. */
export function fetchThroughProxy(address: string): typeof fetch {
  const dispatcher = new ProxyAgent(address);
  const through = (input: RequestInfo, init?: RequestInit) => fetchThrough(input, { ...init, dispatcher });
  return through as unknown as typeof fetch;
}
