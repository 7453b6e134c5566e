/** The built command line behind a proxy and a company's own certificates, as many offices have them. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as forward, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Outcome } from "../../src/contract/outcome.ts";
import { selfSigned } from "../support/endpoint/certificate.ts";
import { startStandIn, type StandIn } from "../support/endpoint/standIn.ts";
import type { TestRepository } from "../support/repository.ts";
import { makeShop } from "../support/sample/shop.ts";
import { repositoryRoot } from "../support/vscode/cache.ts";
import { cleanEnvironment } from "../support/vscode/environment.ts";

const node = process.env["npm_node_execpath"] ?? process.execPath;
/** No name server knows it: only the proxy can lead there. */
const host = "models.example.invalid";

describe("the built command line in an office", () => {
  let shop: TestRepository;
  let endpoint: StandIn;
  let tls: TlsServer;
  let proxy: Server;
  let folder: string;
  let authority: string;
  const asked: string[] = [];
  const passed: Buffer[] = [];
  const open = new Set<Socket>();

  before(async () => {
    [shop, endpoint, folder] = await Promise.all([
      makeShop(),
      startStandIn(),
      mkdtemp(path.join(tmpdir(), "second-look-office-")),
    ]);
    const certificate = selfSigned(host);
    authority = path.join(folder, "authority.pem");
    await writeFile(authority, certificate.cert);
    tls = createTlsServer(certificate, (incoming, outgoing) => {
      const { hostname, port, host: own } = new URL(endpoint.baseUrl);
      const { method, url, headers } = incoming;
      const onward = forward(
        { hostname, port, method, path: url, headers: { ...headers, host: own } },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(onward);
    });
    proxy = createServer();
    proxy.on("connect", ({ url = "" }, client: Socket) => {
      asked.push(url);
      const { port } = tls.address() as AddressInfo;
      const server = connect(port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        client.on("data", (bytes: Buffer) => passed.push(bytes));
        client.pipe(server).pipe(client);
      });
      for (const socket of [client, server]) {
        open.add(socket);
        socket.on("error", () => undefined);
      }
    });
    for (const server of [tls, proxy]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    }
  });
  after(async () => {
    open.forEach((socket) => socket.destroy());
    tls.closeAllConnections();
    tls.close();
    proxy.close();
    await endpoint.close();
    await shop.dispose();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    asked.length = 0;
    passed.length = 0;
  });

  const proxyAddress = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  async function review(environment: Readonly<Record<string, string>>): Promise<Outcome> {
    const args = ["review", "--repo", shop.root, "--depth", "quick", "--format", "json"];
    const child = spawn(
      node,
      [path.join(repositoryRoot, "dist/cli.js"), ...args, "--base-url", `https://${host}/v1`],
      {
        env: cleanEnvironment({ SECOND_LOOK_API_KEY: endpoint.key, HOME: folder, ...environment }),
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let out = "";
    child.stdout.on("data", (text: Buffer) => (out += text.toString()));
    await once(child, "close");
    return JSON.parse(out) as Outcome;
  }

  it("goes through the proxy, believes the office's certificate, and lets the proxy see neither key nor code", async () => {
    const outcome = await review({ HTTPS_PROXY: proxyAddress(), NODE_EXTRA_CA_CERTS: authority });
    assert.deepEqual(outcome.failures, []);
    assert.ok(outcome.findings.length > 0);
    assert.deepEqual(new Set(asked), new Set([`${host}:443`]));
    const [request] = endpoint.requests;
    assert.equal(request?.headers.authorization, `Bearer ${endpoint.key}`);
    const seen = Buffer.concat(passed).toString("latin1");
    assert.ok(seen.length > 1000, "the proxy passed something on");
    assert.ok(!seen.includes(endpoint.key) && !seen.includes("src/cart.ts"));
  });

  it("does not go through the proxy where the host is excepted", async () => {
    const outcome = await review({
      HTTPS_PROXY: proxyAddress(),
      NODE_EXTRA_CA_CERTS: authority,
      NO_PROXY: "example.invalid",
    });
    assert.equal(outcome.kind, "failed");
    assert.deepEqual(asked, []);
  });

  it("does not believe the certificate without being told to, and says so", async () => {
    const before = endpoint.requests.length;
    const outcome = await review({ HTTPS_PROXY: proxyAddress() });
    assert.equal(outcome.kind, "failed");
    assert.deepEqual(asked, [`${host}:443`]);
    assert.equal(endpoint.requests.length, before);
    assert.match(JSON.stringify(outcome.failures), /NODE_EXTRA_CA_CERTS|certificate/);
  });

  it("says what is in the way when the proxy is not there", async () => {
    const outcome = await review({ HTTPS_PROXY: "http://127.0.0.1:9", NODE_EXTRA_CA_CERTS: authority });
    assert.equal(outcome.kind, "failed");
    assert.equal(outcome.failures.length, 1);
  });
});
