/** Obeys the environment about the way to the network, as other programs of a terminal do. Certificates Node takes from `NODE_EXTRA_CA_CERTS` itself. */

type Environment = Readonly<Record<string, string | undefined>>;

/** This machine is never asked through another one. */
const here = ["localhost", "127.0.0.1", "[::1]"];

/** The proxy that leads to an address (https or http); null where it is asked directly. Small letters win, as curl has it. */
export function proxyFor(address: URL, environment: Environment): string | null {
  const named = (name: string): string => (environment[name.toLowerCase()] ?? environment[name] ?? "").trim();
  const own = address.protocol === "https:" ? named("HTTPS_PROXY") : named("HTTP_PROXY");
  const proxy = own === "" ? named("ALL_PROXY") : own;
  const excepted = named("NO_PROXY").split(/[\s,]+/);
  return proxy === "" || [...here, ...excepted].some((entry) => covers(entry, address)) ? null : proxy;
}

/** `example.com` and `.example.com` stand for the host and all below it, `example.com:8080` for that port alone, `*` for all. */
function covers(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === "*") return true;
  const { 1: name = "", 2: only } = /^\.?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (name === "") return false;
  const asked = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return (hostname === name || hostname.endsWith(`.${name}`)) && (only === undefined || only === asked);
}

/** Makes `fetch` go the way that the environment names for the address. Says what is wrong with it, or null. */
export async function obey(environment: Environment, baseUrl: string): Promise<string | null> {
  const proxy = URL.canParse(baseUrl) ? proxyFor(new URL(baseUrl), environment) : null;
  if (proxy === null) return null;
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    return "The proxy of the environment (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY) is no http or https address.";
  }
  const { fetchThroughProxy } = await import("./proxy.ts");
  globalThis.fetch = fetchThroughProxy(proxy);
  return null;
}
