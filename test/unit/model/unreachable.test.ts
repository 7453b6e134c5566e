/** Endpoints that can't be reached, each kind made to happen for real: its code, its reason, and that nothing counts as sent. */

import assert from "node:assert/strict";
import dns from "node:dns";
import http, { createServer as createProxy } from "node:http";
import https from "node:https";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { FailureCode } from "../../../src/contract/failure.ts";
import { faultOf } from "../../../src/model/faults.ts";
import { selfSigned } from "../../support/endpoint/certificate.ts";
import { askOnce, endOf, impatience, settingsFor, wires } from "../../support/endpoint/asking.ts";
import { startStandIn } from "../../support/endpoint/standIn.ts";

const key = "a key";

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

for (const wire of wires) {
  describe(`An endpoint that can't be reached over ${wire}`, () => {
    async function faultAt(baseUrl: string): Promise<{ code: FailureCode; reason: unknown }> {
      const end = endOf(await askOnce(settingsFor({ baseUrl, key }, wire)));
      if (end.kind !== "failed") throw new Error("It was reached.");
      assert.equal(end.spent, null, "nothing counts as sent");
      assert.equal(end.fault.args?.["host"], new URL(baseUrl).host);
      return { code: end.fault.code, reason: end.fault.args["reason"] };
    }

    it("has a name that nobody knows", async () => {
      const { lookup } = dns;
      const unknown = (_name: string, _options: unknown, tell: (error: Error) => void): void =>
        tell(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }));
      Object.assign(dns, { lookup: unknown });
      try {
        const told = await faultAt("https://api.example.com/v1");
        assert.deepEqual(told, { code: "hostNotFound", reason: "ENOTFOUND" });
      } finally {
        Object.assign(dns, { lookup });
      }
    });

    it("is not running", async () => {
      const closed = createServer();
      const port = await listen(closed);
      await new Promise((resolve) => closed.close(resolve));
      const told = await faultAt(`http://127.0.0.1:${port}/v1`);
      assert.deepEqual(told, { code: "connectionRefused", reason: "ECONNREFUSED" });
    });

    it("shows a certificate that nobody vouches for", async () => {
      const received: string[] = [];
      const server = https.createServer(selfSigned(), (request, response) => {
        received.push(request.url ?? "");
        response.end("{}");
      });
      const port = await listen(server);
      try {
        await new Promise((resolve, reject) => {
          https.get({ port, rejectUnauthorized: false }, resolve).on("error", reject);
        });
        assert.deepEqual(received, ["/"], "whoever does not look at it gets through");
        const told = await faultAt(`https://127.0.0.1:${port}/v1`);
        assert.deepEqual(told, { code: "noSecureConnection", reason: "DEPTH_ZERO_SELF_SIGNED_CERT" });
        assert.equal(received.length, 1);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });

    it("speaks no TLS", async () => {
      const server = await startStandIn();
      try {
        const told = await faultAt(server.baseUrl.replace("http:", "https:"));
        assert.equal(told.code, "noSecureConnection");
        assert.match(String(told.reason), /^ERR_SSL_/);
      } finally {
        await server.close();
      }
    });

    it("lies behind a proxy that lets nobody through", async () => {
      const proxy = createProxy();
      const asked: string[] = [];
      proxy.on("connect", ({ url = "" }: { readonly url?: string }, socket: Socket) => {
        asked.push(url);
        socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
      });
      const port = await listen(proxy);
      const restore = http.setGlobalProxyFromEnv({ https_proxy: `http://127.0.0.1:${port}` });
      try {
        const told = await faultAt("https://api.example.com/v1");
        assert.deepEqual(told, { code: "proxyFailed", reason: "PROXY_407" });
        assert.deepEqual(asked, ["api.example.com:443"]);
      } finally {
        restore();
        proxy.closeAllConnections();
        proxy.close();
      }
    });

    it("ends at once when it is interrupted while the connection is made", async () => {
      const received: Buffer[] = [];
      const server = createServer((socket) => {
        socket.on("data", (data) => received.push(data)).on("error", () => undefined);
      });
      const port = await listen(server);
      const stop = new AbortController();
      const sockets: Socket[] = [];
      server.on("connection", (socket) => {
        sockets.push(socket);
        // It has said hello, and waits for an answer that never comes.
        socket.once("data", () => stop.abort());
      });
      try {
        const settings = settingsFor({ baseUrl: `https://127.0.0.1:${port}/v1`, key }, wire);
        const end = endOf(await askOnce(settings, stop.signal));
        assert.equal(end.kind === "failed" && end.fault.code, "interrupted");
        assert.ok(sockets.length === 1 && received.length === 1, "and the hello was all");
      } finally {
        sockets.forEach((socket) => socket.destroy());
        server.close();
      }
    });

    it("gives up on a connection that never comes about", async () => {
      const sockets: Socket[] = [];
      const server = createServer((socket) => void sockets.push(socket));
      const port = await listen(server);
      try {
        const patience = impatience({ silence: 200 });
        const settings = settingsFor({ baseUrl: `https://127.0.0.1:${port}/v1`, key }, wire, { patience });
        const end = endOf(await askOnce(settings));
        assert.equal(end.kind === "failed" && end.fault.code, "endpointSilent");
        assert.equal(sockets.length, 1, "and does not try again");
      } finally {
        sockets.forEach((socket) => socket.destroy());
        server.close();
      }
    });
  });
}

describe("The code of an endpoint that can't be reached", () => {
  const asked = { host: "h", path: "/p", model: "m", outputReserve: 1 };

  // https://nodejs.org/api/errors.html, and the list of errors in Chromium's net/base/net_error_list.h
  for (const [reason, code] of [
    ["EAI_AGAIN", "hostNotFound"],
    ["ERR_NAME_NOT_RESOLVED", "hostNotFound"],
    ["ERR_CONNECTION_REFUSED", "connectionRefused"],
    ["CERT_HAS_EXPIRED", "noSecureConnection"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "noSecureConnection"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "noSecureConnection"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "noSecureConnection"],
    ["ERR_CERT_AUTHORITY_INVALID", "noSecureConnection"],
    ["ERR_SSL_PROTOCOL_ERROR", "noSecureConnection"],
    ["ERR_PROXY_CONNECTION_FAILED", "proxyFailed"],
    ["ERR_TUNNEL_CONNECTION_FAILED", "proxyFailed"],
    ["ERR_PROXY_CERTIFICATE_INVALID", "proxyFailed"],
    ["ERR_INTERNET_DISCONNECTED", "noNetwork"],
    ["ENETUNREACH", "noNetwork"],
    ["ETIMEDOUT", "noNetwork"],
  ] as const) {
    it(`is ${code} for ${reason}`, () => {
      const fault = faultOf({ kind: "unreachable", reason }, asked, false);
      assert.deepEqual(fault, { code, args: { host: "h", model: "m", reason } });
    });
  }
});
